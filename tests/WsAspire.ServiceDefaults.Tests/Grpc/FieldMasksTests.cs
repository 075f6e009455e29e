using Google.Protobuf.WellKnownTypes;
using WsAspire.ServiceDefaults.Errors;
using WsAspire.ServiceDefaults.Grpc;
using WsAspire.ServiceDefaults.Tests.Routes;

namespace WsAspire.ServiceDefaults.Tests.Grpc;

public sealed class FieldMasksTests
{
    [Theory]
    [InlineData("id", """{ "id": "new", "group": "old", "counts": { "a": 1 }, "inner": { "rank": 1, "size": "1" }, "rank": 1, "numbers": [ 1 ] }""")]
    [InlineData("inner.size,numbers", """{ "id": "old", "group": "old", "counts": { "a": 1 }, "inner": { "rank": 1, "size": "2" }, "rank": 1, "numbers": [ 2, 3 ] }""")]
    [InlineData("counts,rank,user", """{ "id": "old", "user": "new", "counts": { "b": 2 }, "inner": { "rank": 1, "size": "1" }, "numbers": [ 1 ] }""")]
    [InlineData("inner", """{ "id": "old", "group": "old", "counts": { "a": 1 }, "inner": { "size": "2" }, "rank": 1, "numbers": [ 1 ] }""")]
    [InlineData("other.name,inner.inner.size", """{ "id": "old", "group": "old", "counts": { "a": 1 }, "inner": { "rank": 1, "size": "1" }, "rank": 1, "numbers": [ 1 ] }""")]
    [InlineData("", """{ "id": "new", "user": "new", "counts": { "b": 2 }, "inner": { "size": "2" }, "rank": 1, "numbers": [ 2, 3 ] }""")]
    [InlineData("*", """{ "id": "new", "user": "new", "counts": { "b": 2 }, "inner": { "size": "2" }, "numbers": [ 2, 3 ] }""")]
    public void Apply_OfAMask_ChangesWhatItNames(string mask, string expected)
    {
        var target = Choice.Parser.ParseJson("""{"id":"old","group":"old","counts":{"a":1},"inner":{"rank":1,"size":"1"},"rank":1,"numbers":[1]}""");
        var source = Choice.Parser.ParseJson("""{"id":"new","user":"new","counts":{"b":2},"inner":{"size":"2"},"numbers":[2,3]}""");

        FieldMasks.Apply(mask.Length == 0 ? null : FieldMask.FromString(mask), source, target);

        Assert.Equal(Choice.Parser.ParseJson(expected), target);
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("inner.nope")]
    [InlineData("counts.a")]
    [InlineData("numbers.x")]
    [InlineData("id.x")]
    [InlineData("")]
    [InlineData("inner.")]
    public void Apply_OfAnUnknownPath_IsRefusedAndNamed(string path)
    {
        var target = new Choice { Id = "old" };

        var refused = Assert.Throws<InvalidRequestException>(() => FieldMasks.Apply(new FieldMask { Paths = { "id", path } }, new Choice { Id = "new" }, target, "mask"));

        var violation = Assert.Single(refused.Violations);
        Assert.Equal("mask", violation.Field);
        Assert.StartsWith($"\"{path}\" is no field of Choice; fields are id, user,", violation.Description, StringComparison.Ordinal);
        Assert.Equal("old", target.Id);
    }
}
