using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>Takes the branch from the top of the configuration: <c>Branch=f1</c> is all that a process needs to join.</summary>
internal sealed class OwnBranchSetup(IConfiguration configuration) : IConfigureOptions<BranchingOptions>
{
    public void Configure(BranchingOptions options)
    {
        if (configuration[BranchingOptions.BranchKey] is { Length: > 0 } branch)
        {
            options.Branch = branch;
        }
    }
}
