using WsAspire.ServiceDefaults.Data;
using WsOrder;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddOrderServices();

var app = builder.Build();
if (MigrateCommand.IsAsked(args))
{
    return await MigrateCommand.RunAsync(app.Services);
}

app.MapOrderServices();
app.MapServiceDefaults();
await app.RunAsync();
return 0;
