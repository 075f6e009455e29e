using HelloClient;

return await HelloCommand.RunAsync(args, Console.Out, Console.Error);
