# The program that copies and compares, for `sh -c` in a container of the service's own image; this first comment is left out
# of the plan. It keeps to what both GNU and BusyBox have: `stat -c`, `find -exec … +`, `cp -a`.
# Verbs: `tools`, `look FROM ROOM`, `state`, `begin`, `copy FROM BELOW`, `seal`. FROM is a directory, BELOW a path under the new
# volume's root. From `begin` to `seal` a file in that root says that the volume is not complete.
# shellcheck shell=sh

# Runs in a container that has no network: reads /.storlint/from or its own image, writes /.storlint/to.
set -eu
umask 077
LC_ALL=C
export LC_ALL
work=/.storlint
mark=.storlint-unfinished
found=lost+found
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }
needs() {
  for tool in "$@"; do
    has "$tool" || { printf 'the copying image has no %s\n' "$tool" >&2; exit 127; }
  done
}
first() { read -r word _ && printf '%s\n' "$word"; }
hash=sha256sum
has "$hash" || hash='cksum'
settle() { if has sync; then sync; fi; }
# All that is anybody's data: not the mark, and not what a disk that was just made has of its own.
each() { find . \( -path "./$mark" -o -path "./$found" \) -prune -o "$@"; }
content() (cd "$1" && find . ! -name . -prune ! -name "$mark" ! -name "$found")
is_empty() { [ -z "$(content "$1")" ]; }

# GNU cp keeps holes and extended attributes; the security context has to be the volume's own.
full_cp() {
  mkdir -p "$work/probe" && cp -a --sparse=auto --no-preserve=context "$work/probe" "$work/probe.2" 2>/dev/null
}
copier() { if full_cp; then echo full; else echo plain; fi; }

# A link would lead elsewhere in here than where it led in the service.
direct() {
  case $1 in /proc/*) return 0 ;; esac
  [ "$(cd -P -- "$1" && pwd)" = "$1" ] || fail "$1 is behind a symbolic link; move it by hand"
}

check_whole() { [ ! -e "$1/$mark" ] || fail "refused: $1 holds a copy that was never completed ($mark)"; }

# Prints what is known of the new volume: unfinished, empty, or the number of its entries.
state() {
  if [ -e "$work/to/$mark" ]; then echo unfinished
  elif is_empty "$work/to"; then echo empty
  else content "$work/to" | wc -l
  fi
}

begin() {
  is_empty "$work/to" || fail 'refused: the new volume is not empty'
  : >"$work/to/$mark"
}

# The time of the root stays that of the data.
seal() {
  touch -r "$work/to" "$work/root"
  rm "$work/to/$mark"
  touch -r "$work/root" "$work/to"
  settle
}

# Prints: how it copies, KiB to copy, KiB free, number of files.
look() {
  [ -d "$1" ] || fail 'the source is not a directory'
  direct "$1"
  check_whole "$1"
  how=$(copier)
  mkdir -p "$work"
  find "$1" -type f -exec stat -c %s {} + >"$work/sizes"
  count=0
  filled=0
  while read -r bytes; do
    count=$((count + 1))
    filled=$((filled + bytes / 1024 + 1))
  done <"$work/sizes"
  [ "$how" = plain ] || filled=$(du -sk "$1" | first)
  free=$(df -Pk "$2" | { read -r _ && read -r _ _ _ left _ && printf '%s\n' "$left"; })
  printf '%s %s %s %s\n' "$how" "$filled" "$free" "$count"
}

# Makes the directory below the volume's root that is to be filled; what it makes belongs to the owner of the data.
place() {
  at=$work/to
  rest=$1
  if is_empty "$at"; then chown "$2" "$at"; fi
  while [ -n "$rest" ]; do
    at=$at/${rest%%/*}
    case $rest in */*) rest=${rest#*/} ;; *) rest= ;; esac
    [ -d "$at" ] || { mkdir "$at" && chmod 755 "$at" && chown "$2" "$at"; }
  done
  is_empty "$at" || fail 'refused: the new volume is not empty'
}

# The root of a copy gets the owner, mode and time of the root of the data.
dress() {
  chown "$(stat -c %u:%g "$1")" "$2"
  chmod "$(stat -c %a "$1")" "$2"
  touch -r "$1" "$2"
}

copy() {
  direct "$1"
  check_whole "$1"
  place "$2" "$(stat -c %u:%g "$1")"
  if full_cp; then cp -a --sparse=auto --no-preserve=context "$1/." "$at/"; else cp -a "$1/." "$at/"; fi
  dress "$1" "$at"
  settle
}

# The content of a directory, a line for each fact.
facts() (
  cd "$1"
  each -type d -exec stat -c 'directory %u:%g %a %Y %n' {} +
  each -type f -exec stat -c 'file %u:%g %a %s %Y %n' {} +
  each -type l -exec stat -c 'link %u:%g %n' {} +
  each -type l -exec stat -c 'target %N' {} +
  each ! -type d ! -type f ! -type l -exec stat -c 'special %u:%g %a %t:%T %F %n' {} +
  each -type f -exec "$hash" {} +
  printf 'inodes %s\n' "$(each -type f -exec stat -c %i {} + | sort -u | wc -l)"
  if [ "${plain-}" != yes ] && has getfattr; then each -exec getfattr -h -d -e hex -m '^user|^security.capability|^system.posix_acl' {} +; fi
)

many() {
  count=$(grep -c "^$1 " "$work/copy" || :)
  if [ "$count" = 1 ]; then echo "1 $1"; else echo "$count $2"; fi
}

verify() {
  facts "$1" >"$work/raw"
  sort "$work/raw" >"$work/source"
  facts "$2" >"$work/raw"
  sort "$work/raw" >"$work/copy"
  if [ "$("$hash" <"$work/source")" != "$("$hash" <"$work/copy")" ]; then
    if has diff && has head; then diff "$work/source" "$work/copy" | head -n 10 >&2 || :; fi
    fail 'the copy differs from the source'
  fi
  printf '%s, %s, %s: copy and source are the same\n' "$(many file files)" "$(many directory directories)" "$(many link links)"
}

# What was read is compared by lists where no container sees both sides: no extended attributes, which not all tools carry.
list() { plain=yes facts "$1" | sort; }
clear() { find "$work/to" -mindepth 1 -maxdepth 1 ! -name "$found" -exec rm -rf {} +; }
pack() { tar -C "$1" -cf - .; }
unpack() { tar -C "$work/to" --numeric-owner -xpf -; settle; }
# BusyBox’ tar leaves out the owners of links and the times of directories: they are taken from a list.
restore() {
  cd "$work/to"
  while read -r what owner rest; do
    case $what in
      link) chown -h "$owner" "$rest" ;;
      directory)
        rest=${rest#* }
        touch -d "@${rest%% *}" "${rest#* }"
        ;;
    esac
  done
}
room() { df -Pk "$work/to" | { read -r _ && read -r _ _ _ left _ && printf '%s\n' "$left"; }; }

needs cp rm find stat sort grep ls df du chown chmod touch wc
verb=$1
shift
case $verb in
  tools) needs tar ;;
  state) state ;;
  begin) begin ;;
  seal) mkdir -p "$work" && seal ;;
  look) look "$1" "$2" ;;
  list | pack) "$verb" "$1" ;;
  clear | unpack | restore | room) "$verb" ;;
  copy)
    copy "$1" "$2"
    verify "$1" "$at"
    ;;
  *) fail "unknown: $verb" ;;
esac
