using System.Reflection;
using Google.Protobuf.Reflection;
using Ws.Order.V1;
using WsOrder.Domain;

namespace WsOrder.Tests.Domain;

public sealed class ErrorReasonsTests
{
    [Fact]
    public void Reasons_OfTheDomain_AreThoseOfTheContract()
    {
        var ofDomain = typeof(ErrorReasons).GetFields().Select(field => (string?)field.GetRawConstantValue());

        var ofContract = typeof(ErrorReason).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetCustomAttribute<OriginalNameAttribute>()!.Name["ERROR_REASON_".Length..])
            .Where(name => name != "UNSPECIFIED");
        Assert.Equal(ofContract.Order(), ofDomain.Order());
    }
}
