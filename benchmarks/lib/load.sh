# One turn of load on one server. Sourced by benchmarks/run.

# SayHello{name: "gRPC"} with gRPC's five-byte prefix; the reply has 18 bytes.
prepare_bodies() {
  printf '\0\0\0\0\006\012\004gRPC' >"$work/grpc.body"
  local type
  for type in application/json application/x-www-form-urlencoded; do
    printf 'wrk.method="POST"\nwrk.body=[[{"name": "gRPC-HTTP is working!"}]]\nwrk.headers["Content-Type"]="%s"\n' "$type" >"$work/${type#*/}.lua"
  done
}

# Rows are 'name|server|kind|port|allocations URL or -'; the kind is grpc, json (application/json) or form (curl's default type).
rows=()
add_row() { [[ $1 =~ $only ]] && rows+=("$1|$2|$3|$4|$5") || true; }

allocated() { if [ "$1" = - ]; then echo 0; else curl -sS --http1.1 --fail "$1" | cut -d' ' -f1; fi; }

# measure ROW SECONDS: prints name, requests/s, CPU µs a request, bytes allocated a request, bad answers; separated by tabs.
measure() {
  local name server kind port url cpu bytes
  IFS='|' read -r name server kind port url <<<"$1"
  bytes=$(allocated "$url") cpu=$(cpu_of "$server")
  if [ "$kind" = grpc ]; then load_grpc "$port" "$2"; else load_json "$kind" "$port" "$2"; fi
  cpu=$(($(cpu_of "$server") - cpu)) bytes=$(($(allocated "$url") - bytes))
  awk -v n="$name" -v r="$rate" -v c="$cpu" -v b="$bytes" -v d="$served" -v x="$bad" \
    'BEGIN { printf "%s\t%.0f\t%.2f\t%s\t%d\n", n, r, c / d, b == 0 ? "-" : sprintf("%.0f", b / d), x }'
}

# 50 connections with 10 calls each. h2load does not look at grpc-status: an error has no message, so the bytes tell.
load_grpc() {
  local out data
  out=$(h2load -c50 -m10 -D "$2" -d "$work/grpc.body" -H 'content-type: application/grpc' -H 'te: trailers' "http://127.0.0.1:$1/hello.HelloHTTP/SayHello")
  rate=$(sed -n 's/^finished in .*, \([0-9.]*\) req\/s.*/\1/p' <<<"$out")
  served=$(sed -n 's/^requests: .* \([0-9]*\) done, .*/\1/p' <<<"$out")
  bad=$(sed -n 's/^requests: .* \([0-9]*\) failed, .*/\1/p' <<<"$out")
  data=$(sed -n 's/^traffic: .*(\([0-9]*\)) data$/\1/p' <<<"$out")
  [ "$data" -ge $((18 * served)) ] || bad=$((bad + served - data / 18))
}

load_json() {
  local out
  out=$(wrk -t1 -c50 -d"$3s" -s "$work/$([ "$1" = json ] && echo json || echo x-www-form-urlencoded).lua" "http://127.0.0.1:$2/example/echo")
  rate=$(awk '/Requests\/sec/ {print $2}' <<<"$out")
  served=$(awk '/requests in/ {print $1}' <<<"$out")
  bad=$(awk '/Non-2xx/ {n += $NF} /Socket errors/ {gsub(",", ""); n += $4 + $6 + $8 + $10} END {print n + 0}' <<<"$out")
}
