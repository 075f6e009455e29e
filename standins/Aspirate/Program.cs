using Aspirate;

return GenerateCommand.Run(args, Console.Out, Console.Error);
