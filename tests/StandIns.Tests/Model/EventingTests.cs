using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace StandIns.Tests.Model;

public sealed class EventingTests
{
    [Fact]
    public async Task Event_OfAResource_ReachesItsOwnSubscribersInOrder()
    {
        var builder = DistributedApplication.CreateBuilder();
        List<string> seen = [];
        Task Note(string text)
        {
            seen.Add(text);
            return Task.CompletedTask;
        }

        var app = builder.AddContainer("app", "image").OnResourceReady((_, _, _) => Note("first")).OnResourceReady((r, _, _) => Note(r.Name));
        builder.AddContainer("other", "image").OnResourceReady((_, _, _) => Note("other"));
        var ended = builder.Eventing.Subscribe<ResourceReadyEvent>((_, _) => Note("ended"));
        builder.Eventing.Unsubscribe(ended);
        using var application = builder.Build();

        await builder.Eventing.PublishAsync(new ResourceReadyEvent(app.Resource, application.Services), TestContext.Current.CancellationToken);

        Assert.Equal(["first", "app"], seen);
    }

    [Fact]
    public async Task Event_ToSubscribersAtOnce_DoesNotWaitForOneToStartTheNext()
    {
        DistributedApplicationEventing eventing = new();
        TaskCompletionSource second = new();
        eventing.Subscribe<BeforeStartEvent>((_, cancellationToken) => second.Task.WaitAsync(cancellationToken));
        eventing.Subscribe<BeforeStartEvent>((_, _) =>
        {
            second.SetResult();
            return Task.CompletedTask;
        });
        using var application = DistributedApplication.CreateBuilder().Build();

        await eventing.PublishAsync(
            new BeforeStartEvent(application.Services, new([])), EventDispatchBehavior.BlockingConcurrent, TestContext.Current.CancellationToken);

        Assert.True(second.Task.IsCompleted);
    }
}
