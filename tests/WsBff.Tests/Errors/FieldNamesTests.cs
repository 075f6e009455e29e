using WsBff.Errors;

namespace WsBff.Tests.Errors;

public sealed class FieldNamesTests
{
    [Theory]
    [InlineData("id", "id")]
    [InlineData("user_id", "userId")]
    [InlineData("page_size", "pageSize")]
    [InlineData("lines[0].unit_price", "lines[0].unitPrice")]
    [InlineData("lines", "lines")]
    [InlineData("expected_version", "expectedVersion")]
    [InlineData("idempotency_key", "Idempotency-Key")]
    [InlineData("", "")]
    public void FromProto_Field_IsNamedAsTheBrowserNamesIt(string field, string expected) =>
        Assert.Equal(expected, FieldNames.FromProto(field));
}
