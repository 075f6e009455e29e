using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WsAspire.Hosting.Tests.Envoy;

/// <summary>A certificate that nobody signed.</summary>
internal static class TestCertificate
{
    /// <summary>Writes <c>tls.crt</c> and <c>tls.key</c>.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="name">Whom it names.</param>
    public static (string Certificate, string Key) Write(string folder, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var files = (Certificate: Path.Combine(folder, "tls.crt"), Key: Path.Combine(folder, "tls.key"));
        File.WriteAllText(files.Key, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(files.Certificate, certificate.ExportCertificatePem());
        return files;
    }
}
