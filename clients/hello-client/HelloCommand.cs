using System.CommandLine;

namespace HelloClient;

/// <summary>The program: asks for one greeting and prints it, or says in one line why there is none.</summary>
internal static class HelloCommand
{
    /// <summary>Runs the program.</summary>
    /// <returns>0 when a greeting was printed (or help), else 1.</returns>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var address = new Option<Uri>("--address")
        {
            Description = "Where ws-order, or a proxy in front of it, is.",
            DefaultValueFactory = _ => new Uri("http://localhost:8080"),
            CustomParser = Arguments.ParseAddress,
        };
        var name = new Option<string>("--name") { Description = "Who is greeted.", DefaultValueFactory = _ => "gRPC" };
        var rest = new Option<bool>("--rest") { Description = "Ask over HTTP/JSON instead of gRPC." };
        var branch = new Option<string?>("--branch") { Description = "The branch that should answer.", CustomParser = Arguments.ParseBranch };
        var deadline = new Option<TimeSpan?>("--deadline")
        {
            Description = "How long the answer may take, such as 500ms or 2m; 5s if not given.",
            CustomParser = Arguments.ParseDuration,
        };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Print the answer's headers and trailers on standard error." };
        var command = new RootCommand("Asks hello.HelloHTTP/SayHello for a greeting and prints it.")
        {
            address, name, rest, branch, deadline, verbose,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new HelloRequestOptions(
                parsed.GetRequiredValue(address),
                parsed.GetRequiredValue(name),
                parsed.GetValue(branch),
                parsed.GetValue(deadline) ?? TimeSpan.FromSeconds(5),
                parsed.GetValue(verbose) ? error : TextWriter.Null);

            return PrintAsync(parsed.GetValue(rest) ? RestGreeter.GreetAsync : GrpcGreeter.GreetAsync, options, output, error, cancellationToken);
        });

        var result = command.Parse(args);
        if (result.Errors is [var first, ..])
        {
            error.WriteLine($"hello-client: {first.Message}");
            return Task.FromResult(1);
        }

        return result.InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
    }

    private static async Task<int> PrintAsync(
        Func<HelloRequestOptions, CancellationToken, Task<string>> greet,
        HelloRequestOptions options,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellationToken)
    {
        try
        {
            output.WriteLine(await greet(options, cancellationToken));
            return 0;
        }
        catch (GreetingFailedException exception)
        {
            error.WriteLine($"hello-client: {options.Address}: {exception.Message.ReplaceLineEndings(" ")}");
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            error.WriteLine("hello-client: cancelled");
            return 1;
        }
    }
}
