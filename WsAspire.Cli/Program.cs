using WsAspire.Cli;

return await BranchCommand.RunAsync(args[0], args[1..], Console.Out, Console.Error);
