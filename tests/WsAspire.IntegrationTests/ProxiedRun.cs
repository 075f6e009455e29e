using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WsAspire.Testing;

namespace WsAspire.IntegrationTests;

/// <summary>One <c>./run</c> behind a proxy, with ws-order of branch f1 beside the default branch, and doors over TLS.</summary>
/// <param name="proxy">The proxy, as <c>--proxy</c> names it.</param>
public abstract class ProxiedRun(string proxy) : IAsyncLifetime
{
    private readonly string _folder = TestFolder.Create("proxied");
    private RunCommand? _run;
    private OtelCollector? _collector;

    /// <summary>Port of ws-bff's door over TLS.</summary>
    public int TlsPort { get; } = ServiceProcess.FreePort();

    // Without the program the test is skipped, with the reason.
    private bool IsMissing => proxy == "envoy" && !CommandLine.Has(proxy);

    public async ValueTask InitializeAsync()
    {
        if (IsMissing)
        {
            return;
        }

        WriteCertificate();
        var state = Path.GetRelativePath(RepositoryRoot.Path, Path.Combine(_folder, "state"));
        var files = $"--certificate {Path.Combine(_folder, "tls.crt")} --certificate-key {Path.Combine(_folder, "tls.key")}";
        _collector = OtelCollector.IsThere ? OtelCollector.Start() : null;
        string[] telemetry = _collector is null ? [] : [$"ELASTIC_APM_SERVER_URL={_collector.Http}", "ELASTIC_APM_FLUSH_INTERVAL=1s"];
        _run = RunCommand.Start($"--ephemeral --state {state} --branch f1=ws-order --proxy {proxy} {files}", morePorts: $",ws-bff-https={TlsPort}", environment: telemetry);
        await _run.WaitUntilReadyAsync();
    }

    /// <summary>Ctrl+C: nothing may be left.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_run is not null)
        {
            await _run.InterruptAsync();
            Assert.Empty(_run.LivingProcesses());
            await _run.DisposeAsync();
        }

        if (_collector is not null)
        {
            await _collector.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The running command; skips the test where this machine has no such proxy.</summary>
    internal RunCommand Require()
    {
        if (IsMissing)
        {
            CommandLine.RequireProgram(proxy);
        }

        return _run!;
    }

    /// <summary>What takes the place of an APM Server for the services; skips the test where this machine has no collector.</summary>
    internal OtelCollector RequireCollector()
    {
        Require();
        Assert.SkipWhen(_collector is null, "otelcol is not on PATH");
        return _collector!;
    }

    /// <summary>All lines of a service's log files.</summary>
    internal async Task<string[]> ReadLogFilesAsync(string service)
    {
        var folder = Directory.EnumerateDirectories(Path.Combine(_folder, "state"), "ephemeral-*").Select(state => Path.Combine(state, "logs", service)).Single(Directory.Exists);
        var files = await Task.WhenAll(Directory.GetFiles(folder, "*.json").Select(file => File.ReadAllLinesAsync(file)));
        return [.. files.SelectMany(lines => lines)];
    }

    private void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(_folder, "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "tls.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
