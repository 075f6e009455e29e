using WsGateway;

var builder = WebApplication.CreateBuilder(args);
builder.AddProxyDefaults();
builder.AddGateway();

var app = builder.Build();
app.MapProxyDefaults(GatewayOptions.Probe);
app.MapGateway();
await app.RunAsync();
