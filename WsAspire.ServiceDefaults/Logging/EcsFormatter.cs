using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.Logging;

/// <summary>Writes an event as one line of JSON by the Elastic Common Schema, as its rules for logs say: time, level and message first, the names with dots.</summary>
/// <param name="service">Who logs.</param>
/// <param name="branch">The branch of the process; a request's own beats it.</param>
/// <param name="environment">Such as Production.</param>
/// <param name="redaction">Hides secrets.</param>
/// <remarks>Source: <see href="https://github.com/elastic/ecs-logging/blob/main/spec/spec.json"/>. Bounded: a message has 32,768 characters, a stack trace 65,536, a label 1,024, and there are 64 labels.</remarks>
internal sealed class EcsFormatter(ServiceIdentity service, string branch, string environment, Redaction redaction) : ITextFormatter
{
    private const string EcsVersion = "1.6.0";
    private const int MaxMessage = 32 << 10;
    private const int MaxStackTrace = 64 << 10;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly string _node = Environment.MachineName;

    public void Format(LogEvent logEvent, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            json.WriteString("@timestamp"u8, logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("log.level"u8, LevelOf(logEvent.Level));
            json.WriteString("message"u8, Text(EcsLabels.Render(logEvent, redaction), MaxMessage));
            json.WriteString("ecs.version"u8, EcsVersion);
            WriteService(json);
            WriteTrace(json, logEvent);
            WriteSource(json, logEvent);
            WriteError(json, logEvent.Exception);
            EcsLabels.Write(json, logEvent, branch, redaction);
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }

    private static string LevelOf(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "trace",
        LogEventLevel.Debug => "debug",
        LogEventLevel.Information => "info",
        LogEventLevel.Warning => "warn",
        LogEventLevel.Error => "error",
        _ => "fatal",
    };

    private static void WriteTrace(Utf8JsonWriter json, LogEvent logEvent)
    {
        if (logEvent.TraceId is { } trace)
        {
            json.WriteString("trace.id"u8, trace.ToHexString());
        }

        if (logEvent.Properties.GetValueOrDefault(RequestEnricher.Transaction) is ScalarValue { Value: string transaction })
        {
            json.WriteString("transaction.id"u8, transaction);
        }

        if (logEvent.SpanId is { } span)
        {
            json.WriteString("span.id"u8, span.ToHexString());
        }
    }

    private static void WriteSource(Utf8JsonWriter json, LogEvent logEvent)
    {
        if (logEvent.Properties.GetValueOrDefault(Serilog.Core.Constants.SourceContextPropertyName) is ScalarValue { Value: string source })
        {
            json.WriteString("log.logger"u8, source);
        }

        json.WriteNumber("process.pid"u8, Environment.ProcessId);
        if (logEvent.Properties.GetValueOrDefault(RequestEnricher.Thread) is ScalarValue { Value: int thread })
        {
            json.WriteNumber("process.thread.id"u8, thread);
        }
    }

    private void WriteService(Utf8JsonWriter json)
    {
        json.WriteString("service.name"u8, service.Name);
        json.WriteString("service.version"u8, service.Version);
        json.WriteString("service.environment"u8, environment);
        json.WriteString("service.node.name"u8, _node);
        json.WriteString("event.dataset"u8, $"{service.Name}.log");
    }

    private void WriteError(Utf8JsonWriter json, Exception? exception)
    {
        if (exception is not null)
        {
            json.WriteString("error.type"u8, exception.GetType().FullName);
            json.WriteString("error.message"u8, Text(exception.Message, MaxMessage));
            json.WriteString("error.stack_trace"u8, Text(exception.ToString(), MaxStackTrace));
        }
    }

    // Hidden before it is cut: half a secret is one too.
    private string Text(string text, int most) => redaction.Hide(text) is var shown && shown.Length > most ? shown[..most] + "…" : shown;
}
