using System.Text.Json.Nodes;
using WsAspire.Testing;

namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>What Filebeat is told, in a cluster and on a laptop. No Filebeat reads it here.</summary>
[Collection<ManifestCollection>]
public sealed class FilebeatTests(BuiltOverlays overlays)
{
    private const string Folder = "deploy/components/observability/filebeat";

    [Theory]
    [InlineData("filebeat.yml")]
    [InlineData("laptop.yml")]
    public void Input_ReadsEcsLines(string file)
    {
        var input = Assert.Single(Read(file).Items("filebeat.inputs"));

        Assert.Equal(("filestream", "ws-services"), (input.Text("type"), input.Text("id")));
        var lines = Assert.Single(input.Items("parsers"), parser => parser.At("ndjson") is not null).At("ndjson");
        Assert.Equal(("", "true", "true", "true"), (lines.Text("target"), lines.Text("overwrite_keys"), lines.Text("add_error_key"), lines.Text("expand_keys")));
    }

    [Fact]
    public void InACluster_LinesOfTheRuntime_AreTakenApartFirst() =>
        Assert.Equal(["container", "ndjson"], Read("filebeat.yml").Items("filebeat.inputs").Single().Items("parsers").Select(parser => parser.Single().Key));

    [Theory]
    [InlineData("filebeat.yml")]
    [InlineData("laptop.yml")]
    public void Output_NeedsNothingSetUp_AndHoldsNoCredential(string file)
    {
        var settings = Read(file);

        Assert.Equal(("false", "false"), (settings.Text("setup.template.enabled"), settings.Text("setup.ilm.enabled")));
        Assert.Equal("logs-ws-default", settings.Text("output.elasticsearch.index") ?? settings.Text("output.elasticsearch", "index"));
        Assert.DoesNotContain(["api_key", "password", "username"], key => settings.ToJsonString().Contains(key, StringComparison.Ordinal));
    }

    // kubelet names the files POD_NAMESPACE_CONTAINER-ID.log.
    [Theory]
    [InlineData("local")]
    [InlineData("staging")]
    [InlineData("branch")]
    public void Paths_TakeThePodsOfEachService_AndNoOthers(string overlay)
    {
        var pattern = Assert.Single(Read("filebeat.yml").Items("filebeat.inputs").Single().Texts("paths"));
        Assert.EndsWith("/ws-*.log", pattern, StringComparison.Ordinal);

        var names = overlays.Of(overlay).Workloads.ToLookup(workload => workload.Name.StartsWith("ws-", StringComparison.Ordinal), workload => workload.Pod.Text("serviceAccountName"));

        Assert.All(names[true], service => Assert.StartsWith("ws-", service, StringComparison.Ordinal));
        Assert.All(names[false], other => Assert.Contains(other, (string[])["envoy", "mysql"]));
    }

    private static JsonObject Read(string file) => Assert.Single(ManifestYaml.Read(File.ReadAllText(Path.Combine(RepositoryRoot.Path, Folder, file)))).Json;
}
