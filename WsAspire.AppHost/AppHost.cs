var builder = DistributedApplication.CreateBuilder(args);

var wsOrder = builder.AddProject<Projects.WsOrder>("ws-order")
    .WithHttpHealthCheck("/alive", endpointName: "http");

builder.AddProject<Projects.WsBff>("ws-bff")
    .WithReference(wsOrder)
    .WaitFor(wsOrder)
    .WithHttpHealthCheck("/alive", endpointName: "http");

builder.Build().Run();
