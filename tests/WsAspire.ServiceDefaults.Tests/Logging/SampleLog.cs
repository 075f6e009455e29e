using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Tests.Logging;

/// <summary>Lines as a service writes them, with and without care.</summary>
internal static partial class SampleLog
{
    [LoggerMessage(1, LogLevel.Information, "Line {Number} {Text}")]
    public static partial void Line(ILogger logger, int number, string text);

    [LoggerMessage(2, LogLevel.Error, "first \"line\"\nsecond {Answer}")]
    public static partial void Wrong(ILogger logger, int answer, Exception exception);

    [LoggerMessage(3, LogLevel.Information, "Value {Value} of the configuration")]
    public static partial void Configured(ILogger logger, string value);

    [LoggerMessage(4, LogLevel.Information, "Sign in with {Password} and {Iban}")]
    public static partial void SignIn(ILogger logger, string password, string iban);

    [LoggerMessage(5, LogLevel.Information, "Sent {Text}")]
    public static partial void Sent(ILogger logger, string text);

    [LoggerMessage(6, LogLevel.Error, "It failed: leak-end")]
    public static partial void Failed(ILogger logger, Exception exception);
}
