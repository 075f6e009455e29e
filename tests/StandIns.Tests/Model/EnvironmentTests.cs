using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging.Abstractions;

namespace StandIns.Tests.Model;

public sealed class EnvironmentTests : IDisposable
{
    private readonly AppHostFolder _folder = new("app/AppHost");

    public EnvironmentTests()
    {
        _folder.AddWebProject("app/ws-order/ws-order.csproj", 5101);
        _folder.AddWebProject("app/ws-bff/ws-bff.csproj", 5102);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Environment_OfProjectsThatRun_IsAsAspireGivesIt()
    {
        var builder = _folder.CreateBuilder(
            "--environment", "Development", "--Parameters:mysql-password=p w", "--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://localhost:4317", "--AppHost:OtlpApiKey=key");
        var orders = builder.AddMySql("mysql").AddDatabase("orders");
        var wsOrder = builder.AddProject("ws-order", "../ws-order/ws-order.csproj").WithReference(orders).WithReplicas(2).WithEnvironment("Order__Mode", "demo");
        var wsBff = builder.AddProject("ws-bff", "../ws-bff/ws-bff.csproj").WithReference(wsOrder);
        Allocate(orders.Resource.Parent, "tcp", 20000);
        Allocate(wsOrder.Resource, "http", 5101);
        Allocate(wsBff.Resource, "http", 5102);
        using var app = builder.Build();

        Assert.Equal(
            """
            OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EXCEPTION_LOG_ATTRIBUTES=true
            OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EVENT_LOG_ATTRIBUTES=true
            OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY=in_memory
            OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION=true
            OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION=true
            OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317
            OTEL_EXPORTER_OTLP_PROTOCOL=grpc
            OTEL_RESOURCE_ATTRIBUTES=service.instance.id={{- index .Annotations "otel-service-instance-id" -}}
            OTEL_SERVICE_NAME=ws-order
            OTEL_EXPORTER_OTLP_HEADERS=x-otlp-api-key=key
            OTEL_BLRP_SCHEDULE_DELAY=1000
            OTEL_BSP_SCHEDULE_DELAY=1000
            OTEL_METRIC_EXPORT_INTERVAL=1000
            OTEL_TRACES_SAMPLER=always_on
            OTEL_METRICS_EXEMPLAR_FILTER=trace_based
            OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true
            DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION=true
            LOGGING__CONSOLE__FORMATTERNAME=simple
            ASPNETCORE_URLS=http://localhost:{{- portForServing "http" -}}
            DOTNET_LAUNCH_PROFILE=http
            ASPNETCORE_ENVIRONMENT=Development
            ConnectionStrings__orders=Server=localhost;Port=20000;User ID=root;Password=p w;Database=orders
            ORDERS_HOST=localhost
            ORDERS_PORT=20000
            ORDERS_USERNAME=root
            ORDERS_PASSWORD=p w
            ORDERS_URI=mysql://root:p%20w@localhost:20000/orders
            ORDERS_JDBCCONNECTIONSTRING=jdbc:mysql://localhost:20000/orders
            ORDERS_DATABASENAME=orders
            Order__Mode=demo
            """,
            await EnvironmentAsync(builder, wsOrder.Resource));
        Assert.EndsWith(
            """
            ASPNETCORE_ENVIRONMENT=Development
            WS_ORDER_HTTP=http://localhost:5101
            services__ws-order__http__0=http://localhost:5101
            """,
            await EnvironmentAsync(builder, wsBff.Resource), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_WithoutADashboard_NamesNoExporter()
    {
        var builder = _folder.CreateBuilder("--environment", "Production", "--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=");
        var job = builder.AddProject("job", "../ws-order/ws-order.csproj", launchProfileName: null);
        using var app = builder.Build();

        var environment = await EnvironmentAsync(builder, job.Resource);

        Assert.DoesNotContain("OTEL_EXPORTER", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("ASPNETCORE_URLS", environment, StringComparison.Ordinal);
        Assert.Contains("OTEL_SERVICE_NAME=job", environment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReferenceEnvironmentInjectionFlags.None, "")]
    [InlineData(ReferenceEnvironmentInjectionFlags.ServiceDiscovery, "services__api__http__0=http://localhost:1 services__other__default__0=http://other/")]
    [InlineData(ReferenceEnvironmentInjectionFlags.Endpoints, "API_HTTP=http://localhost:1 OTHER=http://other/")]
    [InlineData(ReferenceEnvironmentInjectionFlags.ConnectionString, "ConnectionStrings__db=text")]
    public async Task Reference_WithFlags_GivesOnlyThese(ReferenceEnvironmentInjectionFlags flags, string expected)
    {
        var builder = _folder.CreateBuilder("--ConnectionStrings:db=text");
        var api = builder.AddExecutable("api", "api", ".").WithHttpEndpoint();
        Allocate(api.Resource, "http", 1);
        var client = builder.AddContainer("client", "image").WithReferenceEnvironment(flags)
            .WithReference(api.GetEndpoint("http"))
            .WithReference("other", new Uri("http://other"))
            .WithReference(builder.AddConnectionString("db"));

        Assert.Equal(expected, (await EnvironmentAsync(builder, client.Resource)).ReplaceLineEndings(" "));
    }

    [Fact]
    public async Task Environment_ByEveryOverload_HasEveryValue()
    {
        var builder = _folder.CreateBuilder("--ConnectionStrings:db=text");
        var api = builder.AddExecutable("api", "api", ".").WithHttpEndpoint(targetPort: 8080, env: "PORT");
        Allocate(api.Resource, "http", 1);
        var secret = builder.AddParameter("secret", "{s}");
        api.WithEnvironment("NULL", (string?)null)
            .WithEnvironment("INTERPOLATED", $"{api.GetEndpoint("http").Property(EndpointProperty.HostAndPort)}/{secret}/{{}}/{"text"}")
            .WithEnvironment("CALLBACK", () => "called")
            .WithEnvironment("ENDPOINT", api.GetEndpoint("http"))
            .WithEnvironment("PARAMETER", secret)
            .WithEnvironment("CONNECTION", builder.AddConnectionString("db"))
            .WithEnvironment("PART", api.GetEndpoint("http").Property(EndpointProperty.IPV4Host))
            .WithEnvironment(context => { context.EnvironmentVariables["NUMBER"] = 1.5; });

        Assert.Equal(
            "PORT=8080 NULL= INTERPOLATED=localhost:1/{s}/{}/text CALLBACK=called ENDPOINT=http://localhost:1 PARAMETER={s} CONNECTION=text PART=127.0.0.1 NUMBER=1.5",
            (await EnvironmentAsync(builder, api.Resource)).ReplaceLineEndings(" "));
    }

    [Fact]
    public async Task Reference_ToAConnectionStringThatIsMissing_FailsUnlessItIsOptional()
    {
        var builder = _folder.CreateBuilder();
        var missing = builder.AddConnectionString("missing");
        var needs = builder.AddContainer("needs", "image").WithReference(missing);
        var likes = builder.AddContainer("likes", "image").WithReference(missing, optional: true);

        await Assert.ThrowsAsync<MissingParameterValueException>(() => EnvironmentAsync(builder, needs.Resource));
        Assert.Equal("", await EnvironmentAsync(builder, likes.Resource));
    }

    [Fact]
    public async Task Arguments_OfEveryKind_AreEvaluatedInOrder()
    {
        var builder = _folder.CreateBuilder();
        var tool = builder.AddExecutable("tool", "tool", ".", "a").WithHttpEndpoint(targetPort: 80);
        tool.WithArgs("b", "c").WithArgs("--port", tool.GetEndpoint("http").Property(EndpointProperty.TargetPort)).WithArgs(context => context.Args.Add(1));

        var arguments = await ResourceEvaluation.ArgumentsAsync(
            tool.Resource, builder.ExecutionContext, NullLogger.Instance, TestContext.Current.CancellationToken);

        Assert.Equal(["a", "b", "c", "--port", "80", "1"], arguments.Select(a => a.Value));
    }

    private static void Allocate(IResourceWithEndpoints resource, string name, int port)
    {
        var endpoint = resource.GetEndpoint(name).EndpointAnnotation;
        endpoint.AllocatedEndpoint = new(endpoint, "localhost", port, ProjectEnvironment.PortOf(name));
    }

    private static async Task<string> EnvironmentAsync(IDistributedApplicationBuilder builder, IResource resource)
    {
        var variables = await ResourceEvaluation.EnvironmentAsync(
            resource, builder.ExecutionContext, NullLogger.Instance, TestContext.Current.CancellationToken);
        return string.Join('\n', variables.Select(v => $"{v.Name}={v.Value}"));
    }
}
