namespace RouteProgram;

/// <summary>An instance of a service and a branch, as the frame makes it of its configuration.</summary>
public static class RouteInstance
{
    /// <summary>The name under which an instance calls the next service: it does where <c>services:ws-order:http:0</c> is there.</summary>
    public const string Next = "ws-order";

    /// <summary>Builds an instance that is not started.</summary>
    /// <param name="arguments">Configuration by the command line; <c>ServiceName</c> and <c>Branching:Branch</c> say who it is, <c>ConnectionStrings:counter</c> is where writes are counted.</param>
    /// <param name="configure">What the caller adds.</param>
    public static WebApplication Create(string[] arguments, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ApplicationName = typeof(RouteInstance).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        builder.AddServiceDefaults();
        builder.Services.AddSingleton<VisitSource>();
        builder.Services.AddSingleton<WriteCounter>();
        if (builder.Configuration[$"services:{Next}:http:0"] is not null)
        {
            builder.AddServiceGrpcClient<RouteService.RouteServiceClient>(Next);
            builder.Services.AddHttpClient(Next, http => http.BaseAddress = new Uri($"http://{Next}"));
        }

        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapGrpcService<RouteGrpcService>();
        app.MapVisits();
        app.MapServiceDefaults();
        return app;
    }
}
