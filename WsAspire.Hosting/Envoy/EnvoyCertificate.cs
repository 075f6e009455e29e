namespace WsAspire.Hosting.Envoy;

/// <summary>The certificate of the front doors.</summary>
/// <param name="CertificatePath">PEM file with the certificate, those of its issuers behind it.</param>
/// <param name="KeyPath">PEM file with its key.</param>
/// <param name="SecretPath">Where the file is written that tells Envoy of both, and that it is to look at them again when a file of the certificate's folder is replaced.</param>
internal sealed record EnvoyCertificate(string CertificatePath, string KeyPath, string SecretPath);
