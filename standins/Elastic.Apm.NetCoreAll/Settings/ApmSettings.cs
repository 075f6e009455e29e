using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Resources;

namespace Elastic.Apm.NetCoreAll.Settings;

/// <summary>What the agent's variables say, in terms of OpenTelemetry. No record: its text would hold secrets.</summary>
internal sealed class ApmSettings
{
    /// <summary>Whether anything is sent: ENABLED and RECORDING.</summary>
    public required bool IsSending { get; init; }

    /// <summary>Address of the APM server, a path before <c>/v1/traces</c> included.</summary>
    public required Uri ServerUrl { get; init; }

    /// <summary>What the header Authorization says; null for none.</summary>
    public required string? Authorization { get; init; }

    /// <summary>The setting that <see cref="Authorization"/> is from.</summary>
    public required string? AuthorizationFrom { get; init; }

    /// <summary>Whether the server's certificate has to be trusted.</summary>
    public required bool VerifyServerCert { get; init; }

    /// <summary>The only certificate that the server may have; null for each that the machine trusts.</summary>
    public required X509Certificate2? ServerCert { get; init; }

    /// <summary>Attributes of the resource, those of OpenTelemetry's names and the labels.</summary>
    public required IReadOnlyDictionary<string, object> Resource { get; init; }

    /// <summary>Share of the traces that begin here and are kept, 0 to 1.</summary>
    public required double SampleRate { get; init; }

    /// <summary>Paths of requests that are left out.</summary>
    public required Wildcards TransactionIgnoreUrls { get; init; }

    /// <summary>Names of headers and of values in log lines that are not sent.</summary>
    public required Wildcards SanitizeFieldNames { get; init; }

    /// <summary>Names of metrics that are not sent.</summary>
    public required Wildcards DisableMetrics { get; init; }

    /// <summary>Time between two exports of metrics; zero for none.</summary>
    public required TimeSpan MetricsInterval { get; init; }

    /// <summary>How long spans and log lines are collected before they are sent, where there are not enough for a batch.</summary>
    public required TimeSpan FlushInterval { get; init; }

    /// <summary>How many spans, or log lines, go in one request.</summary>
    public required int MaxBatch { get; init; }

    /// <summary>How many spans, and how many log lines, wait at most.</summary>
    public required int MaxQueue { get; init; }

    /// <summary>The least level of what is logged about all this.</summary>
    public required LogLevel LogLevel { get; init; }

    /// <summary>What is wrong with the settings, a line each.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>The names of settings that are set and mean nothing here.</summary>
    public required IReadOnlyList<string> Ignored { get; init; }

    /// <summary>The server's address without what could be secret in it.</summary>
    public string ServerName => ServerUrl.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');

    /// <summary>Reads them of the configuration of a host.</summary>
    public static ApmSettings Of(IServiceProvider services) =>
        ApmSettingsReader.Read(services.GetService<IConfiguration>(), services.GetService<IHostEnvironment>()?.EnvironmentName);

    /// <summary>Says who the service is.</summary>
    public void AddTo(ResourceBuilder resource) => resource.AddAttributes(Resource);
}
