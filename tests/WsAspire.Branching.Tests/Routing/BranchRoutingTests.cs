using CsCheck;
using WsAspire.Branching.Routing;

namespace WsAspire.Branching.Tests.Routing;

public sealed class BranchRoutingTests
{
    private static readonly RoutingTable s_table = new("test", new()
    {
        [("ws-order", "test")] = BranchState.Serving,
        [("ws-order", "f1")] = BranchState.Serving,
        [("ws-order", "f2")] = BranchState.Unhealthy,
        [("ws-bff", "f3")] = BranchState.Serving,
    });

    private static readonly string[] s_labels = ["test", "f1", "f2", "f3", "f", "f1-1", "ws-order"];
    private static readonly BranchState[] s_states = [BranchState.Absent, BranchState.Unhealthy, BranchState.Serving];
    private static readonly Gen<string> s_label = Gen.Int[0, 6].Select(i => s_labels[i]);
    private static readonly Gen<BranchState> s_state = Gen.Int[0, 2].Select(i => s_states[i]);

    // None, a name, anything, a name with something behind.
    private static readonly Gen<string?> s_asked = Gen.Select(Gen.Int[0, 3], s_label, Gen.String, (kind, label, text) => kind switch { 0 => null, 1 => label, 2 => text, _ => label + text });

    [Theory]
    [InlineData(null, "test", ServedReason.None)]
    [InlineData("test", "test", ServedReason.None)]
    [InlineData("f1", "f1", ServedReason.None)]
    [InlineData("f2", "test", ServedReason.Unhealthy)]
    [InlineData("f3", "test", ServedReason.NoInstance)]
    [InlineData("none", "test", ServedReason.NoInstance)]
    [InlineData("", "test", ServedReason.Invalid)]
    [InlineData("F1", "test", ServedReason.Invalid)]
    [InlineData("f1,f1", "test", ServedReason.Invalid)]
    [InlineData("../f1", "test", ServedReason.Invalid)]
    [InlineData("f1\0", "test", ServedReason.Invalid)]
    [InlineData("test;x", "test", ServedReason.Invalid)]
    public void Decide_ByWhatTheBranchHas(string? asked, string served, ServedReason reason) =>
        Assert.Equal(new Decision(served, reason), BranchRouting.Decide(asked, "ws-order", s_table));

    [Fact]
    public void Decide_OfAnything_IsTheBranchAskedOrTheDefault_AndSaysWhy() =>
        Gen.Select(s_asked, s_label, s_label, Gen.Select(s_label, s_label, s_state).Array[0, 20]).Sample((asked, service, fallback, entries) =>
        {
            var table = new RoutingTable(fallback, entries.GroupBy(entry => (entry.Item1, entry.Item2)).ToDictionary(group => group.Key, group => group.First().Item3));

            var decision = BranchRouting.Decide(asked, service, table);

            var serves = asked is not null && BranchName.IsValid(asked) && table.StateOf(service, asked) is BranchState.Serving;
            var isOwn = asked is null || asked == fallback || serves;
            Assert.Equal(isOwn && asked is not null ? asked : fallback, decision.ServedBranch);
            Assert.Equal(isOwn, decision.Reason is ServedReason.None);
            Assert.Equal(decision.Reason is ServedReason.Invalid, asked is not null && asked != fallback && !BranchName.IsValid(asked));
            Assert.Equal(decision.Reason is ServedReason.None, decision.Reason.ToText().Length == 0);
        });
}
