using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace WsGateway.Doors;

/// <summary>The certificate of the doors. Changed files are taken over while connections go on; a pair that can't be used leaves the one before.</summary>
/// <remarks>It asks twice a second for the state on disk, which a watcher of the system misses where links are swapped, and reads when that has been still for one round.</remarks>
internal sealed class DoorCertificate : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(0.5);

    private readonly string _certificate;
    private readonly string _key;
    private readonly ILogger _logger;
    private readonly ITimer? _timer;
    private volatile SslStreamCertificateContext? _context;
    private string _seen = "";
    private string _read = "";

    /// <exception cref="OptionsValidationException">The files can't be used.</exception>
    public DoorCertificate(IOptions<GatewayOptions> options, TimeProvider time, ILogger<DoorCertificate> logger)
    {
        _certificate = options.Value.Certificate ?? "";
        _key = options.Value.CertificateKey ?? "";
        _logger = logger;
        if (_certificate.Length == 0)
        {
            return;
        }

        try
        {
            _read = _seen = Stamp();
            _context = Load();
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            throw new OptionsValidationException(
                GatewayOptions.SectionName,
                typeof(GatewayOptions),
                [$"Gateway:Certificate = \"{_certificate}\", Gateway:CertificateKey = \"{_key}\": {exception.Message} Expected PEM files of a certificate and its key."]);
        }

        _timer = time.CreateTimer(static self => ((DoorCertificate)self!).Look(), this, s_interval, s_interval);
    }

    /// <summary>Whether there is one: then the doors speak TLS.</summary>
    public bool IsUsed => _timer is not null;

    /// <summary>What a handshake is made with.</summary>
    public SslServerAuthenticationOptions CreateOptions() => new()
    {
        ServerCertificateContext = _context,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
    };

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        try
        {
            var stamp = Stamp();
            if (stamp != _read && stamp == _seen)
            {
                _read = stamp;
                _context = Load();
                Log.CertificateRead(_logger, _certificate);
            }

            _seen = stamp;
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            Log.CertificateKept(_logger, _certificate, exception.Message);
        }
    }

    private SslStreamCertificateContext Load()
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(_certificate);
        var own = X509Certificate2.CreateFromPemFile(_certificate, _key);
        return SslStreamCertificateContext.Create(own, certificates, offline: true);
    }

    private string Stamp() => $"{StampOf(_certificate)} {StampOf(_key)}";

    private static string StampOf(string path)
    {
        var link = new DirectoryInfo(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "..data")).LinkTarget;
        var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
        return file.Exists ? $"{link}|{file.FullName}|{file.LastWriteTimeUtc.Ticks}|{file.Length}" : "";
    }

    private static bool IsOfFiles(Exception exception) => exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;
}
