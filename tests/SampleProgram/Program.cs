using SampleProgram;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

var app = builder.Build();
app.MapGrpcService<HelloService>();
app.MapGrpcService<StreamService>();
app.MapServiceDefaults();
await app.RunAsync();
