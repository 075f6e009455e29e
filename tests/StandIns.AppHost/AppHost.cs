using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using StandIns.AppHost;

if (args is ["serve", ..])
{
    return await ReplicaProgram.RunAsync();
}

var builder = DistributedApplication.CreateBuilder(args);

if (builder.Configuration["fail"] is { } reason)
{
    throw new FormatException(reason);
}

var database = builder.AddExecutable("database", "bash", ".", "-c", """
    sleep 300 & echo "child $!"
    trap 'echo stopped; exit 0' TERM
    echo "up $$"
    while :; do sleep 0.05; done
    """);

var orders = builder.AddConnectionString("orders", ReferenceExpression.Create($"Server=localhost;Database=orders"));

var migrate = builder.AddExecutable("migrate", "bash", ".", "-c", "echo migrated; [ $CODE = sleep ] && sleep 300; exit $CODE")
    .WithEnvironment("CODE", builder.Configuration["migrate-code"] ?? "0")
    .WaitFor(database);

builder.AddProject<SelfProject>("service")
    .WithReplicas(2)
    .WithHttpEndpoint(port: int.TryParse(builder.Configuration["port"], out var port) ? port : null)
    .WithArgs("serve")
    .WithReference(orders)
    .WithHttpHealthCheck("/health")
    .WaitForCompletion(migrate);

if (builder.Configuration["stubborn"] is not null)
{
    builder.AddExecutable("stubborn", "bash", ".", "-c", "trap '' TERM INT HUP; set -m; (trap '' TERM; sleep 300) & echo \"child $!\"; echo \"up $$\"; while :; do sleep 0.05; done");
}

builder.Build().Run();
return Environment.ExitCode;
