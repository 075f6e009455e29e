using System.Text.Json.Nodes;

namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>A Deployment, a StatefulSet or a DaemonSet, and the pods that it makes.</summary>
/// <param name="Object">The object.</param>
internal sealed record Workload(KubeObject Object)
{
    private const string DefaultBranch = "test";

    /// <summary>Its name.</summary>
    public string Name => Object.Name;

    /// <summary>Its <c>spec</c>.</summary>
    public JsonObject Spec => Object.Spec;

    /// <summary>Whether it is a Deployment.</summary>
    public bool IsDeployment => Object.Kind == "Deployment";

    /// <summary>Whether it is a StatefulSet: a database.</summary>
    public bool IsStatefulSet => Object.Kind == "StatefulSet";

    /// <summary>Whether it is a DaemonSet: it looks after a node, and is no part of the system.</summary>
    public bool IsOfANode => Object.Kind == "DaemonSet";

    /// <summary>The <c>spec</c> of its pods; an empty one where it has none.</summary>
    public JsonObject Pod => Spec.At("template", "spec") as JsonObject ?? [];

    /// <summary>The labels of its pods.</summary>
    public IReadOnlyDictionary<string, string> PodLabels => Spec.Map("template", "metadata", "labels");

    /// <summary>The containers of its pods, those that run first included.</summary>
    public IEnumerable<Container> Containers => Pod.Items("initContainers").Select(one => new Container(this, one, IsInit: true)).Concat(MainContainers);

    /// <summary>The containers that run all the time.</summary>
    public IEnumerable<Container> MainContainers => Pod.Items("containers").Select(one => new Container(this, one, IsInit: false));

    /// <summary>Whether its pods serve a branch other than the default one: they may be few, and be away, as <c>test</c> takes their place.</summary>
    public bool IsOfABranch => PodLabels.TryGetValue("branch", out var branch) && branch != DefaultBranch;

    /// <inheritdoc/>
    public override string ToString() => Object.ToString();
}
