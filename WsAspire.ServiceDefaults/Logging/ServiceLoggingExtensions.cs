using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using OpenTelemetry.Logs;
using Serilog;
using WsAspire.ServiceDefaults.Branching;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.Logging;

/// <summary>Registers where lines of the log go.</summary>
internal static class ServiceLoggingExtensions
{
    public static void AddServiceLogging(this IHostApplicationBuilder builder, ServiceIdentity service)
    {
        builder.AddConfigurationSection<LogOptions>(LogOptions.SectionName);
        builder.Services.TryAddSingleton<Redaction>();
        var folder = builder.Configuration[$"{LogOptions.SectionName}:{nameof(LogOptions.Folder)}"];
        var console = builder.Configuration[$"{LogOptions.SectionName}:{nameof(LogOptions.Console)}"];
        if (!Enum.TryParse<LogConsole>(console, ignoreCase: true, out var shown))
        {
            shown = LogConsole.Text;
        }

        // A terminal that is not read holds back nobody.
        builder.Services.Configure<ConsoleLoggerOptions>(text => text.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
        if (shown != LogConsole.Text)
        {
            foreach (var text in builder.Services.Where(one => one.ServiceType == typeof(ILoggerProvider) && one.ImplementationType == typeof(ConsoleLoggerProvider)).ToArray())
            {
                builder.Services.Remove(text);
            }
        }

        if (shown != LogConsole.Ecs && string.IsNullOrWhiteSpace(folder))
        {
            return;
        }

        // People read what is out of the ordinary, and collectors of telemetry have the span.
        builder.Logging.AddFilter<ConsoleLoggerProvider>(typeof(RequestLogMiddleware).FullName, LogLevel.Warning);
        builder.Logging.AddFilter<OpenTelemetryLoggerProvider>(typeof(RequestLogMiddleware).FullName, LogLevel.Warning);
        builder.Services.AddSingleton<LogLosses>();
        builder.Services.AddSingleton<ILoggerProvider>(services => Create(services, service, shown, builder.Environment));
        builder.Services.AddHostedService<LogLossReport>();
    }

    /// <summary>Logs requests, where their lines go anywhere. Behind what knows their branch.</summary>
    public static void MapServiceLogging(this WebApplication app)
    {
        if (app.Services.GetService<LogLosses>() is not null && app.Services.GetRequiredService<IOptions<LogOptions>>().Value.Requests)
        {
            app.UseMiddleware<RequestLogMiddleware>();
        }
    }

    private static ServiceLoggerProvider Create(IServiceProvider services, ServiceIdentity service, LogConsole console, IHostEnvironment environment)
    {
        var options = services.GetRequiredService<IOptions<LogOptions>>().Value;
        var losses = services.GetRequiredService<LogLosses>();
        var branch = services.GetRequiredService<IOptions<BranchingOptions>>().Value.Own;
        var formatter = new EcsFormatter(service, branch, environment.EnvironmentName, services.GetRequiredService<Redaction>());
        LogFile? file = null;
        var logger = new LoggerConfiguration().MinimumLevel.Verbose().Enrich.With<RequestEnricher>();
        logger.WriteTo.Async(
            sinks =>
            {
                if (console == LogConsole.Ecs)
                {
                    sinks.Console(formatter);
                }

                if (!string.IsNullOrWhiteSpace(options.Folder))
                {
                    file = Claim(options.Folder, environment, service);
                    sinks.Fallible(
                        to => to.File(
                            new FileLineFormatter(formatter, losses), file.Path, fileSizeLimitBytes: options.MaxFileSize, rollOnFileSizeLimit: true, rollingInterval: RollingInterval.Day,
                            retainedFileCountLimit: options.MaxFiles, retainedFileTimeLimit: options.MaxAge),
                        losses);
                }
            },
            options.Queue,
            blockWhenFull: false,
            losses);
        return new ServiceLoggerProvider(logger.CreateLogger(), file);
    }

    private static LogFile Claim(string folder, IHostEnvironment environment, ServiceIdentity service)
    {
        try
        {
            return LogFile.Claim(Path.GetFullPath(folder, environment.ContentRootPath), service.Name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(LogOptions.SectionName, typeof(LogOptions), [$"{LogOptions.SectionName}:{nameof(LogOptions.Folder)} = \"{folder}\": expected a folder that can be written; {exception.Message}"]);
        }
    }
}
