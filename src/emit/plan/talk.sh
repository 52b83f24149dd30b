# What every script of a plan begins with; this first comment is left out of it. POSIX sh.
# shellcheck shell=sh

# Names and paths come from files that others wrote: no control characters reach the terminal.
say() { printf '%s\n' "$*" | tr -d '\000-\011\013-\037\177'; }
die() {
  say "migrate.sh: $*" >&2
  exit 1
}
misused() {
  printf 'migrate.sh: %s (see --help)\n' "$*" >&2
  exit 2
}

# One word for eval, whatever is in it.
quote() {
  quoted=$(printf '%s.' "$1" | sed "s/'/'\\\\''/g")
  printf "'%s'" "${quoted%.}"
}
