using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Says in the log when a change of config/conf.yaml is not taken over.</summary>
internal sealed partial class ConfigurationFileWatch(IConfiguration configuration, ILogger<ConfigurationFileWatch> logger) : IHostedService, IDisposable
{
    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = ChangeToken.OnChange(configuration.GetReloadToken, Report);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _subscription?.Dispose();

    private void Report()
    {
        foreach (var file in (configuration as IConfigurationRoot)?.Providers.OfType<YamlConfigurationProvider>() ?? [])
        {
            if (file.LastFault is { } fault)
            {
                NotTakenOver(logger, fault);
            }
        }
    }

    [LoggerMessage(1020, LogLevel.Error, "A change of the configuration is not taken over: {Fault}")]
    private static partial void NotTakenOver(ILogger logger, string fault);
}
