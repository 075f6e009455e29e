using WsAspire.Fuzz;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    return args switch
    {
        ["serve", .. var arguments] => await ServeCommand.RunAsync(arguments),
        ["attack", .. var arguments] => await AttackCommand.RunAsync(CommandOptions.Parse(arguments), Console.Out),
        ["slowloris", .. var arguments] => await SlowCommand.RunAsync(CommandOptions.Parse(arguments), Console.Out, stop.Token),
        _ => await FuzzCommand.RunAsync(CommandOptions.Parse(args), Console.Out, stop.Token),
    };
}
catch (ArgumentException exception)
{
    await Console.Error.WriteLineAsync($"{exception.Message}\n{CommandOptions.Help}");
    return 2;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
