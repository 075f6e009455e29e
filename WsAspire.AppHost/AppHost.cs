using WsAspire.AppHost;
using WsAspire.Hosting.Ports;

var builder = DistributedApplication.CreateBuilder(args);
var ports = PortChoices.Parse(builder.Configuration[PortChoices.ConfigurationKey], ResourceNames.WsBff, ResourceNames.WsOrder);

// Infrastructure
var mysql = DatabaseServer.Add(builder);
var orders = mysql.AddDatabase(ResourceNames.Orders);

// Services
var wsOrder = builder.AddProject<Projects.WsOrder>(ResourceNames.WsOrder)
    .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString)
    .WithReference(orders)
    .WaitFor(orders)
    .WaitForMigration<Projects.WsOrder>(orders)
    .WithReplicas(2)
    .WithHttpHealthCheck("/ready", endpointName: "http")
    .WithChosenPort(ports);

builder.AddProject<Projects.WsBff>(ResourceNames.WsBff)
    .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ServiceDiscovery)
    .WithReference(wsOrder.GetEndpoint("http"))
    .WaitFor(wsOrder)
    .WithHttpHealthCheck("/ready", endpointName: "http")
    .WithExternalHttpEndpoints()
    .WithChosenPort(ports);

builder.Build().Run();
