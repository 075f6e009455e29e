using WsBff;
using WsBff.Apis;
using WsBff.Errors;
using WsBff.OpenApi;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddBackEnds();
builder.Services.AddProblems();
builder.Services.AddStrictJson();
builder.Services.AddBffOpenApi();

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseMiddleware<BodyLimit>();
app.MapGreetingApi();
app.MapOrderApi();
app.MapUserApi();
app.MapServiceDefaults();

await app.RunAsync();
