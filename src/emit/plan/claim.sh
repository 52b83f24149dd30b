# The part of a Kubernetes plan's migrate.sh that is the same in every plan; this first comment is left out of it. POSIX sh.
# What it is given: title, shown_file, manifest and claim_home (from the plan's folder), namespace ('' for the context's own),
# controller, workload, container, from, kind (host, scratch, memory, layer), source, claim, id, and helper_text (prints copy.sh).
# Everything that depends on the cluster is asked of kubectl when it runs.
# shellcheck shell=sh
# shellcheck disable=SC2016 # names and paths mean what they say
# shellcheck disable=SC2154 # set by what stands before it
# shellcheck disable=SC2086 # options of kubectl are words

usage() {
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

k() { eval "kubectl $kubectl_args \"\$@\""; }
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
  [ "$(printf '%s\n' "$running" | grep -c .)" -le 1 ] || die "several pods of $object run: each has data of its own. Move it by hand"
  pod=$running
  [ -z "$pod" ] || node=$(field pod "$pod" '{.spec.nodeName}')
}

# What stands behind a path in the running pod: the key of the volume mounted there, else `layer`.
behind() {
  name=$(k get pod "$pod" -o "jsonpath={.spec.containers[?(@.name==\"$container\")].volumeMounts[?(@.mountPath==\"$from\")].name}")
  [ -n "$name" ] || { echo layer; return; }
  k get pod "$pod" -o "go-template={{range .spec.volumes}}{{if eq .name \"$name\"}}{{range \$key, \$value := .}}{{if ne \$key \"name\"}}{{\$key}}{{end}}{{end}}{{end}}{{end}}"
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
    [ "$(field pvc "$claim" "{.metadata.labels.storlint\\.dev/move}")" = "$id" ] ||
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
          command: [sh, -c, 'trap "exit 0" TERM; while :; do sleep 1 & wait \$!; done']
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
  printf '        - name: from\n          hostPath: {path: %s, type: Directory}\n' "$(printf '%s' "$source" | sed "s/'/''/g; s/^/'/; s/\$/'/")"
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
    [ "$left" -gt 0 ] || die "the copying pod does not start; see: kubectl $kubectl_args describe pod ${copy_pod:-} and pvc $moving"
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
  count=$(field "$controller" "$workload" '{.metadata.annotations.storlint\.dev/replicas}')
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
  k patch pv "$1" --type merge -p "{\"spec\":{\"claimRef\":{\"namespace\":\"$namespace\",\"name\":\"$claim\",\"uid\":null,\"resourceVersion\":null}}}" >/dev/null
  make_claim "$claim" "$1"
  k wait --for=jsonpath='{.status.phase}'=Bound "pvc/$claim" --timeout=2m >/dev/null
  policy=$(k get pv "$1" -o 'jsonpath={.metadata.annotations.storlint\.dev/reclaim}')
  [ -z "$policy" ] || k patch pv "$1" -p "{\"spec\":{\"persistentVolumeReclaimPolicy\":\"$policy\"}}" >/dev/null
  k label pv "$1" "$label-" >/dev/null
  say "The claim $claim has the data (volume $1, reclaim policy ${policy:-as it was})"
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
  field "$controller" "$workload" "{${at}[*].persistentVolumeClaim.claimName}" | tr ' ' '\n' | grep -qxF -- "$claim"
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
    k get pod "$each" -o 'jsonpath={.spec.volumes[*].persistentVolumeClaim.claimName}' | tr ' ' '\n' | grep -qxF -- "$claim" || echo "$each"
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
  say "  from    $object, container $container: $from ($kind${source:+ $source})"
  say "  on      ${node:-a node that is not known}, pod ${pod:-none}, $( [ -n "$pod" ] && used || echo unknown ) KiB"
  say "  to      the claim $claim in namespace $namespace"
  if [ "$kind" = host ]; then say '  the workload is stopped while it copies'
  else say '  the workload runs while it copies; that is repeated until nothing changes meanwhile'
  fi
}

main() {
  run=no apply=yes empty=no image=${STORLINT_COPY_IMAGE-busybox:1.37} node='' kubectl_args='' stopped=no started=no complete=no back=no
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
