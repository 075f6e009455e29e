namespace WsAspire.IntegrationTests.HowTo;

/// <summary>What would make a page pass though a reader could not follow it.</summary>
public sealed class PageTests
{
    [Fact]
    public void Page_Blocks_AreReadInOrderWithWhatToDo()
    {
        var blocks = Page.Read("text\n\n**a/b.cs**\n\n```csharp\nclass A;\n```\n\n**a/b.cs**\n\n```diff\n-class A;\n+class B;\n```\n\n```sh\n./run\n```\n");

        Assert.Equal(
            [
                new Block(BlockKind.File, 5, "a/b.cs", "class A;\n"),
                new Block(BlockKind.Change, 11, "a/b.cs", "-class A;\n+class B;\n"),
                new Block(BlockKind.Commands, 16, "", "./run\n"),
            ],
            blocks);
    }

    [Theory]
    [InlineData("```csharp\nclass A;\n```\n")]
    [InlineData("```diff\n+class A;\n```\n")]
    [InlineData("**a.cs**\n\nBetween them.\n\n```csharp\nclass A;\n```\n")]
    [InlineData("**a.sh**\n\n```sh\n./run\n```\n")]
    public void Page_BlockThatNoReaderCouldPlace_IsRefused(string page) => Assert.Throws<InvalidDataException>(() => Page.Read(page));

    [Fact]
    public void Change_OfTwoParts_MakesBoth() =>
        Assert.Equal("a\nB\nc\n\nd\ne\n", Change.Apply("a\nb\nc\n\nd\n", " a\n-b\n+B\n@@\n\n d\n+e\n"));

    [Theory]
    [InlineData(" x\n+y\n", "nowhere")]
    [InlineData(" a\n+y\n", "more than once")]
    public void Change_OfLinesThatAreNotThereOnce_IsRefused(string diff, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Change.Apply("a\nb\na\n", diff)).Message, StringComparison.Ordinal);

    [Fact]
    public void Example_OfACommandAndItsOutput_IsRead() =>
        Assert.Equal([new Example("curl localhost:1", "\"a\":1"), new Example("b", "c")], Example.Read("curl localhost:1\n# \"a\":1\n\nset\nb\n# c\n"));
}
