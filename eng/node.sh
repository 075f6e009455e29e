# The node of eng/cluster, by kube-node. Sourced, with $root and $state set.

node_up() {
  command -v kube-node >/dev/null || die "kube-node is not on PATH, so there is no node to start; KUBECONFIG=FILE takes another cluster"
  [ "$(id -u)" = 0 ] || die "eng/cluster up: a node makes namespaces and interfaces of its own, which root may; run it as root"
  install_node_packages
  rm -rf "$root/.ws/cluster-failed"
  mkdir -p "$state"
  trap 'node_failed' EXIT
  trap 'exit 130' INT TERM
  { echo "order=$(free_port)"; echo "bff=$(free_port)"; echo "api=$(free_port)"; echo "net=$(free_net)"; } >"$state/ports"
  local order bff api net
  . "$state/ports"
  say "starting a Kubernetes node below .ws/cluster"
  # In a shell of its own that first closes what it inherited, such as a lock's file: the node would hold it until it ends.
  (close_inherited && kube-node up "$state/node" --api-port "$api" --net "$net" --map "$order:30080" --map "$bff:30910" >/dev/null)
  trap - EXIT INT TERM
}

close_inherited() {
  local file
  for file in /proc/$BASHPID/fd/*; do
    file=${file##*/}
    [ "$file" -le 2 ] || [ "$file" = 255 ] || eval "exec $file>&-"
  done
}

# Nothing runs on after a start that failed or was stopped; its logs stay to be read.
node_failed() {
  trap - EXIT INT TERM
  rm -rf "$root/.ws/cluster-failed"
  [ ! -d "$state/node/log" ] || cp -r "$state/node/log" "$root/.ws/cluster-failed"
  node_down || true
  die "the node did not start$([ ! -d "$root/.ws/cluster-failed" ] || echo '; its logs are in .ws/cluster-failed')"
}

# Removes the folder only when the node says that nothing is left of it: what is mounted there is not ours to delete.
node_down() {
  if [ -s "$state/node/run/settings" ]; then
    command -v kube-node >/dev/null || die "kube-node is not on PATH, so the node of .ws/cluster cannot be stopped"
    kube-node down "$state/node" || return 1
  fi
  rm -rf --one-file-system "$state" "$root/.ws/kubectl"
}

# node_load [NAME...]: what deploy/images/build made; one that the node has already is left out.
node_load() {
  local name archive
  mkdir -p "$state/loaded"
  for archive in "$root"/.ws/images/*.tar; do
    name=$(basename "$archive" .tar)
    [ $# = 0 ] || [[ " $* " == *" $name "* ]] || continue
    if cmp -s "$root/.ws/images/$name.key" "$state/loaded/$name"; then
      say "$name:dev is there already"
    else
      say "loading $name:dev"
      kube-node load "$state/node" "$archive" 2>"$state/load.log" || { cat "$state/load.log" >&2; die "the node did not take .ws/images/$name.tar"; }
      cp "$root/.ws/images/$name.key" "$state/loaded/$name"
    fi
  done
}

# Only packages of programs that are missing: another containerd than Debian's, such as docker's, stays.
install_node_packages() {
  local pair packages=() PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
  for pair in etcd:etcd-server containerd:containerd runc:runc iptables:iptables nft:nftables ip:iproute2 nsenter:util-linux openssl:openssl \
    /usr/lib/cni/bridge:containernetworking-plugins; do
    command -v "${pair%%:*}" >/dev/null || packages+=("${pair#*:}")
  done
  [ ${#packages[@]} = 0 ] || apt_install "the Kubernetes node" "${packages[@]}"
}

# A port of loopback where nobody listens, below those that the kernel gives to clients.
free_port() {
  local port
  while port=$((20000 + RANDOM % 10000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || grep -qs "=$port$" "$state/ports"; do :; done
  echo "$port"
}

# The first two numbers of a network that this machine has no route to.
free_net() {
  local second
  for second in {244..250}; do
    [ -n "$(ip route show root "10.$second.0.0/16"; ip route show match "10.$second.0.0/16" | grep -v ^default)" ] || { echo "10.$second"; return; }
  done
  die "the networks 10.244.0.0/16 to 10.250.0.0/16 are all in use on this machine"
}
