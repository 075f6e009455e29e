using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Tests;

/// <summary>A refusal as a service makes it.</summary>
public sealed class SampleException : ServiceException
{
    public SampleException(ErrorKind kind)
        : base(kind, "SAMPLE_REFUSED", "No shape 7.", new IOException("internal")) => Metadata = new Dictionary<string, string> { ["id"] = "7" };
}
