using Serilog.Events;
using Serilog.Formatting;

namespace WsAspire.ServiceDefaults.Logging;

/// <summary>Begins on a line of its own where the one before was cut off, as on a disk that was full: only that one is lost.</summary>
internal sealed class FileLineFormatter(ITextFormatter line, LogLosses losses) : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        if (losses.TakeCut())
        {
            output.Write('\n');
        }

        line.Format(logEvent, output);
    }
}
