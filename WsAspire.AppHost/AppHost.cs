using WsAspire.AppHost;
using WsAspire.Hosting.State;

var builder = DistributedApplication.CreateBuilder(args);
var state = StateFolder.Use(builder, Path.GetFullPath("..", builder.AppHostDirectory));
builder.LogToFiles(state);

// Infrastructure
var mysql = DatabaseServer.Add(builder, state);
var orders = mysql.AddDatabase(ResourceNames.Orders);
var branches = BranchControl.Add(builder);
var doors = FrontDoors.Add(builder, state, branches, ResourceNames.WsBff, ResourceNames.WsOrder);
var elastic = ElasticStack.Add(builder);

// Services, each behind its door
var wsOrder = WsOrder(builder.AddProject<Projects.WsOrder>(ResourceNames.WsOrder)).WaitForMigration<Projects.WsOrder>(orders).WithReplicas(2);
var orderDoor = doors.Open(wsOrder, 8080, Hello.HelloHttpReflection.Descriptor, Ws.Order.V1.OrderServiceReflection.Descriptor, Ws.Order.V1.UserServiceReflection.Descriptor);

var wsBff = WsBff(builder.AddProject<Projects.WsBff>(ResourceNames.WsBff)).WithExternalHttpEndpoints();
var bffDoor = doors.Open(wsBff, 9100);

// Branches that were asked for, now or by ./run branch add while it runs: of each only the services that it changes
var asked = BranchInstances.Of(builder);
asked.Run<Projects.WsOrder>(ResourceNames.WsOrder, instance => WsOrder(instance).WaitFor(wsOrder));
asked.Run<Projects.WsBff>(ResourceNames.WsBff, WsBff);
asked.OfferCommands(state, branches, (wsOrder, orderDoor), (wsBff, bffDoor));

builder.Build().Run();

IResourceBuilder<ProjectResource> WsOrder(IResourceBuilder<ProjectResource> service) => service
    .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString)
    .WithReference(orders)
    .WaitFor(orders)
    .WithHttpHealthCheck("/ready", endpointName: "http")
    .SendsTo(elastic)
    .RegistersAt(branches);

IResourceBuilder<ProjectResource> WsBff(IResourceBuilder<ProjectResource> service) => service
    .Calls(ResourceNames.WsOrder, orderDoor)
    .WaitFor(wsOrder)
    .WithHttpHealthCheck("/ready", endpointName: "http")
    .SendsTo(elastic)
    .RegistersAt(branches);
