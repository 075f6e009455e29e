# What is compared. Sourced by benchmarks/run.

echo_server() { # NAME PORT ARGUMENTS...
  local name=$1 port=$2
  shift 2
  start_server "$name" "$port" dotnet artifacts/bin/EchoServer/release/EchoServer.dll --contentRoot "$root/benchmarks/EchoServer" --environment Production "$@"
}

# The frame beside what it is built on. application/json on both: bare transcoding takes nothing else.
suite_frame() {
  local grpc json
  take_port; grpc=$port
  take_port; json=$port
  echo_server bare "$json" --form bare --grpc-port "$grpc" --json-port "$json"
  add_row "bare grpc" bare grpc "$grpc" "http://127.0.0.1:$json/measurements"
  add_row "bare json" bare json "$json" "http://127.0.0.1:$json/measurements"
  take_port
  echo_server frame "$port" --form frame --urls "http://127.0.0.1:$port"
  add_row "frame grpc" frame grpc "$port" "http://127.0.0.1:$port/measurements"
  add_row "frame json" frame json "$port" "http://127.0.0.1:$port/measurements"
}

# The frame without its one port, two plain endpoints of Kestrel instead.
suite_port() {
  local grpc json
  take_port; grpc=$port
  take_port; json=$port
  echo_server plain "$json" --form frame --OnePort:Enabled false \
    --Kestrel:Endpoints:Grpc:Url "http://127.0.0.1:$grpc" --Kestrel:Endpoints:Grpc:Protocols Http2 \
    --Kestrel:Endpoints:Json:Url "http://127.0.0.1:$json" --Kestrel:Endpoints:Json:Protocols Http1
  add_row "plain endpoint grpc" plain grpc "$grpc" "http://127.0.0.1:$json/measurements"
  add_row "plain endpoint json" plain json "$json" "http://127.0.0.1:$json/measurements"
  take_port
  echo_server one-port "$port" --form frame --urls "http://127.0.0.1:$port"
  add_row "one port grpc" one-port grpc "$port" "http://127.0.0.1:$port/measurements"
  add_row "one port json" one-port json "$port" "http://127.0.0.1:$port/measurements"
}

# ws-order itself without a database, and the Go peer: as the original is built, and as a Go team would build it now.
suite_go() {
  take_port
  start_server ws-order "$port" dotnet artifacts/bin/WsOrder/release/WsOrder.dll --contentRoot "$root/WsOrder" --environment Production --urls "http://127.0.0.1:$port" --Logging:LogLevel:Default Warning
  add_row "ws-order grpc" ws-order grpc "$port" -
  add_row "ws-order form" ws-order form "$port" -
  take_port
  start_server go-original "$port" go-frame order --log-file "$work/go-original.calls" --port "$port"
  add_row "go original grpc" go-original grpc "$port" -
  add_row "go original form" go-original form "$port" -
  take_port
  start_server go-strong "$port" go-frame order --log-file "$work/go-strong.calls" --port "$port" --native --inprocess
  add_row "go strong grpc" go-strong grpc "$port" -
  add_row "go strong form" go-strong form "$port" -
  take_port
  start_server go-std "$port" go-frame order --log-file "$work/go-std.calls" --port "$port" --std-h2c --inprocess
  add_row "go strong (std-h2c) form" go-std form "$port" -
}

# What it costs to be observed: spans, metrics, logs and files of logs for every request, against none of it; and with a receiver that takes connections and never answers.
suite_telemetry() {
  local otlp silent kind
  take_port; otlp=$port
  printf '%s\n' "receivers: {otlp: {protocols: {grpc: {endpoint: \"127.0.0.1:$otlp\"}}}}" 'exporters: {file: {path: /dev/null}}' \
    'service: {telemetry: {metrics: {level: none}}, pipelines: {traces: {receivers: [otlp], exporters: [file]}, metrics: {receivers: [otlp], exporters: [file]}, logs: {receivers: [otlp], exporters: [file]}}}' >"$work/otelcol.yaml"
  start_server otelcol "$otlp" otelcol --config "$work/otelcol.yaml"
  take_port; silent=$port
  start_server silent "$silent" python3 -c "import socket, time; s = socket.socket(); s.bind(('127.0.0.1', $silent)); s.listen(64); time.sleep(1e6)"
  local -A options=([off]="" [on]="--OTEL_EXPORTER_OTLP_ENDPOINT http://127.0.0.1:$otlp --Logs:Folder $work/logs-on" [blocked]="--OTEL_EXPORTER_OTLP_ENDPOINT http://127.0.0.1:$silent --Logs:Folder $work/logs-blocked")
  for kind in off on blocked; do
    take_port
    # shellcheck disable=SC2086 # options are words
    echo_server "$kind" "$port" --form frame --urls "http://127.0.0.1:$port" --Admin:Metrics "$([ "$kind" = off ] && echo false || echo true)" ${options[$kind]}
    add_row "telemetry $kind grpc" "$kind" grpc "$port" "http://127.0.0.1:$port/measurements"
    add_row "telemetry $kind json" "$kind" json "$port" "http://127.0.0.1:$port/measurements"
  done
}
