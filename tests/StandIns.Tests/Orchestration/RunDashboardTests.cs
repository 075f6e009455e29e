using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using StandIns.AppHost;
using StandIns.Tests.Model;

namespace StandIns.Tests.Orchestration;

/// <summary>The dashboard in a run of the AppHost.</summary>
public sealed class RunDashboardTests
{
    private const string Login = "Login to the dashboard at ";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dashboard_ShowsTheResources_AndStopsThem()
    {
        await using var model = new RunningModel("--ASPNETCORE_URLS=http://localhost:0", "--AppHost:BrowserToken=secret");
        model.Script("a", "printf '\\e[31mred\\e[0m\\n'; while :; do sleep 0.05; done").WithUrl("http://localhost/a");
        await model.StartAsync();
        await model.StateAsync("a", KnownResourceStates.Running);
        using var browser = await OpenAsync(model);

        var a = await ResourceAsync(browser, "a", "Running");
        Assert.Equal(("a", "http://localhost/a", "resource-stop resource-restart"), (
            (string?)a["state"]!["label"],
            (string?)a["state"]!["urls"]![0],
            string.Join(' ', a["state"]!["commands"]!.AsArray().Select(command => (string?)command!["name"]))));
        var id = (string)a["state"]!["id"]!;
        await model.LineAsync("a", line => line.Contains("red", StringComparison.Ordinal));
        JsonNode console;
        do
        {
            console = (await browser.GetFromJsonAsync<JsonNode>($"/api/console/{id}", Cancelled))!;
        }
        while (console["lines"]!.AsArray().Count == 0);
        Assert.Equal("red", (string?)console["lines"]![0]!["text"]);
        using var answer = await browser.PostAsync($"/api/resources/{id}/commands/resource-stop", null, Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await model.StateAsync("a", KnownResourceStates.Exited);
        await ResourceAsync(browser, "a", "Exited");
        Assert.Contains(model.Log, line => line.EndsWith("/login?t=secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Projects_AreToldWhereToSendTelemetryTo()
    {
        await using var model = new RunningModel("--ASPNETCORE_URLS=http://localhost:0", "--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://localhost:0");
        var project = model.Builder.AddProject<SelfProject>("a").WithExplicitStart();
        var configuration = model.Builder.Configuration;
        var known = (configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"], configuration["AppHost:OtlpApiKey"]);

        await model.StartAsync();

        var variables = (await ResourceEvaluation.EnvironmentAsync(project.Resource, model.Builder.ExecutionContext, NullLogger.Instance, Cancelled)).ToDictionary(v => v.Name, v => v.Value);
        Assert.Matches(@"^http://localhost:[1-9]\d+$", variables["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal($"x-otlp-api-key={configuration["AppHost:OtlpApiKey"]}", variables["OTEL_EXPORTER_OTLP_HEADERS"]);
        Assert.Matches("^[0-9a-f]{32}$", configuration["AppHost:OtlpApiKey"]);

        // A proxy of the model asks while the model is made.
        Assert.Equal(known, (variables["OTEL_EXPORTER_OTLP_ENDPOINT"], configuration["AppHost:OtlpApiKey"]));
        Assert.False(model.App.Services.GetRequiredService<DistributedApplicationOptions>().DisableDashboard);
    }

    [Theory]
    [InlineData("--dashboard=false")]
    [InlineData("--ASPNETCORE_URLS=")]
    public async Task Run_WithoutADashboard_SendsNoTelemetry(string argument)
    {
        await using var model = new RunningModel("--ASPNETCORE_URLS=http://localhost:0", argument);
        var project = model.Builder.AddProject<SelfProject>("a").WithExplicitStart();

        await model.StartAsync();

        Assert.DoesNotContain(model.Log, line => line.Contains("dashboard", StringComparison.Ordinal));
        var variables = await ResourceEvaluation.EnvironmentAsync(project.Resource, model.Builder.ExecutionContext, NullLogger.Instance, Cancelled);
        Assert.DoesNotContain(variables, variable => variable.Name.StartsWith("OTEL_EXPORTER", StringComparison.Ordinal));
        Assert.True(model.App.Services.GetRequiredService<DistributedApplicationOptions>().DisableDashboard);
    }

    [Fact]
    public async Task Dashboard_ThatCannotStart_IsSaid_AndTheRunGoesOn()
    {
        await using var model = new RunningModel("--ASPNETCORE_URLS=nonsense");
        model.Script("a");

        await model.StartAsync();

        await model.StateAsync("a", KnownResourceStates.Running);
        Assert.Contains("There is no dashboard: 'nonsense' is no address such as http://localhost:15100.", model.Log);
    }

    [Fact]
    public async Task Port_HeldByAnother_IsSaid_AndAnotherIsTaken()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var model = new RunningModel($"--ASPNETCORE_URLS=http://localhost:{port}");

        await model.StartAsync();

        using var browser = await OpenAsync(model);
        var line = Assert.Single(model.Log, line => line.StartsWith($"Port {port} of the dashboard is held by ", StringComparison.Ordinal));
        Assert.EndsWith($": it is {browser.BaseAddress!.Port} instead.", line, StringComparison.Ordinal);
        Assert.NotEqual(port, browser.BaseAddress.Port);
    }

    [Fact]
    public async Task Addresses_ComeFromTheLaunchProfile_WhereNothingElseSaysThem()
    {
        using var folder = new AppHostFolder("app/AppHost");
        folder.AddProject("app/AppHost/AppHost.csproj", """
            { "profiles": { "http": { "commandName": "Project", "applicationUrl": "http://localhost:0", "environmentVariables": { "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL": "http://localhost:0" } } } }
            """);
        await using var model = new RunningModel(new DistributedApplicationOptions { ProjectDirectory = folder.AppHostDirectory });
        var planned = model.Builder.Configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"];

        await model.StartAsync();

        Assert.Contains(model.Log, line => line.StartsWith(Login, StringComparison.Ordinal));
        Assert.Matches(@"^http://localhost:[1-9]\d+$", planned);
        Assert.Equal(planned, model.Builder.Configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"]);
    }

    [Fact]
    public async Task WaitFor_AResourceThatFailed_GoesOnUntilSomebodyStartsItAgain()
    {
        await using var model = new RunningModel("--ASPNETCORE_URLS=http://localhost:0");
        var isHealthy = false;
        model.AddCheck("check", () => isHealthy ? HealthStatus.Healthy : HealthStatus.Unhealthy);
        var a = model.Script("a", "sleep 0.1; [ -e \"$MARK\" ] || exit 5; sleep 300").WithHealthCheck("check");
        using var folder = new AppHostFolder("marks");
        var mark = Path.Combine(folder.AppHostDirectory, "mark");
        a.WithEnvironment("MARK", mark);
        model.Script("b").WaitFor(a);
        var starting = model.StartAsync();
        await model.StateAsync("a", KnownResourceStates.Exited);
        await model.StateAsync("b", KnownResourceStates.Waiting);

        await File.WriteAllTextAsync(mark, "", Cancelled);
        isHealthy = true;
        Assert.Equal("", await model.ExecuteAsync("a", "resource-start"));

        await model.StateAsync("b", KnownResourceStates.Running);
        await starting;
    }

    [Fact]
    public async Task TelemetryPort_OfASystemBesideThisOne_IsLeftToIt()
    {
        var port = NobodysPort();
        string[] arguments = ["--ASPNETCORE_URLS=http://localhost:0", $"--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://localhost:{port}"];
        await using var first = new RunningModel(arguments);
        await using var second = new RunningModel(arguments);

        await second.StartAsync();
        await first.StartAsync();

        Assert.Equal($"http://localhost:{port}", first.Builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]);
        Assert.NotEqual($"http://localhost:{port}", second.Builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]);
    }

    [Fact]
    public async Task Ready_SaysWhereToLogIn()
    {
        using var host = new AppHostProcess(["--ASPNETCORE_URLS=http://localhost:0"]);

        await host.UntilAsync("Ctrl+C stops everything.");

        Assert.Matches($@"\n  {Login}http://localhost:[1-9]\d+/login\?t=[0-9a-f]{{32}}\n  Ctrl\+C", host.Output);
    }

    // Tests and systems are given ports from 10,000 on, and outgoing connections from 32,768 on: between its choice and its use nobody takes one of these.
    private static int NobodysPort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(6000, 8000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // It is somebody's.
            }
        }
    }

    private static async Task<HttpClient> OpenAsync(RunningModel model)
    {
        var address = new Uri(model.Log.Single(line => line.StartsWith(Login, StringComparison.Ordinal))[Login.Length..]);
        var browser = new HttpClient { BaseAddress = new Uri(address, "/") };
        (await browser.GetAsync(address, Cancelled)).EnsureSuccessStatusCode();
        return browser;
    }

    private static async Task<JsonNode> ResourceAsync(HttpClient browser, string name, string state)
    {
        while (true)
        {
            var list = (await browser.GetFromJsonAsync<JsonNode>("/api/resources", Cancelled))!;
            if (list["items"]!.AsArray().FirstOrDefault(item => (string?)item!["state"]!["name"] == name && (string?)item["state"]!["state"] == state) is { } found)
            {
                return found;
            }

            await Task.Delay(20, Cancelled);
        }
    }
}
