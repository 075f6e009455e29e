namespace Aspire.Hosting.ApplicationModel;

// What every project gets as variables.
internal static class ProjectEnvironment
{
    // Who starts the replicas puts each one's own values in place of these.
    internal const string InstanceId = "{{- index .Annotations \"otel-service-instance-id\" -}}";

    internal static string PortOf(string endpointName) => $"{{{{- portForServing \"{endpointName}\" -}}}}";

    internal static void AddTelemetry(EnvironmentCallbackContext context)
    {
        Set(context, ("OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EXCEPTION_LOG_ATTRIBUTES", "true"), ("OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EVENT_LOG_ATTRIBUTES", "true"),
            ("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory"));
        if (context.ExecutionContext.IsPublishMode)
        {
            return;
        }

        var configuration = context.ExecutionContext.ServiceProvider.GetRequiredService<IConfiguration>();
        var development = context.ExecutionContext.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment();
        if (development)
        {
            Set(context, ("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true"),
                ("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true"));
        }

        // Aspire always has its dashboard there; without one the exporters would only fail, and hold back the end of each process.
        var hasDashboard = context.ExecutionContext.ServiceProvider.GetRequiredService<DistributedApplicationOptions>() is { DisableDashboard: false };
        if (hasDashboard && configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] is { Length: > 0 } endpoint)
        {
            Set(context, ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"));
        }

        Set(context, ("OTEL_RESOURCE_ATTRIBUTES", $"service.instance.id={InstanceId}"), ("OTEL_SERVICE_NAME", context.Resource.Name));
        if (configuration["AppHost:OtlpApiKey"] is { Length: > 0 } key)
        {
            Set(context, ("OTEL_EXPORTER_OTLP_HEADERS", $"x-otlp-api-key={key}"));
        }

        if (development)
        {
            Set(context, ("OTEL_BLRP_SCHEDULE_DELAY", "1000"), ("OTEL_BSP_SCHEDULE_DELAY", "1000"), ("OTEL_METRIC_EXPORT_INTERVAL", "1000"),
                ("OTEL_TRACES_SAMPLER", "always_on"), ("OTEL_METRICS_EXEMPLAR_FILTER", "trace_based"), ("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true"));
        }
    }

    internal static void AddUrls(EnvironmentCallbackContext context)
    {
        var variables = context.EnvironmentVariables;
        var endpoints = ((IResourceWithEndpoints)context.Resource).GetEndpoints().Where(e => e.Scheme is "http" or "https").ToList();
        if (context.ExecutionContext.IsPublishMode)
        {
            variables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
            Add(variables, "HTTP_PORTS", endpoints.Where(e => e.IsHttp), _ => "");

            // The deployment tool terminates TLS for the first one.
            Add(variables, "HTTPS_PORTS", endpoints.Where(e => e.IsHttps).Skip(1), _ => "");
            return;
        }

        Set(context, ("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true"), ("LOGGING__CONSOLE__FORMATTERNAME", "simple"));
        Add(variables, "ASPNETCORE_URLS", endpoints, e => $"{e.Scheme}://{e.EndpointAnnotation.TargetHost}:");
        if (endpoints.Find(e => e.IsHttps) is { } https)
        {
            variables["ASPNETCORE_HTTPS_PORT"] = https.Property(EndpointProperty.Port);
        }

        if (context.Resource.TryGetLastAnnotation<LaunchProfileAnnotation>(out var launch))
        {
            variables["DOTNET_LAUNCH_PROFILE"] = launch.Name;
            foreach (var (name, value) in launch.Profile.EnvironmentVariables)
            {
                variables[name] = Environment.ExpandEnvironmentVariables(value);
            }
        }
    }

    private static void Set(EnvironmentCallbackContext context, params (string Name, string Value)[] variables) =>
        Array.ForEach(variables, variable => context.EnvironmentVariables[variable.Name] = variable.Value);

    private static void Add(Dictionary<string, object> variables, string name, IEnumerable<EndpointReference> endpoints, Func<EndpointReference, string> prefix)
    {
        ReferenceExpressionBuilder value = new();
        foreach (var endpoint in endpoints)
        {
            value.AppendLiteral((value.IsEmpty ? "" : ";") + prefix(endpoint));
            value.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
        }

        if (!value.IsEmpty)
        {
            variables[name] = value.Build();
        }
    }
}
