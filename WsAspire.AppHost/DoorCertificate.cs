namespace WsAspire.AppHost;

/// <summary>The certificate of the doors: each then has a port for TLS beside the one for cleartext, by which the services call each other.</summary>
/// <param name="Certificate">Full path of a PEM file with the certificate, those of its issuers behind it.</param>
/// <param name="Key">Full path of a PEM file with its key.</param>
internal sealed record DoorCertificate(string Certificate, string Key)
{
    private const string CertificateKey = "certificate";
    private const string KeyKey = "certificate-key";

    /// <summary>Reads <c>--certificate</c> and <c>--certificate-key</c>, paths from the folder of the repository.</summary>
    /// <returns>Null where there is none, or in publish mode: in a cluster TLS ends before the proxy.</returns>
    /// <exception cref="DistributedApplicationException">One of them is missing, or names no file, or there is no proxy.</exception>
    public static DoorCertificate? Of(IDistributedApplicationBuilder builder)
    {
        var (certificate, key) = (builder.Configuration[CertificateKey], builder.Configuration[KeyKey]);
        if (builder.ExecutionContext.IsPublishMode || (string.IsNullOrEmpty(certificate) && string.IsNullOrEmpty(key)))
        {
            return null;
        }

        if (string.IsNullOrEmpty(certificate) || string.IsNullOrEmpty(key))
        {
            throw new DistributedApplicationException($"{CertificateKey}: expected both {CertificateKey} and {KeyKey}, PEM files of a certificate and its key; got '{certificate}' and '{key}'.");
        }

        if (ProxyChoice.Of(builder) == ProxyKind.None)
        {
            throw new DistributedApplicationException($"{CertificateKey}: expected a proxy, whose doors speak TLS; got '{certificate}' with proxy none.");
        }

        return new DoorCertificate(FileOf(builder, CertificateKey, certificate), FileOf(builder, KeyKey, key));
    }

    private static string FileOf(IDistributedApplicationBuilder builder, string option, string path)
    {
        var full = Path.GetFullPath(path, Path.GetFullPath("..", builder.AppHostDirectory));
        return File.Exists(full) ? full : throw new DistributedApplicationException($"{option}: expected a PEM file, got '{path}', and there is no {full}.");
    }
}
