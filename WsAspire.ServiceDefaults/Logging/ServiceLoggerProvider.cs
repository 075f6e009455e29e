using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Logging;

/// <summary>Hands lines of the log to Serilog. What it holds back is written when it ends, and then its file's name is free.</summary>
internal sealed class ServiceLoggerProvider(Logger logger, LogFile? file) : ILoggerProvider, ISupportExternalScope
{
    // A console that nobody reads takes nothing, ever.
    private static readonly TimeSpan s_timeToEnd = TimeSpan.FromSeconds(2);

    private readonly SerilogLoggerProvider _inner = new(logger, dispose: true);

    public ILogger CreateLogger(string categoryName) => _inner.CreateLogger(categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _inner.SetScopeProvider(scopeProvider);

    public void Dispose()
    {
        // A thread of its own: those of the pool may all be busy at the end.
        var end = new Thread(EndInner) { IsBackground = true, Name = "end of the log" };
        end.Start();
        end.Join(s_timeToEnd);
        file?.Dispose();
    }

    private void EndInner()
    {
        try
        {
            _inner.Dispose();
        }
        catch (IOException)
        {
            // The disk is full still: what could not be written was counted, and the service ends all the same.
        }
    }
}
