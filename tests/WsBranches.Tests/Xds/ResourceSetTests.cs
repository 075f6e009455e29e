using CsCheck;
using Envoy.Config.Cluster.V3;
using Envoy.Service.Discovery.V3;
using WsAspire.Branching.Xds;
using WsBranches.Xds;

namespace WsBranches.Tests.Xds;

public sealed class ResourceSetTests
{
    private static readonly Gen<(int Name, int Content, bool Reads)[]> s_changes = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 3], Gen.Bool).Array[1, 200];

    [Fact]
    public void Set_WhatIsAsItWas_IsNoChange()
    {
        var set = new ResourceSet();

        Assert.False(set.Set("a", null));
        Assert.True(set.Set("a", Resource("a", 1)));
        Assert.False(set.Set("a", Resource("a", 1)));
        Assert.True(set.Set("a", null));
        Assert.False(set.Set("a", null));
    }

    [Fact]
    public void ReadSince_NamesEachChangedNameOnce_TheOldestChangeFirst()
    {
        var set = new ResourceSet();
        set.Set("a", Resource("a", 1));
        set.Set("b", Resource("b", 1));
        List<string> names = [];
        var (position, _) = set.ReadSince(0, names);
        Assert.Equal(["a", "b"], names);

        set.Set("b", Resource("b", 2));
        set.Set("a", null);
        set.Set("b", Resource("b", 3));
        names.Clear();
        set.ReadSince(position, names);

        Assert.Equal(["a", "b"], names);
    }

    [Fact]
    public void Removals_AreRememberedToABound_AndWhoIsBehindIsToldSo()
    {
        var set = new ResourceSet();
        List<string> names = [];
        set.Set("first", Resource("first", 1));
        var (position, _) = set.ReadSince(0, names);
        for (var i = 0; i < 10_000; i++)
        {
            set.Set($"n{i}", Resource($"n{i}", 1));
            set.Set($"n{i}", null);
        }

        names.Clear();
        var (_, hasForgotten) = set.ReadSince(position, names);

        Assert.True(hasForgotten);
        Assert.InRange(names.Count, 1, 5000);
    }

    [Fact]
    public void Subscriber_HoweverHeReads_EndsWithWhatThereIs() => s_changes.Sample(changes =>
    {
        var set = new ResourceSet();
        var subscription = new Subscription(set, isWildcard: true, name => name == "n0", since: 0);
        subscription.Apply(new DeltaDiscoveryRequest());
        Dictionary<string, string> proxy = [];
        foreach (var (name, content, reads) in changes)
        {
            set.Set($"n{name}", content == 0 ? null : Resource($"n{name}", content));
            if (reads && subscription.Next(isWarming: false) is { } response)
            {
                Take(response, proxy);
            }
        }

        while (subscription.Next(isWarming: false) is { } response)
        {
            Take(response, proxy);
        }

        for (var name = 0; name < 10; name++)
        {
            Assert.Equal(set.Find($"n{name}")?.Version, proxy.GetValueOrDefault($"n{name}"));
        }

        Assert.Equal(proxy, subscription.Held.ToDictionary());
    });

    private static void Take(DeltaDiscoveryResponse response, Dictionary<string, string> proxy)
    {
        foreach (var resource in response.Resources)
        {
            Assert.NotEqual(resource.Version, proxy.GetValueOrDefault(resource.Name));
            proxy[resource.Name] = resource.Version;
        }

        foreach (var name in response.RemovedResources)
        {
            Assert.True(proxy.Remove(name));
        }
    }

    private static XdsResource Resource(string name, int content) => XdsResource.Create(name, new Cluster { Name = name, AltStatName = $"{content}" });
}
