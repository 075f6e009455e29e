using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace StandIns.AppHost;

/// <summary>One replica of the model's service: answers its process id and its connection string.</summary>
internal static class ReplicaProgram
{
    /// <summary>Serves until it is told to stop.</summary>
    public static async Task<int> RunAsync()
    {
        await using var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/", (IConfiguration configuration) =>
            string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {configuration["ConnectionStrings:orders"]} {configuration["OTEL_RESOURCE_ATTRIBUTES"]}"));
        app.MapGet("/health", () => "well");
        await app.RunAsync();
        return 0;
    }
}
