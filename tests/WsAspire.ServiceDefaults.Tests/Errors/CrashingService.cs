using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace WsAspire.ServiceDefaults.Tests.Errors;

/// <summary>A service that crashes: this program itself, where the variable says so, as a crash takes the whole process.</summary>
internal static class CrashingService
{
    public const string Variable = "WS_TESTS_CRASH";
    public const string Text = "crash on a thread of its own";

    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            return;
        }

        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.AddServiceDefaults();
        using var app = builder.Build();
        app.MapServiceDefaults();
        app.Start();
        var thread = new Thread(() => throw new InvalidOperationException(Text));
        thread.Start();
        thread.Join();
    }
}
