# What a request waits while Elastic's APM Server is there, and while it is away in different ways. Sourced by benchmarks/run.

# A receiver in a few lines: 'silent' takes connections and says nothing, 'refusing' says 401.
receiver() { # KIND PORT
  start_server "receiver-$1" "$2" python3 -c '
import http.server, socket, sys, time
kind, port = sys.argv[1], int(sys.argv[2])
if kind == "silent":
    s = socket.socket(); s.bind(("127.0.0.1", port)); s.listen(64); time.sleep(1e6)
class Refusal(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"])); self.send_response(401); self.send_header("Content-Length", "0"); self.end_headers()
    def log_message(self, *_): pass
http.server.ThreadingHTTPServer(("127.0.0.1", port), Refusal).serve_forever()' "$1" "$2"
}

# suite_away: the same load at a constant rate on each in turn; latencies of all turns together, free of coordinated omission.
suite_away() {
  local kind otlp silent refusing rate=1000 round file
  local -A port_of=() server=()
  say "building (Release)"
  dotnet build benchmarks/EchoServer -c Release -nologo -v quiet -clp:NoSummary >&2
  take_port; otlp=$port
  printf '%s\n' "receivers: {otlp: {protocols: {http: {endpoint: \"127.0.0.1:$otlp\"}}}}" 'exporters: {file: {path: /dev/null}}' \
    'service: {telemetry: {metrics: {level: none}}, pipelines: {traces: {receivers: [otlp], exporters: [file]}, metrics: {receivers: [otlp], exporters: [file]}, logs: {receivers: [otlp], exporters: [file]}}}' >"$work/otelcol.yaml"
  start_server otelcol "$otlp" otelcol --config "$work/otelcol.yaml"
  take_port; silent=$port; receiver silent "$silent"
  take_port; refusing=$port; receiver refusing "$refusing"
  server=([there]=$otlp [down]=1 [slow]=$silent [401]=$refusing)
  echo '{"name": "gRPC-HTTP is working!"}' >"$work/echo.json"
  for kind in there down slow 401; do
    take_port; port_of[$kind]=$port
    echo_server "apm-$kind" "$port" --form frame --urls "http://127.0.0.1:$port" --ELASTIC_APM_SERVER_URL "http://127.0.0.1:${server[$kind]}" --Logs:Folder "$work/logs-$kind"
  done
  say "warming up, $warm_up s each"
  for kind in there down slow 401; do attack "$kind" "$warm_up" >/dev/null; done
  for round in $(seq "$rounds"); do
    say "round $round of $rounds"
    for kind in there down slow 401; do attack "$kind" "$seconds" >"$work/away-$kind-$round.bin"; done
  done
  printf 'apm server\tturn\trequests\tp50 µs\tp99 µs\tmax µs\tfailed\n' >"$work/away.tsv"
  for kind in there down slow 401; do
    for round in $(seq "$rounds"); do latencies "$kind" "$round" "$work/away-$kind-$round.bin"; done
    latencies "$kind" all "$work"/away-"$kind"-*.bin
  done >>"$work/away.tsv"
  cat "$work/away.tsv"
  [ -z "$name" ] || { mkdir -p benchmarks/results; cp "$work/away.tsv" "benchmarks/results/$name-away.tsv"; }
}

attack() { # KIND SECONDS
  echo "POST http://127.0.0.1:${port_of[$1]}/example/echo" |
    vegeta attack -rate "$rate" -duration "$2s" -body "$work/echo.json" -header 'Content-Type: application/json' -connections 20 -max-connections 20
}

latencies() { # KIND TURN FILE...
  local kind=$1 turn=$2
  shift 2
  vegeta report -type=json "$@" | tr ',{}' '\n\n\n' | awk -F: -v k="$kind" -v t="$turn" -v OFS='\t' '
    $1 == "\"50th\"" { p50 = $2 } $1 == "\"99th\"" { p99 = $2 } $1 == "\"max\"" && !max { max = $2 } $1 == "\"requests\"" { n = $2 } $1 == "\"success\"" { ok = $2 }
    END { printf "%s\t%s\t%d\t%.0f\t%.0f\t%.0f\t%d\n", k, t, n, p50 / 1000, p99 / 1000, max / 1000, n - int(n * ok + 0.5) }'
}
