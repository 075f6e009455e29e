namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives an expression that stands for a value in the manifest.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The expression, such as <c>{ws-order.bindings.http.url}</c>.</summary>
    string ValueExpression { get; }
}
