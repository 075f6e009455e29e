namespace WsAspire.Cli.Tests;

/// <summary>Images as people name them.</summary>
public sealed class ImageReferenceTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("ws-order:f1", "ws-order", "f1", null)]
    [InlineData("localhost:5000/ws/ws-order:1.0", "localhost:5000/ws/ws-order", "1.0", null)]
    [InlineData("registry.example.com/ws-order@" + Digest, "registry.example.com/ws-order", null, Digest)]
    [InlineData("registry.example.com/ws-order:f1@" + Digest, "registry.example.com/ws-order", "f1", Digest)]
    public void Parse_AnImage_TakesItApart(string text, string name, string? tag, string? digest) =>
        Assert.Equal(new ImageReference(name, tag, digest), ImageReference.Parse(text));

    [Theory]
    [InlineData("ws-order", "can mean another image tomorrow")]
    [InlineData("ws-order:latest", "can mean another image tomorrow")]
    [InlineData("localhost:5000/ws-order", "can mean another image tomorrow")]
    [InlineData("WS-Order:f1", "expected NAME:TAG or NAME@sha256:DIGEST")]
    [InlineData("ws-order:f1}", "expected NAME:TAG")]
    [InlineData("ws-order:f1\n", "expected NAME:TAG")]
    [InlineData("ws-order@sha256:12", "expected NAME:TAG")]
    [InlineData("a: {b", "expected NAME:TAG")]
    public void Parse_WhatIsNone_SaysWhatWouldBe(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<UsageException>(() => ImageReference.Parse(text)).Message, StringComparison.Ordinal);
}
