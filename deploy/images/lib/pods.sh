# Checks of a pod. Sourced by deploy/images/test, with its k, ok, bad, $here and $folder.

# watch_pods: writes the moment of each change of a pod to $folder/pods: milliseconds, name, True when it is ready.
watch_pods() {
  set -m
  k get pods --watch -o jsonpath='{.metadata.name}:{.metadata.uid} {.status.conditions[?(@.type=="Ready")].status}{"\n"}' 2>"$folder/watch.log" |
    while read -r line; do echo "$(now_ms) $line"; done >"$folder/pods" &
  watcher=$!
  set +m
}

# ready NAME: waits until that pod is ready, and sets $took to the milliseconds since it was there.
ready() {
  local uid
  # A StatefulSet's pod takes a moment to be there.
  k wait --for create "pod/$1" --timeout 30s >/dev/null 2>&1
  if ! k wait --for condition=Ready "pod/$1" --timeout 90s >"$folder/wait.log" 2>&1; then
    k get pod "$1" -o jsonpath='{.status.containerStatuses[*].state}{.status.initContainerStatuses[*].state}{"\n"}' >&2
    k logs "pod/$1" --all-containers --tail 20 >&2
    return 1
  fi
  uid=$(k get pod "$1" -o jsonpath='{.metadata.uid}')
  # The watch may be a moment behind.
  for _ in {1..50}; do grep -q ":$uid True" "$folder/pods" && break; sleep 0.1; done
  took=$(sed -n "s/ [^ ]*:$uid *\(True\|\).*/ \1/p" "$folder/pods" | awk 'NR == 1 { first = $1 } $2 == "True" { print $1 - first; exit }')
}

# ask POD METHOD PATH BODY: the answer of port 8080 of a pod, in $answer; fails where it is not 2xx.
ask() {
  local forward port='' status=0
  # What stands in it is of the pod before, until the other process has begun.
  : >"$folder/forward"
  set -m
  k port-forward "pod/$1" :8080 >"$folder/forward" 2>&1 &
  forward=$!
  set +m
  for _ in {1..100}; do
    port=$(sed -n 's/^Forwarding from 127.0.0.1:\([0-9]*\) .*/\1/p' "$folder/forward")
    [ -z "$port" ] || break
    sleep 0.1
  done
  answer=$(curl -sS --fail-with-body --max-time 10 -X "$2" "http://127.0.0.1:$port$3" ${4:+-d "$4"} 2>&1) || status=$?
  kill -- "-$forward" 2>/dev/null
  wait "$forward" 2>/dev/null
  return "$status"
}

# check_pod NAME "METHOD PATH" BODY EXPECTED: the pod of pods/NAME.yaml becomes ready, runs as an ordinary user, and answers with EXPECTED in it.
check_pod() {
  local name=$1 method=${2% *} path=${2#* } body=$3 expected=$4
  k apply -f "$here/pods/$name.yaml" >"$folder/apply.log" 2>&1 || { cat "$folder/apply.log" >&2; bad "$name: its pod was not taken"; return; }
  ready "$name" || { bad "$name: not ready in 90 s"; return; }
  if ask "$name" "$method" "$path" "$body" && [[ $answer == *"$expected"* ]]; then
    ok "$name: ready after $took ms, answers $method $path"
  else
    bad "$name: $method $path answered '$answer', expected '$expected' in it"
  fi
  k delete pod "$name" --wait=false >/dev/null
}

# check_refused: the namespace takes no pod that may be root, so that those it takes are what they say.
check_refused() {
  if sed 's/runAsNonRoot: true/runAsNonRoot: false/' "$here/pods/ws-order.yaml" | k create --dry-run=server -f - >"$folder/refused.log" 2>&1; then
    bad "the namespace takes a pod that may run as root"
  elif grep -q 'violates PodSecurity "restricted' "$folder/refused.log"; then
    ok "the namespace refuses a pod that may run as root"
  else
    bad "a pod that may run as root was refused for another reason: $(cat "$folder/refused.log")"
  fi
}
