using WsAspire.Hosting.State;

namespace WsAspire.AppHost;

/// <summary>Where the services' logs are kept on disk.</summary>
internal static class LogFiles
{
    private const string Folder = "Logs__Folder";

    /// <summary>Has every project of the model write its log into a folder of its own, where it does not say another. Published, nothing changes.</summary>
    public static void LogToFiles(this IDistributedApplicationBuilder builder, StateFolder state)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return;
        }

        builder.Eventing.Subscribe<BeforeStartEvent>((started, _) =>
        {
            foreach (var project in started.Model.Resources.OfType<ProjectResource>())
            {
                project.Annotations.Add(new EnvironmentCallbackAnnotation(context => context.EnvironmentVariables.TryAdd(Folder, state.Logs)));
            }

            return Task.CompletedTask;
        });
    }
}
