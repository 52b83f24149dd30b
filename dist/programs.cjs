"use strict";var a=Object.defineProperty;var i=Object.getOwnPropertyDescriptor;var r=Object.getOwnPropertyNames;var c=Object.prototype.hasOwnProperty;var l=(n,e)=>{for(var t in e)a(n,t,{get:e[t],enumerable:!0})},d=(n,e,t,s)=>{if(e&&typeof e=="object"||typeof e=="function")for(let o of r(e))!c.call(n,o)&&o!==t&&a(n,o,{get:()=>e[o],enumerable:!(s=i(e,o))||s.enumerable});return n};var h=n=>d(a({},"__esModule",{value:!0}),n);var f={};l(f,{CLAIM_PROGRAM:()=>p,COPY_PROGRAM:()=>u,MIGRATE_PROGRAM:()=>m,TALK_PROGRAM:()=>$});module.exports=h(f);var $=`# Names and paths come from files that others wrote: no control characters reach the terminal.
say() { printf '%s\\n' "$*" | tr -d '\\000-\\011\\013-\\037\\177'; }
die() {
  say "migrate.sh: $*" >&2
  exit 1
}
misused() {
  printf 'migrate.sh: %s (see --help)\\n' "$*" >&2
  exit 2
}

# One word for eval, whatever is in it.
quote() {
  quoted=$(printf '%s.' "$1" | sed "s/'/'\\\\\\\\''/g")
  printf "'%s'" "\${quoted%.}"
}
`,m=`usage() {
  cat <<'END'
Usage: migrate.sh [options] [-- options of docker compose]

Without options: says what would be done, and checks that it can be done. Changes nothing.

  --run            stop, copy, verify, start on the new volume
  --no-start       with --run: end before the start; the service stays stopped
  --empty          with --run: there is no data on this machine; create the volume empty
  --rollback       print the commands that lead back
  --image IMAGE    copy with this image (it must be here already) instead of the service's own; also STORLINT_COPY_IMAGE
  --source SOURCE  the host directory or volume that holds the data, where it cannot be seen from a container
  --help           this text

Options after -- go to docker compose before its command, as you would write them in the folder of the Compose file:
  ./migrate.sh --run -- -p other -f compose.yaml -f production.yaml
END
}

# One field of --mount, which is a line of CSV.
field() {
  csv=$(printf '%s.' "$1" | sed 's/"/""/g')
  printf '"%s"' "\${csv%.}"
}

compose() { eval "docker compose $compose_args \\"\\$@\\""; }

# \`1 file\`, \`2 files\`.
counted() { if [ "$1" = 1 ]; then echo "1 $2"; else echo "$1 $2s"; fi; }

# An amount of KiB, for people.
amount() {
  awk -v n="$1" 'BEGIN {
    if (n < 1024) print n " KiB"
    else if (n < 1048576) printf "%.1f MiB\\n", n / 1024
    else printf "%.1f GiB\\n", n / 1048576
  }'
}

# Words, each once, with commas between.
listed() { printf '%s\\n' "$@" | awk '!seen[$0]++ { printf "%s%s", (NR > 1 ? ", " : ""), $0 }'; }

# ---- what is asked of Compose and the engine

# Goes to the folder of the Compose file, so that Compose finds there what it finds for you: overrides, .env.
open_project() {
  here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
  case $compose_file in /*) file=$compose_file ;; *) file=$here/$compose_file ;; esac
  if [ ! -f "$file" ]; then
    [ "$own_files" = no ] || return 0
    die "there is no $file; name the Compose files after --, as in: -- -f compose.yaml"
  fi
  cd -- "$(dirname -- "$file")"
  [ "$own_files" = no ] || return 0
  base=\${file##*/}
  if [ -n "$stack" ]; then compose_args="$compose_args $stack_args"
  elif ! is_found; then compose_args="$compose_args -f $(quote "$base")"; fi
}

# True when Compose takes the file unasked.
is_found() {
  [ -z "\${COMPOSE_FILE-}" ] || return 0
  for main in compose.yaml compose.yml docker-compose.yml docker-compose.yaml; do
    if [ -f "$main" ]; then
      case $base in "$main" | *compose.override.y*ml) return 0 ;; *) return 1 ;; esac
    fi
  done
  return 1
}

# The resolved file holds secrets: it stays in a variable, and its error texts are not shown.
read_project() {
  docker version >/dev/null 2>&1 || die 'docker does not answer'
  config=$(compose --profile '*' config 2>/dev/null) || die "Compose cannot read $shown_file; to see why, run in $(pwd): docker compose$compose_args --profile '*' config"
  project=$(printf '%s\\n' "$config" | sed -n '1,/^[a-mo-z]/s/^name: *"*\\([a-z0-9_-]*\\)"* *$/\\1/p' | head -n 1)
  [ -n "$project" ] || die 'the project has no name'
}

# A field of an entry of a section of the resolved file: section, entry, field.
config_field() {
  printf '%s\\n' "$config" | section="$1:" entry="$2:" field="$3:" awk '
    { gsub(/["\\047]/, "") }
    /^[^ ]/ { section = $1; entry = "" }
    /^  [^ ]/ { entry = $1 }
    /^    [^ ]/ && section == ENVIRON["section"] && entry == ENVIRON["entry"] && $1 == ENVIRON["field"] && !found { print $2; found = 1 }'
}

# The engine's name of the volume of this move.
find_target() {
  physical=$(config_field volumes "$volume" name)
  declared=yes
  [ -n "$physical" ] || { declared=no physical=\${project}_$volume; }
}

containers_of() {
  docker ps -a -q --no-trunc --filter "label=com.docker.compose.project=$project" \\
    --filter "label=com.docker.compose.service=$1" --filter label=com.docker.compose.oneoff=False
}

is_running() { [ "$(docker inspect --format '{{.State.Running}}' "$1")" = true ]; }

# Destination, type and source of each mount of a container, a line each; first the number of mounts.
mounts_of() {
  docker inspect --format '{{len .Mounts}} {{len .HostConfig.Tmpfs}}
{{range .Mounts}}{{println .Destination}}{{println .Type}}{{if eq .Type "volume"}}{{println .Name}}{{else}}{{println .Source}}{{end}}{{end -}}
{{range $path, $_ := .HostConfig.Tmpfs}}{{println $path}}tmpfs
{{println}}{{end}}.' "$1"
}

# What stands behind a path of a container: mounted (its destination), found (kind), origin (path or name), below.
look_behind() {
  mounts=$(mounts_of "$1") || die "container $1 cannot be inspected"
  mounted='' type='' origin=''
  {
    read -r number memory
    left=$((number + memory))
    while [ "$left" -gt 0 ] && IFS= read -r at && IFS= read -r mount_type && IFS= read -r mount_source; do
      left=$((left - 1))
      if covers "$at" "$2" && [ "\${#at}" -gt "\${#mounted}" ]; then mounted=\${at%/} type=$mount_type origin=$mount_source; fi
    done
    read -r rest
    [ "$rest" = . ] || die "container $1 has a mount whose path has a line break; move it by hand"
  } <<END
$mounts
END
  name_kind
  below=\${2#"$mounted"}
  below=\${below#/}
}

covers() { case \${2%/}/ in "\${1%/}"/*) return 0 ;; *) return 1 ;; esac }

name_kind() {
  case $type in
    '') found=layer ;;
    bind) found=host ;;
    tmpfs) found=memory ;;
    volume) if is_anonymous "$origin"; then found=anonymous; else found=named; fi ;;
    *) die "service $service has a mount of type $type at $from, which cannot be moved" ;;
  esac
}

is_anonymous() { case $1 in *[!0-9a-f]*) return 1 ;; *) [ "\${#1}" -eq 64 ] ;; esac }

# ---- where the bytes of one move are

# Sets service, from, \u2026, found, origin, below, container and physical for a move.
resolve() {
  move "$1"
  find_target
  container=''
  ids=$(containers_of "$service") || die 'docker does not answer'
  for id in $ids; do
    look_behind "$id" "$from"
    is_chosen || continue
    agree
    container=$id first_found=$found first_origin=$origin first_below=$below
  done
  [ -z "$container" ] || found=$first_found origin=$first_origin below=$first_below
  if [ -z "$container" ]; then without_container; else expect_kind; fi
  check_source
}

# With --source, containers that have their data elsewhere do not count.
is_chosen() {
  case $found in
    host) [ -z "$chosen" ] || [ "$(absolute "\${origin#/host_mnt}")" = "$(absolute "$chosen")" ] ;;
    anonymous | named) [ -z "$chosen" ] || [ "$origin" = "$chosen" ] ;;
  esac
}

# Several containers of a service must have the same bytes.
agree() {
  [ -n "$container" ] || return 0
  [ "$found $origin" = "$first_found $first_origin" ] || differ
  case $found in layer | memory) differ ;; esac
}

differ() { die "the containers of service $service hold different data at $from; keep one, or pass --source for one"; }

# What is missing and what is anonymous look alike in a Compose file; any other difference is news to the plan.
expect_kind() {
  [ "$origin" != "$physical" ] || [ -n "$below" ] || already_there
  case $kind:$found in
    "$found:$found" | layer:anonymous | anonymous:layer) ;;
    *) die "the container of service $service has $from $(place_name), not $(kind_name "$kind") as $shown_file said; bring it up from that file first, then plan again" ;;
  esac
}

# The container runs on the new volume: that is the end of this plan, or something else is wrong.
already_there() {
  look_at_target
  [ "$phase" = check ] || die "service $service was started on volume $physical before that was complete"
  case $state in
    unfinished) die "service $service was started on volume $physical, which a run that was killed left half-filled; if nothing in it is missed: docker compose$compose_args rm -s -f $service && docker volume rm $physical; then bring back what had the data before ($(label move."$number_of_move"))" ;;
    foreign) die "service $service has its data in volume $physical already, but this plan did not fill that: $(describe)" ;;
  esac
  made='filled and compared by this plan'
  [ "$state" != fresh ] || made='made empty with --empty'
  say "Service $service has its data in volume $physical already, $made; nothing to do."
  exit 0
}

kind_name() {
  case $1 in
    host) echo 'in a host directory' ;;
    anonymous) echo 'in an anonymous volume' ;;
    named) echo 'in a named volume' ;;
    memory) echo 'in memory' ;;
    layer) echo 'in its own writable layer' ;;
  esac
}

place_name() {
  case $found in
    host | anonymous | named) printf '%s, %s%s\\n' "$(kind_name "$found")" "$origin" "\${below:+ (there $below)}" ;;
    *) kind_name "$found" ;;
  esac
}

without_container() {
  found=$kind below=''
  case $kind in
    host)
      [ -n "\${chosen:-$source}" ] || die "service $service has no container that shows its host directory; pass --source DIRECTORY"
      origin=$(absolute "\${chosen:-$source}")
      ;;
    named)
      origin=$chosen
      [ -n "$origin" ] || [ -z "$source" ] || origin=$(config_field volumes "$source" name)
      [ -n "$origin" ] || [ -z "$source" ] || origin=\${project}_$source
      [ -n "$origin" ] || die "service $service has no container; pass --source VOLUME"
      ;;
    anonymous | layer)
      origin=$chosen found=anonymous
      [ -n "$origin" ] || no_container
      ;;
    memory) gone ;;
  esac
}

no_container() {
  case $kind in
    layer) went='what was in its writable layer went with it. If its image declares a volume there' ;;
    *) went='if it had any data' ;;
  esac
  say "Service $service of project $project has no container; $went, the data is in an anonymous volume that nothing uses. There are:"
  unused=$(docker volume ls -q --filter dangling=true | grep -E '^[0-9a-f]{64}$' || :)
  [ -n "$unused" ] || say '  none'
  for id in $unused; do docker volume inspect --format '  {{.Name}}  created {{.CreatedAt}}' "$id"; done
  die 'pass the right one with --source VOLUME, or, if there is nothing to keep, use --run --empty'
}

absolute() {
  case $1 in
    /*) path=$1 ;;
    [~]/*) path=$HOME/\${1#??} ;;
    *) path=$(dirname -- "$file")/$1 ;;
  esac
  if [ -d "$path" ]; then (CDPATH='' cd -- "$path" && pwd -P); else printf '%s\\n' "$path"; fi
}

has_subpath() { docker inspect --format '{{json .HostConfig.Mounts}}' "$1" | grep -q '"Subpath":"'; }

check_source() {
  if [ -n "$container" ] && has_subpath "$container"; then
    die "service $service mounts a part of a volume (subpath); move it by hand"
  fi
  case $found in
    host) check_host ;;
    anonymous | named) has_volume "$origin" || die "there is no volume $origin" ;;
    memory) is_running "$container" || gone ;;
  esac
}

# What the file names and what the container has must be one directory. Docker Desktop shows it below /host_mnt.
check_host() {
  [ -n "$container" ] && [ -n "\${chosen:-$source}" ] || return 0
  [ "$(absolute "\${origin#/host_mnt}")" = "$(absolute "\${chosen:-$source}")" ] ||
    die "the container of service $service has its data in $origin, but $shown_file named $(absolute "\${chosen:-$source}"); pass the right one with --source"
}

gone() { die "service $service is not running: what it had in memory at $from is gone; if there is nothing to keep, use --run --empty"; }

# ---- the container that copies

# A writable layer is read in its own image only: in the container's, and, when it is copied, in the image that is kept of it.
pick_image() {
  helper_image=''
  [ "$found" = layer ] || helper_image=$image
  [ -n "$helper_image" ] || [ -z "$container" ] || helper_image=$(docker inspect --format '{{.Image}}' "$container")
  [ -n "$helper_image" ] || helper_image=$(config_field services "$service" image)
  [ -n "$helper_image" ] || helper_image=$project-$service
  has_image "$helper_image" || die "image $helper_image is not on this machine; pass one that is here with --image"
}

has_image() { docker image inspect "$1" >/dev/null 2>&1; }

# Sets mounts (options of docker run) and data (the path of the bytes in there).
mount_source() {
  data=/.storlint/from\${below:+/$below}
  case $found in
    host) mounts="--mount $(quote "type=bind,$(field "src=$origin"),dst=/.storlint/from,readonly")" ;;
    anonymous | named) mounts="--mount $(quote "type=volume,src=$origin,dst=/.storlint/from,readonly,volume-nocopy")" ;;
    memory)
      [ -z "$(docker inspect --format '{{.HostConfig.PidMode}}' "$container")" ] || die "service $service shares process ids; move its memory by hand"
      mounts="--pid $(quote "container:$container") --cap-add SYS_PTRACE"
      data=/proc/1/root$from
      ;;
    layer) mounts='' ;;
  esac
}

mount_target() { mounts="$mounts --mount $(quote "type=volume,src=$physical,dst=/.storlint/to,volume-nocopy$1")"; }

# Runs the text of helper_text in a container.
helper() {
  eval "docker run --rm -i --name \\"\\$helper_name\\" --pull never --network none --user 0 --no-healthcheck --log-driver none \\
    --security-opt label=disable $mounts --entrypoint sh \\"\\$helper_image\\" -c \\"\\$(helper_text)\\" storlint \\"\\$@\\""
}

# ---- checks

# True for the first move of those that bring the same bytes to the same place; dies where two bring different ones.
is_first() {
  job="$physical <- $found $origin/$below"
  case $jobs in *"
$job
"*) return 1 ;; *"
$physical <- "*) die "two different sources would go to volume $physical; move them by hand" ;; esac
  [ -z "$chosen" ] || [ -z "$jobs" ] || die '--source is for a plan with one source; this one has several'
  jobs="$jobs
$job
"
}

# Containers of other services, or of other projects, that use the same place.
others() {
  ids=$(docker ps -q --no-trunc) || return 1
  for id in $ids; do
    case " $ours " in *" $id "*) continue ;; esac
    docker inspect --format '{{$name := .Name}}{{range .Mounts}}{{if .RW}}{{println $name .Name}}{{println $name .Source}}{{end}}{{end}}' "$id" 2>/dev/null |
      while IFS= read -r line; do
        used=\${line#* }
        case $used in "$physical" | "$origin" | "$origin"/*) printf '%s\\n' "\${line%% *}" ;; esac
      done || :
  done
}

check_others() {
  case $found in layer | memory) return 0 ;; esac
  other=$(others) || die 'docker does not answer'
  [ -z "$other" ] || die "another running container writes to $origin or $physical: $(printf '%s\\n' "$other" | sort -u | tr '\\n' ' '); stop it first"
}

# The files that the project was started with must be those that it will be started with.
check_files() {
  [ "$own_files" = no ] && [ -n "$container" ] && [ -z "\${COMPOSE_FILE-}" ] || return 0
  if [ -f .env ] && grep -q '^[[:space:]]*COMPOSE_FILE' .env; then return 0; fi
  label=com.docker.compose.project
  started=$(docker inspect --format "{{index .Config.Labels \\"$label.config_files\\"}}" "$container")
  folder=$(docker inspect --format "{{index .Config.Labels \\"$label.working_dir\\"}}" "$container")/
  names=''
  while :; do case $started in *"$folder"*) started=\${started%%"$folder"*}\${started#*"$folder"} ;; *) break ;; esac done
  case $compose_args in *' -f '*) names=\${stack:-$base} ;; *) names=$(found_names) ;; esac
  [ "$started" = "$names" ] || [ -z "$started" ] ||
    die "project $project was started with the files $started; name them after --, as in: -- -f \${base}"
}

found_names() {
  for main in compose.yaml compose.yml docker-compose.yml docker-compose.yaml; do [ ! -f "$main" ] || break; done
  for over in compose.override.yml compose.override.yaml docker-compose.override.yml docker-compose.override.yaml; do
    if [ -f "$over" ]; then
      printf '%s,%s\\n' "$main" "$over"
      return
    fi
  done
  printf '%s\\n' "$main"
}

has_volume() { docker volume inspect "$1" >/dev/null 2>&1; }

# A label of the new volume that storlint has set.
label() { docker volume inspect --format "{{index .Labels \\"com.storlint.$1\\"}}" "$physical" 2>/dev/null || :; }

# Sets state, what stands under the name of the new volume: none, foreign (not of this plan), fresh (of --empty), or
# of a run of this plan: unfinished, empty, filled.
look_at_target() {
  state=none
  has_volume "$physical" || return 0
  state=foreign
  [ "$(label fresh)" != "$plan" ] || state=fresh
  [ "$(label plan)" = "$plan" ] || return 0
  pick_image
  seen=$(read_target) || die "volume $physical cannot be read in image $helper_image; pass one with --image"
  case $seen in
    unfinished | empty) state=$seen ;;
    *[0-9]*) state=filled ;;
    *) die "volume $physical cannot be read" ;;
  esac
}

read_target() {
  mounts='' && mount_target ,readonly
  helper state </dev/null
}

# What is known of a volume that stands in the way.
describe() {
  docker volume inspect --format 'created {{.CreatedAt}}{{with index .Labels "com.docker.compose.project"}}, by Compose for project {{.}}{{end}}' "$physical" | tr '\\n' ','
  if seen=$(pick_image 2>/dev/null && read_target 2>/dev/null); then
    case $seen in unfinished | empty) printf ' %s' "$seen" ;; *) printf ' with %s' "$(counted "$((seen))" entrie | sed 's/^1 entrie$/1 entry/')" ;; esac
  else
    printf ' content unknown'
  fi
  used=$(users_of "$physical")
  if [ -n "$used" ]; then printf ', used by %s\\n' "$used"; else printf ', used by no container\\n'; fi
}

# Containers that have a volume, also those that do not run; the one that copies does not count.
users_of() { docker ps -a --filter "volume=$1" --format '{{.Names}}' | grep -vxF "$helper_name" | sort | tr '\\n' ' ' | sed 's/ $//'; }

refuse_target() { die "refused: volume $physical is there already, and not from this plan: $(describe). See what is in it; if nothing is missed: docker volume rm $physical"; }

# The new volume has to be made by this run: what is there already could be anything.
check_target() {
  look_at_target
  case $state in
    none) ;;
    unfinished | empty)
      used=$(users_of "$physical")
      [ -z "$used" ] || die "refused: volume $physical was left half-filled by a run that was killed, and is used by $used; remove that first"
      say '   a run that was killed left this volume half-filled: it is made anew'
      ;;
    filled) die "refused: volume $physical is filled and compared already; go on in $(pwd) with: $(up_command); to copy anew: docker volume rm $physical" ;;
    fresh) die "refused: volume $physical was made with --empty; if there is data to copy after all, and nothing in it is missed: docker volume rm $physical" ;;
    *) refuse_target ;;
  esac
}

# Size and tools, as far as they can be seen before anything is stopped.
check_copy() {
  mount_source
  if [ "$found" = layer ]; then
    docker cp "$container:$from/." - 2>/dev/null | dd bs=512 count=1 2>/dev/null | grep -q . ||
      die "the container of service $service has no directory $from"
    helper tools </dev/null || die "$(bad_image)"
    say '   size unknown'
    [ -z "$image" ] || say "   with its own image, not $image: a writable layer is read in no other"
    return 0
  fi
  seen=$(helper look "$data" / </dev/null) || die "$(bad_image)"
  read -r how need free files <<END
$seen
END
  say "   $(counted "$files" file), $(amount "$need"); $(amount "$free") free"
  [ "$how" = full ] || say '   the image has no GNU cp: holes in files are filled, extended attributes are lost (or pass --image)'
  [ "$free" -gt $((need + need / 20)) ] || die "refused: $(amount "$need") to copy, $(amount "$free") free"
}

bad_image() {
  echo "image $helper_image cannot copy $from of service $service: it needs sh, cp, find, stat, sort and the like"
  if [ "$found" = layer ]; then
    echo 'and tar; a writable layer is read in no other image, so move it by hand (docker cp)'
  else
    echo 'pass one that is here and has them with --image'
  fi
}

check_move() {
  resolve "$1"
  is_first || return 0
  say "$1. service $service, $from"
  say "   is $(place_name)"
  say "   goes to volume $physical"
  check_files
  check_others
  check_target
  pick_image
  check_copy
}

each_move() {
  jobs='' number_of_move=1
  while [ "$number_of_move" -le "$moves" ]; do
    "$1" "$number_of_move"
    number_of_move=$((number_of_move + 1))
  done
}

# Sets ours and services, what the moves name, and halt, how they are brought to rest.
collect() {
  ours='' services='' halt=stop
  for index in $(seq_moves); do
    move "$index"
    [ "$kind" != memory ] || halt=pause
    case " $services " in *" $service "*) continue ;; esac
    services="$services $service"
    ours="$ours $(containers_of "$service" | tr '\\n' ' ')"
  done
}

seq_moves() { awk -v n="$moves" 'BEGIN { for (i = 1; i <= n; i++) print i }'; }

check_declared() {
  resolve_target_only "$1"
  [ "$declared" = yes ] || die "not ready: $shown_file does not use volume $volume; apply the fix first (storlint fix --migrate)"
}

resolve_target_only() {
  move "$1"
  find_target
}

check() {
  each_move check_move
  each_move check_declared
}

# ---- doing it

# Undoes what is half done; before the switch nothing of the old state has been touched.
leave() {
  status=$?
  trap - EXIT HUP INT TERM
  case $phase in
    copy) undo_copy ;;
    switch)
      say "The copy is complete and compared, but the start on it failed. Mend the cause, then, in $(pwd): $(up_command)"
      say 'The way back: migrate.sh --rollback'
      ;;
  esac
  rmdir "$lock" || :
  exit "$status"
}

undo_copy() {
  docker rm -f -v "$helper_name" >/dev/null 2>&1 || :
  left='' after=' and the service is as it was'
  for physical in $created; do drop_volume; done
  drop_kept
  for id in $paused; do back unpause "$id" resumed; done
  for id in $stopped; do back start "$id" started; done
  # While a half-filled volume is there, its guards keep Compose from a start on it.
  [ -n "$left" ] || unguard
  say "NOT migrated. The source is untouched$after."
}

# Only a volume that this run has made, and that nobody else has taken.
drop_volume() {
  [ "$(label plan)" = "$plan" ] || return 0
  if docker volume rm "$physical" >/dev/null 2>&1; then
    say "removed the half-filled volume $physical"
  else
    left="$left $physical" after=''
    say "Volume $physical is half-filled and cannot be removed; used by: $(users_of "$physical")."
    say 'Remove that, then run this again; start nothing on it until then.'
    if all_there; then say "Container$guards is left, so that docker compose up does not either."; fi
  fi
}

# An image is all that is left of a writable layer whose container has been replaced meanwhile.
drop_kept() {
  for id in $kept; do
    if all_there; then docker image rm "$id" >/dev/null 2>&1 || :; else say "The container is gone that had the data; image $id has it all."; fi
  done
}

all_there() { for one in $ours; do docker inspect "$one" >/dev/null 2>&1 || return 1; done; }

back() {
  short=\${2%"\${2#????????????}"}
  if docker "$1" "$2" >/dev/null; then say "$3 $short again"; else after=", but container $short could not be $3 again"; fi
}

# ---- so that nothing starts on half of the data

# Compose gives a new container of a service one name, and these hold it: \`up\` ends with a conflict while they are there,
# also after this script was killed. A replacement is called <id>_<name> until the old container is gone.
guard() {
  resolve "$1"
  pick_image
  for name in $(new_names); do
    case " $guards " in *" $name "*) continue ;; esac
    [ "$(docker inspect --type container --format '{{index .Config.Labels "com.storlint.guard"}}' "$name" 2>/dev/null)" != "$plan" ] || docker rm -f -v "$name" >/dev/null
    # With the label of the project, which an image may have, Compose would take it for its own.
    docker create --name "$name" --pull never --network none --label "com.storlint.guard=$plan" --label com.docker.compose.project= \\
      --entrypoint sh "$helper_image" >/dev/null || die "container $name is in the way; if another plan is at work on service $service, let it end"
    guards="$guards $name"
  done
}

new_names() {
  for one in $(containers_of "$service"); do
    name=$(docker inspect --format '{{.Name}}' "$one")
    printf '%s_%s\\n' "\${one%"\${one#????????????}"}" "\${name#/}"
  done
  [ -z "$container" ] || return 0
  name=$(config_field services "$service" container_name)
  printf '%s\\n' "\${name:-$project-$service-1}"
}

unguard() { for name in $guards; do docker rm -f -v "$name" >/dev/null || :; done; }

# What could have happened behind the back of this run, by other ways than \`up\`.
check_undisturbed() {
  for physical in $created; do
    used=$(users_of "$physical")
    [ -z "$used" ] || die "container $used was started on volume $physical before that was complete"
  done
  for id in $stopped; do
    ! is_running "$id" || die 'the old container was started again while its data was copied'
  done
}

seal() {
  resolve "$1"
  case " $sealed " in *" $physical "*) return 0 ;; esac
  pick_image
  write_target seal
  sealed="$sealed $physical"
}

write_target() {
  mounts='' && mount_target ''
  helper "$1" </dev/null || die "volume $physical cannot be written to in image $helper_image"
}

# Memory is read from paused processes: it is gone once they end. Everything else is read after a clean stop.
halt() {
  each_move note_memory
  for service in $services; do
    for id in $(containers_of "$service"); do
      had="$had $(docker inspect --format '{{range .Mounts}}{{if eq .Type "volume"}}{{.Name}} {{end}}{{end}}' "$id")"
      is_running "$id" || continue
      case " $running " in *" $service "*) ;; *) running="$running $service" ;; esac
      if [ "$in_memory" = yes ]; then pause_one "$id"; else stop_one "$id"; fi
    done
  done
}

note_memory() {
  resolve "$1"
  [ "$found" != memory ] || in_memory=yes
}

pause_one() {
  say "pausing $service"
  paused="$paused $1"
  docker pause "$1" >/dev/null
}

stop_one() {
  say "stopping $service"
  stopped="$stopped $1"
  docker stop "$1" >/dev/null
  [ "$(docker inspect --format '{{.State.ExitCode}}' "$1")" != 137 ] || say "note: $service did not end in time and was killed; its files are as after a crash"
}

# Makes the volume of a move, marked as incomplete, unless an earlier move has.
create() {
  case " $created " in *" $physical "*) return 0 ;; esac
  clear_target
  make_target
  resolve "$1"
  pick_image
  write_target begin
}

make_target() {
  set -- --label "com.docker.compose.project=$project" --label "com.docker.compose.volume=$volume" --label "com.storlint.plan=$plan"
  wanted=$physical
  for index in $(seq_moves); do
    resolve "$index"
    [ "$physical" != "$wanted" ] || set -- "$@" --label "com.storlint.move.$index=$found $(kept_place)" --label "com.storlint.had.$index=$(volumes_of)"
  done
  created="$created $wanted"
  docker volume create "$@" "$wanted" >/dev/null
}

# A volume that is there is taken as it is by the engine, so it has to go first, or to stay.
clear_target() {
  look_at_target
  case $state in
    none) ;;
    unfinished | empty) docker volume rm "$physical" >/dev/null ;;
    *) refuse_target ;;
  esac
}

# The named volumes of the old container and their places, for the way back.
volumes_of() {
  [ -n "$container" ] || return 0
  docker inspect --format '{{range .Mounts}}{{if and (eq .Type "volume") (ne (len .Name) 64)}} {{.Name}} at {{.Destination}}{{end}}{{end}}' "$container"
}

# Where the old bytes are after the switch; a layer goes with its container and is kept as an image.
kept_place() { if [ "$found" = layer ]; then echo "$keep_prefix-$service"; else printf '%s\\n' "$origin"; fi; }

do_move() {
  resolve "$1"
  is_first || return 0
  check_others
  [ "$found" != layer ] || keep_layer
  create "$1"
  pick_image
  say "copying $from of service $service to volume $physical"
  if [ "$found" = layer ]; then copy_layer; else copy_mount; fi
  remains="$remains
  $(say_kept)"
}

say_kept() {
  case $found in
    host) echo "the host directory $origin" ;;
    memory) echo "nothing: it was in memory" ;;
    layer) echo "the image $(kept_place), which is the container of service $service as it was; it holds the environment too: do not push it" ;;
    *) echo "the $(kind_name "$found" | sed 's/^in an* //'), $origin" ;;
  esac
}

copy_mount() {
  mount_source
  mount_target ''
  copy "$data"
}

# All that the engine shows of a layer is in the image, and nothing can change it.
keep_layer() {
  keep=$(kept_place)
  case " $kept " in *" $keep "*) return 0 ;; esac
  kept="$kept $keep"
  # With the label of the project, Compose would take whatever runs from the image for a container of the service.
  docker commit --change 'LABEL com.docker.compose.project=""' "$container" "$keep" >/dev/null
}

copy_layer() {
  helper_image=$(kept_place)
  mounts='' && mount_target ''
  copy "$from"
}

# Waited for, so that a signal ends it at once.
copy() {
  helper copy "$1" '' </dev/null &
  wait $! || die 'the copy failed'
}

up_command() { say "docker compose$compose_args up -d --no-deps$services"; }

switch() {
  if [ "$start" = no ] || [ -z "$running" ]; then
    start=no
    return 0
  fi
  phase=switch
  say "starting$running on the new volume"
  # shellcheck disable=SC2086 # service names have no spaces
  compose up -d --no-deps --no-build $running </dev/null >/dev/null || die 'docker compose up failed'
  sleep 1
  each_move check_switched
}

check_switched() {
  resolve_target_only "$1"
  case " $running " in *" $service "*) ;; *) return 0 ;; esac
  ids=$(containers_of "$service")
  [ -n "$ids" ] || die "service $service has no container"
  for id in $ids; do
    look_behind "$id" "$target"
    [ "$origin" = "$physical" ] || die "service $service does not have volume $physical at $target"
    is_running "$id" || die "service $service does not stay up"
  done
}

run() {
  check
  lock=$here/running
  mkdir "$lock" 2>/dev/null || die "another run is at work; if it was killed, remove $lock"
  say ''
  phase=copy stopped='' paused='' created='' sealed='' guards='' kept='' running='' in_memory=no had='' remains=''
  trap leave EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  docker rm -f -v "$helper_name" >/dev/null 2>&1 || :
  each_move guard
  halt
  each_move do_move
  check_undisturbed
  each_move seal
  unguard
  switch
  phase=over
  finish
}

finish() {
  say ''
  say "Copied and compared. What was there before is kept:$remains"
  if [ "$start" = no ]; then say_how_to_start; else say_unused; fi
  say "When you have seen that all is well, here and on every machine that has such data, take the lines 'external: true' and 'name: \u2026' of $(pending) out of $shown_file:"
  say 'nothing is restarted by that, and from then on docker compose up creates what is missing of them.'
}

# The volumes of this plan, as the Compose file calls them.
pending() {
  set --
  for index in $(seq_moves); do move "$index" && set -- "$@" "$volume"; done
  printf 'volume %s\\n' "$(listed "$@")"
}

say_how_to_start() {
  # shellcheck disable=SC2086 # service names have no spaces
  say "Not started: $(listed $services). In $(pwd), start with: $(up_command)"
  say "A container that is stopped here still has the old data: 'docker compose start' would go on with that."
}

# Volumes that were mounted where the data was not; Compose removes only those that it finds in use.
say_unused() {
  for name in $had; do
    is_anonymous "$name" && continue
    case "$remains
" in *", $name
"*) continue ;; esac
    [ -z "$(docker ps -a -q --filter "volume=$name")" ] || continue
    say "No container uses volume $name any more. It stays, with what is in it, also after 'docker compose down -v'."
  done
}

# For a machine that has no data: an empty volume in place of a copy.
run_empty() {
  each_move check_no_data
  each_move check_declared
  each_move check_for_empty
  each_move create_empty
  say "In $(pwd), start with: $(up_command)"
}

check_no_data() {
  move "$1"
  [ -z "$(containers_of "$service")" ] || die "service $service has a container here, so there may be data: use --run without --empty"
  [ "$kind" = host ] && [ -n "$source" ] || return 0
  path=$(absolute "$source")
  [ ! -d "$path" ] || [ -z "$(ls -A "$path")" ] || die "$path is not empty: use --run without --empty"
}

check_for_empty() {
  resolve_target_only "$1"
  container='' found=$kind
  look_at_target
  case $state in
    none | fresh | filled) ;;
    empty | unfinished) die "volume $physical was left half-filled by a run that was killed; if there is nothing to keep: docker volume rm $physical" ;;
    *) refuse_target ;;
  esac
}

create_empty() {
  resolve_target_only "$1"
  if has_volume "$physical"; then
    say "volume $physical is there already"
  else
    docker volume create --label "com.docker.compose.project=$project" --label "com.docker.compose.volume=$volume" --label "com.storlint.fresh=$plan" "$physical" >/dev/null
    say "created volume $physical, empty"
  fi
}

# ---- the way back: commands, for you or for sh

rollback() {
  each_move check_filled
  each_move check_restored
  check_kept
  say "# Run these in $(pwd); what was written after the migration stays in the new volume only."
  say_siblings
  each_move rollback_move
  say "# When nothing is missed: docker volume rm$(physicals)"
}

physicals() { for index in $(seq_moves); do resolve_target_only "$index" && printf ' %s\\n' "$physical"; done | sort -u | tr -d '\\n'; }

# Sets where, as it is noted on the new volume: kind and place of the bytes before.
noted() {
  resolve_target_only "$1"
  where=$(docker volume inspect --format "{{index .Labels \\"com.storlint.move.$1\\"}}" "$physical" 2>/dev/null) || where=''
}

check_filled() {
  noted "$1"
  [ -n "$where" ] || die "volume $physical was not filled by this plan, so there is nothing to lead back; undoing the fix in $shown_file is all"
}

# With the fixed file in force the commands would start on the new volume, or write into it.
check_restored() {
  resolve_target_only "$1"
  [ "$declared" = yes ] || return 0
  say "migrate.sh: first undo this fix in $shown_file, and no other, then ask again:" >&2
  for index in $(seq_moves); do
    resolve_target_only "$index"
    say "  $undo" >&2
    had=$(docker volume inspect --format "{{index .Labels \\"com.storlint.had.$index\\"}}" "$physical")
    [ -z "$had" ] || say "  (service $service had its volumes so:$had)" >&2
  done
  say "  take $(pending) out of 'volumes'" >&2
  others=$(siblings yes)
  [ -z "$others" ] ||
    say "An older version of the whole file (git checkout) also takes back the fixes of volume $others: their services would start without their data." >&2
  exit 1
}

# What Compose does not find it would make anew, empty.
check_kept() {
  for index in $(seq_moves); do
    noted "$index"
    place=\${where#* }
    case $where in
      layer\\ *) has_image "$place" ;;
      anonymous\\ * | named\\ *) has_volume "$place" ;;
      host\\ *) [ -d "\${place#/host_mnt}" ] ;;
    esac || die "there is no $place any more, where the data of service $service was; the data is in volume $physical only"
  done
}

# The volumes of the project that other plans have filled: those that the file has (yes), or those that it lacks (no).
siblings() {
  set -- "$1" " $(physicals) "
  names=$(docker volume ls -q --filter "label=com.docker.compose.project=$project" --filter label=com.storlint.move.1)
  for name in $names; do
    case $2 in *" $name "*) continue ;; esac
    if printf '%s\\n' "$config" | grep -q "^ *name: $name\\$"; then in_file=yes; else in_file=no; fi
    [ "$in_file" != "$1" ] || echo "$name"
  done | sed '$!s/$/,/' | tr '\\n' ' ' | sed 's/ $//'
}

say_siblings() {
  others=$(siblings no)
  [ -z "$others" ] ||
    say "# $shown_file lacks what other plans filled too, volume $others: go the way back of those plans before any 'docker compose up' of the whole project."
}

rollback_move() {
  noted "$1"
  place=\${where#* }
  compose_line="docker compose$compose_args"
  new_container="\\"\\$($compose_line ps -a -q $service)"
  case $where in
    memory\\ *) say "# What service $service had in memory is in volume $physical only." ;;
    layer\\ *)
      say "$compose_line up --no-start --no-deps --force-recreate $service"
      say "docker run --rm --pull never --network none --user 0 --entrypoint tar $(quote "$place") -C / -c -f - $(quote ".$from") | docker cp - $new_container:/\\""
      ;;
    anonymous\\ *)
      say "$compose_line up --no-start --no-deps --force-recreate --renew-anon-volumes $service"
      found=anonymous container='' && pick_image
      say "docker run --rm --pull never --network none --user 0 --volumes-from $new_container\\" --mount type=volume,src=$place,dst=/.storlint/from,readonly,volume-nocopy --entrypoint cp $(quote "$helper_image") -a $(quote "/.storlint/from/.") $(quote "$from/")"
      ;;
  esac
  say "$compose_line up -d --no-deps $service"
}

main() {
  mode=check start=yes empty=no image=\${STORLINT_COPY_IMAGE-} chosen='' compose_args='' own_files=no
  while [ $# -gt 0 ]; do
    case $1 in
      --run | --rollback) mode=\${1#--} ;;
      --no-start) start=no ;;
      --empty) empty=yes ;;
      --image | --source)
        [ $# -ge 2 ] || misused "$1 needs a value"
        if [ "$1" = --image ]; then image=$2; else chosen=$2; fi
        shift
        ;;
      --help | -h)
        usage
        exit 0
        ;;
      --)
        shift
        break
        ;;
      *) misused "unknown option $1" ;;
    esac
    shift
  done
  for word in "$@"; do
    compose_args="$compose_args $(quote "$word")"
    case $word in -f | -f?* | --file | --file=*) own_files=yes ;; esac
  done
  start_up
}

start_up() {
  [ "$empty" = no ] || [ "$mode" = run ] || misused '--empty goes with --run'
  phase=check number_of_move=1
  open_project
  read_project
  [ -z "$image" ] || has_image "$image" || die "image $image is not on this machine; --image takes one that is"
  helper_name=storlint-copy-$project-$plan keep_prefix=storlint-kept:$project
  collect
  say "# $title"
  say "# Project $project, file $shown_file"
  case $mode in
    run) if [ "$empty" = yes ]; then run_empty; else run; fi ;;
    rollback) rollback ;;
    check)
      check
      say ''
      # shellcheck disable=SC2086 # service names have no spaces
      say "Nothing has been changed. With --run: $halt $(listed $services), copy, compare, and start on $(pending) what was running."
      ;;
  esac
}

main "$@"
`,p=`usage() {
  cat <<'END'
Usage: migrate.sh [options] [-- options of kubectl]

Without options: says what would be done, and checks that it can be done. Changes nothing.

  --run            copy, verify, make the claim, apply the manifest
  --no-apply       with --run: end before the manifest is applied (Flux, Argo CD, a pipeline will do that)
  --empty          with --run: there is no data on this cluster; make the claim empty
  --rollback       print the commands that lead back
  --image IMAGE    copy with this image: sh, find, stat, sort, tar and a checksum program; also STORLINT_COPY_IMAGE
  --node NODE      the node that holds the directory, where no pod runs that tells it
  --help           this text

Options after -- go to kubectl before its command: ./migrate.sh --run -- --context staging --namespace shop
END
}

k() { eval "kubectl $kubectl_args \\"\\$@\\""; }
field() { k get "$1" "$2" -o "jsonpath=$3" 2>/dev/null; }
exists() { k get "$1" "$2" -o name >/dev/null 2>&1; }

object=$controller/$workload
moving=$claim-moving
label=storlint.dev/move
copier=storlint-$id

# ---- what is asked of the cluster

open_cluster() {
  here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
  command -v kubectl >/dev/null 2>&1 || die 'there is no kubectl'
  k version >/dev/null 2>&1 || die 'the cluster does not answer'
  [ -n "$namespace" ] || namespace=$(k config view --minify -o 'jsonpath={..namespace}' 2>/dev/null) || namespace=
  [ -n "$namespace" ] || namespace=default
}

# The labels by which a controller finds its pods, for -l.
selector() {
  k get "$object" -o 'go-template={{range $key, $value := .spec.selector.matchLabels}}{{$key}}={{$value}},{{end}}' | sed 's/,$//'
}
selector_of_old() {
  k get "$object" -o 'go-template={{range $key, $value := .spec.selector}}{{$key}}={{$value}},{{end}}' | sed 's/,$//'
}

# Names of the pods of the workload, a line each.
pods() {
  case $controller in
    pod) k get pod "$workload" -o name ;;
    *) k get pods -l "$labels" -o name ;;
  esac 2>/dev/null | sed 's|^pod/||'
}

find_workload() {
  labels=
  exists "$controller" "$workload" || return 1
  case $controller in
    pod) return 0 ;;
    replicationcontroller) labels=$(selector_of_old) ;;
    *) labels=$(selector) ;;
  esac
  [ -n "$labels" ] || die "the pods of $object are not found by labels; move the data by hand"
}

# The pod that has the data, and its node; one that waits for the claim has none.
find_pod() {
  running=$(for each in $(pods); do [ "$(field pod "$each" '{.status.phase}')" != Running ] || echo "$each"; done)
  [ "$(printf '%s\\n' "$running" | grep -c .)" -le 1 ] || die "several pods of $object run: each has data of its own. Move it by hand"
  pod=$running
  [ -z "$pod" ] || node=$(field pod "$pod" '{.spec.nodeName}')
}

# What stands behind a path in the running pod: the key of the volume mounted there, else \`layer\`.
behind() {
  name=$(k get pod "$pod" -o "jsonpath={.spec.containers[?(@.name==\\"$container\\")].volumeMounts[?(@.mountPath==\\"$from\\")].name}")
  [ -n "$name" ] || { echo layer; return; }
  k get pod "$pod" -o "go-template={{range .spec.volumes}}{{if eq .name \\"$name\\"}}{{range \\$key, \\$value := .}}{{if ne \\$key \\"name\\"}}{{\\$key}}{{end}}{{end}}{{end}}{{end}}"
}

check_source() {
  found=$(behind)
  case $kind:$found in
    host:hostPath | scratch:emptyDir | memory:emptyDir | layer:layer) ;;
    *:persistentVolumeClaim) die "$object runs on a claim already; nothing is left to move" ;;
    *) die "at $from the running pod has $found, not what $shown_file had when this plan was written" ;;
  esac
}

may() { [ "$(k auth can-i "$@" 2>/dev/null)" = yes ] || die "you may not $*: ask somebody who may, or move the data by hand"; }

check_rights() {
  may create persistentvolumeclaims
  may create jobs.batch
  may patch persistentvolumes
}

# KiB that the data takes, as far as the running container can tell.
used() { k exec "$pod" -c "$container" -- du -sk "$from" 2>/dev/null | { read -r size _ && echo "$size"; } || echo unknown; }

# ---- the claim

# The plan's claim under a name, on a volume or on a new one.
claim_as() {
  awk -v name="$1" -v volume="$2" '
    /^  name: / && !named { print "  name: " name; named = 1; next }
    { print }
    /^spec:/ && volume != "" { print "  volumeName: " volume }' "$here/claim.yaml.pending"
}

check_claim() {
  if exists pvc "$claim"; then
    [ "$(field pvc "$claim" "{.metadata.labels.storlint\\\\.dev/move}")" = "$id" ] ||
      die "there is a claim $claim already, which this plan did not make: look what is in it"
    say "The claim $claim is there: the data has been moved."
    return 1
  fi
}

make_claim() {
  claim_as "$1" "$2" | k create -f - >/dev/null
  k label pvc "$1" "$label=$id" >/dev/null
}

# ---- the copy

# A Job on the node of the data that has the new volume, and for a directory of the node that one too. Reads, and runs, as root.
copy_job() {
  cat <<END
apiVersion: batch/v1
kind: Job
metadata:
  name: $copier
  labels: {$label: "$id"}
spec:
  backoffLimit: 0
  template:
    metadata:
      labels: {$label: "$id"}
    spec:
      restartPolicy: Never
      terminationGracePeriodSeconds: 1
      automountServiceAccountToken: false
      tolerations: [{operator: Exists}]
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchFields: [{key: metadata.name, operator: In, values: ["$node"]}]
      securityContext: {runAsUser: 0, runAsGroup: 0}
      containers:
        - name: copy
          image: "$image"
          imagePullPolicy: IfNotPresent
          command: [sh, -c, 'trap "exit 0" TERM; while :; do sleep 1 & wait \\$!; done']
          volumeMounts:
            - {name: to, mountPath: /.storlint/to}
$(host_mount)
      volumes:
        - name: to
          persistentVolumeClaim: {claimName: "$moving"}
$(host_volume)
END
}
host_mount() { [ "$kind" != host ] || echo '            - {name: from, mountPath: /.storlint/from, readOnly: true}'; }
host_volume() {
  [ "$kind" = host ] || return 0
  printf '        - name: from\\n          hostPath: {path: %s, type: Directory}\\n' "$(printf '%s' "$source" | sed "s/'/''/g; s/^/'/; s/\\$/'/")"
}

start_copier() {
  make_claim "$moving" ''
  copy_job | k create -f - >/dev/null
  say "Waiting for the volume and the copying pod on $node"
  left=150
  until copy_pod=$(k get pods -l "$label=$id" -o 'jsonpath={.items[0].metadata.name}' 2>/dev/null) && [ -n "$copy_pod" ] &&
    [ "$(field pod "$copy_pod" '{.status.phase}')" = Running ]; do
    left=$((left - 1))
    [ -z "$copy_pod" ] || check_image
    [ "$left" -gt 0 ] || die "the copying pod does not start; see: kubectl $kubectl_args describe pod \${copy_pod:-} and pvc $moving"
    sleep 2
  done
}

check_image() {
  case $(field pod "$copy_pod" '{.status.containerStatuses[0].state.waiting.reason}') in
    ErrImageNeverPull | ErrImagePull | ImagePullBackOff | InvalidImageName) die "the node does not get the image $image: name another with --image" ;;
  esac
}

in_copier() { k exec -i "$copy_pod" -c copy -- sh -c "$(helper_text)" sh "$@"; }
in_source() { k exec "$pod" -c "$container" -- sh -c "$(helper_text)" sh "$@"; }

# A directory of a node whose pod is stopped: nothing writes, so it is copied and compared in one go.
copy_host() {
  stop_workload
  in_copier look /.storlint/from /.storlint/to </dev/null >"$work/look"
  read -r _ needed free _ <"$work/look"
  check_room "$needed" "$free"
  in_copier copy /.storlint/from '' </dev/null
}

check_room() { [ "$2" -gt "$1" ] || die "the data takes $1 KiB, and the new volume has $2 KiB free: write a larger size into claim.yaml.pending"; }

# What only a running pod has cannot be stopped without losing it: it is copied until nothing has changed meanwhile.
copy_running() {
  needed=$(used)
  [ "$needed" = unknown ] || check_room "$needed" "$(in_copier room </dev/null)"
  in_source list "$from" >"$work/before" || die "the container $container lacks the tools to copy; it needs sh, find, stat, sort and tar"
  for attempt in 1 2 3; do
    in_copier clear </dev/null
    in_source pack "$from" | in_copier unpack
    in_copier restore <"$work/before"
    in_copier list /.storlint/to </dev/null >"$work/copy"
    in_source list "$from" >"$work/after"
    if cmp -s "$work/before" "$work/after"; then
      check_same
      return 0
    fi
    say "attempt $attempt: something was written while it was copied"
    mv "$work/after" "$work/before"
  done
  die "$object keeps writing. Stop what uses it (its clients, its jobs), so that nothing changes for the time of a copy, and run this again"
}

check_same() {
  if ! cmp -s "$work/after" "$work/copy"; then
    diff "$work/after" "$work/copy" | head -n 10 >&2 || :
    die 'the copy differs from the source'
  fi
  say "$(grep -c '^file ' "$work/copy" || :) files: copy and source are the same, and nothing was written meanwhile"
}

# ---- the workload

replicas() { field "$controller" "$workload" '{.spec.replicas}'; }

stop_workload() {
  case $controller in
    pod)
      [ -z "$pod" ] || k get pod "$workload" -o yaml >"$here/stopped-pod.yaml"
      [ -z "$pod" ] || k delete pod "$workload" --wait >/dev/null
      ;;
    *)
      count=$(replicas)
      [ "$count" = 0 ] || k annotate "$object" "storlint.dev/replicas=$count" --overwrite >/dev/null
      k scale "$object" --replicas=0 >/dev/null
      [ -z "$(pods)" ] || k wait --for=delete pod -l "$labels" --timeout=5m >/dev/null
      ;;
  esac
  stopped=yes
  say "Stopped $object"
}

# The number of replicas of before, where the manifest names none.
start_workload() {
  [ "$controller" != pod ] || return 0
  count=$(field "$controller" "$workload" '{.metadata.annotations.storlint\\.dev/replicas}')
  [ -z "$count" ] || [ "$(replicas)" != 0 ] || k scale "$object" --replicas="$count" >/dev/null
  [ -z "$count" ] || k annotate "$object" storlint.dev/replicas- >/dev/null
}

# ---- from the copy to the claim

# The claim gets its name only now: a pod that wants it has waited until the data was there.
promote() {
  volume=$(field pvc "$moving" '{.spec.volumeName}')
  policy=$(field pv "$volume" '{.spec.persistentVolumeReclaimPolicy}')
  k label pv "$volume" "$label=$id" --overwrite >/dev/null
  k annotate pv "$volume" "storlint.dev/reclaim=$policy" --overwrite >/dev/null
  k patch pv "$volume" -p '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}' >/dev/null
  complete=yes
  k delete job "$copier" --cascade=foreground --wait >/dev/null
  k delete pvc "$moving" --wait >/dev/null
  hand_over "$volume"
}

# Binds the volume of the copy to the claim, and gives it the reclaim policy of its class again.
hand_over() {
  k patch pv "$1" --type merge -p "{\\"spec\\":{\\"claimRef\\":{\\"namespace\\":\\"$namespace\\",\\"name\\":\\"$claim\\",\\"uid\\":null,\\"resourceVersion\\":null}}}" >/dev/null
  make_claim "$claim" "$1"
  k wait --for=jsonpath='{.status.phase}'=Bound "pvc/$claim" --timeout=2m >/dev/null
  policy=$(k get pv "$1" -o 'jsonpath={.metadata.annotations.storlint\\.dev/reclaim}')
  [ -z "$policy" ] || k patch pv "$1" -p "{\\"spec\\":{\\"persistentVolumeReclaimPolicy\\":\\"$policy\\"}}" >/dev/null
  k label pv "$1" "$label-" >/dev/null
  say "The claim $claim has the data (volume $1, reclaim policy \${policy:-as it was})"
}

# A volume whose copy is complete, from a run that was broken off.
finished_volume() { k get pv -l "$label=$id" -o 'jsonpath={.items[0].metadata.name}' 2>/dev/null || :; }

switch() {
  if [ "$apply" = no ]; then
    say "Not applied: $shown_file. Once it is, $object runs on the claim."
    return 0
  fi
  case $controller:$kind in
    pod:*) ! exists pod "$workload" || k delete pod "$workload" --wait >/dev/null ;;
  esac
  k apply -f "$here/$manifest" >/dev/null || say "Not everything in $shown_file could be applied"
  names_claim || die "$object does not name the claim $claim: apply $shown_file yourself"
  case $controller in
    statefulset) k patch "$object" -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}' >/dev/null 2>&1 || : ;;
  esac
  start_workload
  case $controller in
    replicaset | replicationcontroller | statefulset) [ "$kind" = host ] || k delete pod -l "$labels" --wait >/dev/null ;;
  esac
  case $controller in
    deployment | statefulset) runs || die "$object does not get ready on the claim; see kubectl describe" ;;
  esac
  say "$object runs on the claim $claim"
}

# True when the workload as the cluster has it names the claim.
names_claim() {
  case $controller in
    pod) at=.spec.volumes ;;
    *) at=.spec.template.spec.volumes ;;
  esac
  field "$controller" "$workload" "{\${at}[*].persistentVolumeClaim.claimName}" | tr ' ' '\\n' | grep -qxF -- "$claim"
}

# True once a pod of the workload is ready on the claim.
runs() {
  left=150
  until [ "$(field "$controller" "$workload" '{.status.readyReplicas}')" -ge 1 ] 2>/dev/null && [ -z "$(old_pods)" ]; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || return 1
    sleep 2
  done
}

# Pods of the workload that do not use the claim.
old_pods() {
  for each in $(pods); do
    k get pod "$each" -o 'jsonpath={.spec.volumes[*].persistentVolumeClaim.claimName}' | tr ' ' '\\n' | grep -qxF -- "$claim" || echo "$each"
  done
}

farewell() {
  say ''
  say 'What is left to do, once the data is there for the application:'
  say "  cd $(quote "$here") && mv claim.yaml.pending $(quote "$claim_home")"
  say '  and name that file where the manifests of this folder are listed (kustomization.yaml, a pipeline).'
  [ "$kind" != host ] || say "  The directory $source of $node is as it was; remove it when nobody misses it."
}

# ---- undoing

# Before the copy is complete nothing has changed but what this script has made.
clean_up() {
  code=$?
  trap - EXIT HUP INT TERM
  rm -rf "$work"
  if [ "$code" != 0 ] && [ "$started" = yes ] && [ "$complete" = no ]; then
    say 'Failed: taking back what was done.'
    k delete job "$copier" --cascade=foreground --wait --ignore-not-found >/dev/null 2>&1 || :
    k delete pvc "$moving" --wait --ignore-not-found >/dev/null 2>&1 || :
    if [ "$stopped" = yes ]; then
      case $controller in
        pod) say "Start it again: kubectl $kubectl_args create -f $(quote "$here/stopped-pod.yaml")" ;;
        *) start_workload && say "Started $object again on its old data" ;;
      esac
    fi
  elif [ "$code" != 0 ] && [ "$complete" = yes ]; then
    say 'The copy is complete and kept. Run this again: it goes on from here.'
  fi
  exit "$code"
}

rollback() {
  say "# 1. Undo the fix in $shown_file: let $object have at $from what it had."
  if [ "$kind" = host ]; then
    say "# 2. The directory $source was only read. What was written since is on the claim $claim only. Then:"
    case $controller in
      pod) say "kubectl $kubectl_args delete pod $workload --wait" ;;
      *) say "kubectl $kubectl_args scale $object --replicas=0" ;;
    esac
    say "kubectl $kubectl_args apply -f $(quote "$here/$manifest")"
  else
    say "# 2. The old pod is gone, and what it had with it: the data is on the claim $claim only. Copy it out before you"
    say "#    apply anything:"
    say "kubectl $kubectl_args cp -c $container <pod>:$from ./copy-of-$claim"
  fi
  say "# The claim is not deleted by that: kubectl $kubectl_args delete pvc $claim destroys the data, if its class says so."
}

# ---- the run

describe() {
  say "$title"
  say "  from    $object, container $container: $from ($kind\${source:+ $source})"
  say "  on      \${node:-a node that is not known}, pod \${pod:-none}, $( [ -n "$pod" ] && used || echo unknown ) KiB"
  say "  to      the claim $claim in namespace $namespace"
  if [ "$kind" = host ]; then say '  the workload is stopped while it copies'
  else say '  the workload runs while it copies; that is repeated until nothing changes meanwhile'
  fi
}

main() {
  run=no apply=yes empty=no image=\${STORLINT_COPY_IMAGE-busybox:1.37} node='' kubectl_args='' stopped=no started=no complete=no back=no
  [ -z "$namespace" ] || kubectl_args="--namespace $(quote "$namespace")"
  while [ $# -gt 0 ]; do
    case $1 in
      --run) run=yes ;;
      --no-apply) apply=no ;;
      --empty) empty=yes ;;
      --rollback) back=yes ;;
      --image | --node)
        [ $# -gt 1 ] || misused "$1 needs a value"
        case $1 in --image) image=$2 ;; --node) node=$2 ;; esac
        shift
        ;;
      --help) usage && exit 0 ;;
      --)
        shift
        for word in "$@"; do kubectl_args="$kubectl_args $(quote "$word")"; done
        break
        ;;
      *) misused "unknown option $1" ;;
    esac
    shift
  done
  if [ "$back" = yes ]; then here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) && rollback && exit 0; fi
  open_cluster
  check_claim || exit 0
  work=$(mktemp -d)
  trap clean_up EXIT
  trap 'exit 130' HUP INT TERM
  if [ "$empty" = yes ]; then
    start_empty
    return 0
  fi
  resume && return 0
  move
}

start_empty() {
  ! find_workload || [ -z "$(pods)" ] || die "$object runs here: its data would be left behind"
  say "Makes the claim $claim, empty"
  [ "$run" = yes ] || { say 'A dry run: nothing was changed. With --run it is done.'; return 0; }
  make_claim "$claim" ''
  say "Apply $shown_file."
}

resume() {
  volume=$(finished_volume)
  [ -n "$volume" ] || return 1
  say "The copy is complete on the volume $volume, from a run before."
  [ "$run" = yes ] || { say 'A dry run: nothing was changed. With --run it goes on.'; return 0; }
  find_workload || :
  k delete job "$copier" --cascade=foreground --wait --ignore-not-found >/dev/null
  k delete pvc "$moving" --wait --ignore-not-found >/dev/null
  started=yes complete=yes
  hand_over "$volume"
  switch
  farewell
}

move() {
  find_workload || die "there is no $object in namespace $namespace. Another namespace or context goes after --; with no data here use --empty"
  find_pod
  if [ -n "$pod" ]; then check_source; fi
  [ -n "$pod" ] || [ "$kind" = host ] || die "no pod of $object runs, so the data is gone already"
  [ -n "$node" ] || die "no pod of $object runs: name the node that has $source with --node"
  ! exists pvc "$moving" || die "there is a claim $moving, from a run that was broken off. It is incomplete: delete it (and the job $copier) first"
  check_rights
  describe
  [ "$run" = yes ] || { say 'A dry run: nothing was changed. With --run it is done.'; return 0; }
  started=yes
  start_copier
  if [ "$kind" = host ]; then copy_host; else copy_running; fi
  promote
  switch
  farewell
}

main "$@"
`,u=`# Runs in a container that has no network: reads /.storlint/from or its own image, writes /.storlint/to.
set -eu
umask 077
LC_ALL=C
export LC_ALL
work=/.storlint
mark=.storlint-unfinished
found=lost+found
fail() {
  printf '%s\\n' "$*" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }
needs() {
  for tool in "$@"; do
    has "$tool" || { printf 'the copying image has no %s\\n' "$tool" >&2; exit 127; }
  done
}
first() { read -r word _ && printf '%s\\n' "$word"; }
hash=sha256sum
has "$hash" || hash='cksum'
settle() { if has sync; then sync; fi; }
# All that is anybody's data: not the mark, and not what a disk that was just made has of its own.
each() { find . \\( -path "./$mark" -o -path "./$found" \\) -prune -o "$@"; }
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
  free=$(df -Pk "$2" | { read -r _ && read -r _ _ _ left _ && printf '%s\\n' "$left"; })
  printf '%s %s %s %s\\n' "$how" "$filled" "$free" "$count"
}

# Makes the directory below the volume's root that is to be filled; what it makes belongs to the owner of the data.
place() {
  at=$work/to
  rest=$1
  if is_empty "$at"; then chown "$2" "$at"; fi
  while [ -n "$rest" ]; do
    at=$at/\${rest%%/*}
    case $rest in */*) rest=\${rest#*/} ;; *) rest= ;; esac
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
  printf 'inodes %s\\n' "$(each -type f -exec stat -c %i {} + | sort -u | wc -l)"
  if [ "\${plain-}" != yes ] && has getfattr; then each -exec getfattr -h -d -e hex -m '^user|^security.capability|^system.posix_acl' {} +; fi
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
  printf '%s, %s, %s: copy and source are the same\\n' "$(many file files)" "$(many directory directories)" "$(many link links)"
}

# What was read is compared by lists where no container sees both sides: no extended attributes, which not all tools carry.
list() { plain=yes facts "$1" | sort; }
clear() { find "$work/to" -mindepth 1 -maxdepth 1 ! -name "$found" -exec rm -rf {} +; }
pack() { tar -C "$1" -cf - .; }
unpack() { tar -C "$work/to" --numeric-owner -xpf -; settle; }
# BusyBox\u2019 tar leaves out the owners of links and the times of directories: they are taken from a list.
restore() {
  cd "$work/to"
  while read -r what owner rest; do
    case $what in
      link) chown -h "$owner" "$rest" ;;
      directory)
        rest=\${rest#* }
        touch -d "@\${rest%% *}" "\${rest#* }"
        ;;
    esac
  done
}
room() { df -Pk "$work/to" | { read -r _ && read -r _ _ _ left _ && printf '%s\\n' "$left"; }; }

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
`;0&&(module.exports={CLAIM_PROGRAM,COPY_PROGRAM,MIGRATE_PROGRAM,TALK_PROGRAM});
