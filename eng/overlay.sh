# The overlay local in a cluster. Sourced by eng/cluster, with its cluster_kubectl and address.

namespace=ws

k() { (cluster_kubectl --namespace "$namespace" "$@"); }

# give_secret NAME KEY=VALUE: makes a Secret where there is none; one that is there stays.
give_secret() {
  k get secret "$1" >/dev/null 2>&1 && return
  k create secret generic "$1" --from-literal="$2" >/dev/null
  say "made the Secret $1"
}

# Passwords and the token are made once, and are nowhere but in the cluster. What is there stays, so that a run that was stopped half-way is gone on with.
give_secrets() {
  local password
  give_secret branches "token=$(random_text)"
  give_secret mysql "root-password=$(random_text)"
  password=$(k get secret mysql -o 'jsonpath={.data.root-password}' | base64 -d)
  [ -n "$password" ] || die "the Secret mysql has no key root-password; see docs/how-to/deploy.md"
  give_secret orders "ConnectionStrings__orders=Server=mysql;Port=3306;User ID=root;Password=$password;Database=orders"
}

random_text() { head -c 30 /dev/urandom | base64 | tr -d '+/=\n'; }

# apply_overlay: applies it, and waits until every pod is ready and the doors answer.
apply_overlay() {
  local began workload
  (cluster_kubectl apply -f "$root/deploy/overlays/local/namespace.yaml" >/dev/null)
  give_secrets
  began=$(now_ms)
  (cluster_kubectl apply -k "$root/deploy/overlays/local" >/dev/null)
  say "applied deploy/overlays/local; waiting for its pods"
  for workload in $(k get deployments,statefulsets -o name); do
    k rollout status "$workload" --timeout 180s >/dev/null || { tell_trouble; die "$workload is not ready"; }
  done
  say "every pod is ready after $((($(now_ms) - began) / 1000)) s"
}

# tell_trouble: what a person would look at first.
tell_trouble() {
  k get pods -o wide >&2
  k get events --sort-by .lastTimestamp | tail -n 20 >&2
  for pod in $(k get pods -o jsonpath='{range .items[?(@.status.containerStatuses[0].ready!=true)]}{.metadata.name}{"\n"}{end}'); do
    say "--- $pod"
    k logs "$pod" --all-containers --tail 20 >&2 || true
  done
}
