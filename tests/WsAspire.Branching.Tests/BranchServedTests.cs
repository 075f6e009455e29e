using CsCheck;

namespace WsAspire.Branching.Tests;

public sealed class BranchServedTests
{
    private static readonly Gen<string> s_name = Gen.String[Gen.Char["abf1-"], 0, 70];

    private static readonly Gen<ServedBy> s_served = Gen.Select(s_name, s_name, Gen.Int[-1, 5])
        .Select((service, branch, reason) => new ServedBy(service, branch, (ServedReason)reason));

    [Fact]
    public void Value_NamesEachWithItsReason()
    {
        var text = BranchServed.Format([new("ws-bff", "test", ServedReason.NoInstance), new("ws-order", "f1"), new("ws-x", "test", ServedReason.Unhealthy), new("ws-y", "test", ServedReason.Invalid)]);

        Assert.Equal("ws-bff=test(no-instance), ws-order=f1, ws-x=test(unhealthy), ws-y=test(invalid)", text);
    }

    [Fact]
    public void Value_OfAnything_IsBoundedAndReadAsItWasWritten() => s_served.Array[0, 60].Sample(
        served =>
        {
            var text = BranchServed.Format(served);
            var read = BranchServed.Parse(text, out var isWhole);

            Assert.True(text.Length <= BranchServed.MaxLength);
            Assert.DoesNotContain(text, letter => letter is < ' ' or > '~');
            Assert.True(read.Count <= BranchServed.MaxEntries);
            Assert.Equal(!text.EndsWith(BranchServed.More, StringComparison.Ordinal), isWhole);
            ServedBy[] valid = [.. served.Where(entry => BranchName.IsValid(entry.Service) && BranchName.IsValid(entry.Branch)).Select(entry => Enum.IsDefined(entry.Reason) ? entry : entry with { Reason = ServedReason.None })];
            Assert.Equal(valid.Take(read.Count), read);
            Assert.Equal(valid.Length == read.Count, isWhole);
        },
        iter: 5_000);

    [Fact]
    public void Reading_OfAnything_GivesOnlyNames() => Gen.OneOf(Gen.String, Gen.String["abf1-=(), .noinstace"]).Sample(
        text => Assert.All(BranchServed.Parse(text, out _), entry => Assert.True(BranchName.IsValid(entry.Service) && BranchName.IsValid(entry.Branch))),
        iter: 20_000);

    [Theory]
    [InlineData("ws-order=f1, WS=x", 1)]
    [InlineData("ws-order=f1(why)", 0)]
    [InlineData("ws-order=f1()", 0)]
    [InlineData("ws-order", 0)]
    [InlineData("ws-order=f1,", 1)]
    [InlineData("ws-order=f1, ...", 1)]
    public void Reading_OfWhatIsMalformed_SaysSo(string text, int entries)
    {
        Assert.Equal(entries, BranchServed.Parse(text, out var isWhole).Count);
        Assert.False(isWhole);
    }
}
