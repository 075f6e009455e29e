using BackEndProgram;
using Microsoft.AspNetCore.Server.Kestrel.Core;

// Arguments: the port, the name.
var builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture), listen => listen.Protocols = HttpProtocols.Http2));
builder.Services.AddGrpc();
builder.Services.AddSingleton(new Identity(args[1]));

var app = builder.Build();
app.MapGrpcService<CallService>();
app.MapBackEnd();
await app.RunAsync();
