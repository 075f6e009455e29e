namespace WsAspire.Hosting.Envoy;

/// <summary>How a proxy gets the token of the control plane: by its environment, so that no file and no argument holds it.</summary>
internal static class EnvoyToken
{
    /// <summary>The variable of Envoy's environment.</summary>
    public const string Variable = "BRANCHES_TOKEN";

    /// <summary>Sets the variable, where the model has a token.</summary>
    /// <exception cref="DistributedApplicationException">Its value cannot be sent as a header.</exception>
    public static async Task SetAsync(EnvoySettings settings, EnvironmentCallbackContext context)
    {
        if (settings.Token is not { } token)
        {
            return;
        }

        if (context.ExecutionContext.IsRunMode)
        {
            Check(token.Name, await token.GetValueAsync(context.CancellationToken));
        }

        context.EnvironmentVariables[Variable] = token;
    }

    /// <summary>Refuses what cannot be sent as a header.</summary>
    public static void Check(string name, string? value)
    {
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new DistributedApplicationException($"{name}: expected printable ASCII, because it is sent as a header, and got a value with other letters.");
        }
    }
}
