using WsAspire.Testing;

namespace WsAspire.ServiceDefaults.Tests.Shutdown;

/// <summary>A real Envoy that balances over instances and follows their readiness by active health checks.</summary>
public sealed class EnvoyProcess : IAsyncDisposable
{
    private static readonly string[] s_clusters = ["http1", "http2"];
    private readonly LeashedProcess _process;
    private readonly string _folder;
    private readonly Uri _admin;

    private EnvoyProcess(LeashedProcess process, string folder, int port, int admin)
    {
        _admin = new Uri($"http://127.0.0.1:{admin}/clusters");
        _process = process;
        _folder = folder;
        Address = new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>Whether there is an envoy on PATH.</summary>
    public static bool IsThere => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "envoy")));

    public Uri Address { get; }

    /// <summary>What it printed: each request that failed, and why.</summary>
    public string Output => _process.Output;

    /// <summary>Starts Envoy before these ports of the loopback, and waits until it answers.</summary>
    public static async Task<EnvoyProcess> StartAsync(int[] ports)
    {
        var folder = TestFolder.Create("envoy");
        var (port, admin) = (ServiceProcess.FreePort(), ServiceProcess.FreePort());
        var file = Path.Combine(folder, "envoy.yaml");
        await File.WriteAllTextAsync(file, Configuration(port, admin, ports), TestContext.Current.CancellationToken);
        var process = LeashedProcess.Start("envoy", ["-c", file, "--concurrency", "1", "--log-level", "warning", "--disable-hot-restart"], workingDirectory: folder);
        var envoy = new EnvoyProcess(process, folder, port, admin);
        await envoy.WaitUntilItAnswersAsync();
        return envoy;
    }

    /// <summary>Whether it sends to this many instances, over both protocols.</summary>
    public async Task<bool> SeesAsync(int instances)
    {
        using var http = new HttpClient();
        var lines = (await http.GetStringAsync(_admin, TestContext.Current.CancellationToken)).Split('\n');
        return s_clusters.All(cluster => lines.Count(
            line => line.StartsWith(cluster + "::", StringComparison.Ordinal) && line.EndsWith("health_flags::healthy", StringComparison.Ordinal)) == instances);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // gRPC goes on over HTTP/2, the rest over HTTP/1.1 with connections that are kept. Nothing is retried but what never began. A 503 of /ready takes an instance out
    // at once; an answer that is late, as on a busy machine, does not. By default Envoy tells its workers of that up to a second later (update_merge_window),
    // and sends any number of calls on a new connection before it has read how many the service takes.
    private static string Configuration(int port, int admin, int[] ports) => $$"""
        admin: {address: {socket_address: {address: 127.0.0.1, port_value: {{admin}} } } }
        static_resources:
          listeners:
          - address: {socket_address: {address: 127.0.0.1, port_value: {{port}} } }
            filter_chains:
            - filters:
              - name: envoy.filters.network.http_connection_manager
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                  stat_prefix: in
                  codec_type: AUTO
                  access_log:
                  - name: envoy.access_loggers.stdout
                    filter: {status_code_filter: {comparison: {op: GE, value: {default_value: 500, runtime_key: none} } } }
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog
                      log_format: {text_format_source: {inline_string: "%START_TIME% %REQ(:PATH)% %RESPONSE_CODE% %RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS% %UPSTREAM_HOST% %UPSTREAM_TRANSPORT_FAILURE_REASON%\n"} }
                  http_filters:
                  - name: envoy.filters.http.router
                    typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
                  route_config:
                    virtual_hosts:
                    - name: all
                      domains: ["*"]
                      retry_policy: {retry_on: "connect-failure,refused-stream,reset-before-request", num_retries: 2}
                      routes:
                      - match: {prefix: /, grpc: { } }
                        route: {cluster: http2, timeout: 0s}
                      - match: {prefix: /}
                        route: {cluster: http1}
          clusters:
        {{Cluster("http1", "http_protocol_options: {}", ports)}}
        {{Cluster("http2", "http2_protocol_options: {max_concurrent_streams: 100}", ports)}}
        """;

    private static string Cluster(string name, string protocol, int[] ports) => $$"""
          - name: {{name}}
            connect_timeout: 0.5s
            typed_extension_protocol_options:
              envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
                "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
                explicit_http_config: { {{protocol}} }
            health_checks:
            - timeout: 10s
              interval: 0.2s
              no_traffic_interval: 0.2s
              unhealthy_threshold: 5
              healthy_threshold: 1
              http_health_check: {path: /ready}
            common_lb_config: {healthy_panic_threshold: {value: 0}, update_merge_window: 0s}
            circuit_breakers: {thresholds: [{max_retries: 1000}]}
            load_assignment:
              cluster_name: {{name}}
              endpoints:
              - lb_endpoints:
        {{string.Join('\n', ports.Select(Endpoint))}}
        """;

    private static string Endpoint(int port) => $"          - endpoint: {{address: {{socket_address: {{address: 127.0.0.1, port_value: {port}}}}}}}";

    private async Task WaitUntilItAnswersAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                if ((await http.GetAsync("/ready", end.Token)).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // It does not listen yet.
            }
            catch (HttpRequestException exception)
            {
                throw new InvalidOperationException($"envoy ended with {_process.ExitCode}:\n{_process.Output}", exception);
            }

            await Task.Delay(50, end.Token);
        }
    }
}
