using EchoServer;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var isFrame = builder.Configuration["form"] switch
{
    "frame" => true,
    "bare" => false,
    var other => throw new ArgumentException($"--form {other}: allowed are bare and frame."),
};
if (isFrame)
{
    builder.AddServiceDefaults();
}
else
{
    builder.AddBareGrpc();
}

var app = builder.Build();
app.MapGrpcService<EchoService>();
app.MapMeasurements();
if (isFrame)
{
    app.MapServiceDefaults();
}

await app.RunAsync();
