using RouteProgram;

await RouteInstance.Create(args).RunAsync();
