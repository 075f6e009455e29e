using WsBranches;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddBranches();

var app = builder.Build();
app.MapBranches();
app.MapServiceDefaults();
await app.RunAsync();
