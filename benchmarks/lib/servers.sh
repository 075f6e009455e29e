# Starts and stops what is measured. Sourced by benchmarks/run.

declare -A pid_of=()
next_port=18100

# Takes the next free port below the range from which the system gives out its own; the answer is in $port.
take_port() {
  while port=$((next_port++)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
}

# start_server NAME PORT COMMAND...: runs it until stop_servers, and waits until the port answers.
start_server() {
  local name=$1 port=$2 i
  shift 2
  "$@" >"$work/$name.log" 2>&1 &
  pid_of[$name]=$!
  for i in $(seq 200); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return
    kill -0 "${pid_of[$name]}" 2>/dev/null || break
    sleep 0.05
  done
  tail -n 20 "$work/$name.log" >&2
  die "$name does not listen on $port"
}

stop_servers() {
  local name
  for name in "${!pid_of[@]}"; do kill -KILL "${pid_of[$name]}" 2>/dev/null || true; done
  wait 2>/dev/null || true
}

# Processor time of a server so far, in µs (the kernel counts in ticks of 10 ms).
cpu_of() { local f; read -ra f <"/proc/${pid_of[$1]}/stat"; echo $(((f[13] + f[14]) * 1000000 / $(getconf CLK_TCK))); }
