using System.Security.Cryptography;
using System.Text;
using WsAspire.Branching;

namespace WsAspire.Hosting.Branches;

/// <summary>One service of a branch that runs beside the default branch, from this worktree or another.</summary>
/// <param name="Branch">The name of the branch.</param>
/// <param name="Service">The resource name of the service.</param>
/// <param name="Worktree">Folder of another git worktree; null is this one.</param>
public sealed record BranchInstance(string Branch, string Service, string? Worktree)
{
    /// <summary>Configuration key (command line <c>--branches f1=ws-order,f2=ws-bff@../other</c>).</summary>
    public const string ConfigurationKey = "branches";

    private const int MaxResourceName = 64;
    private const int HashLength = 8;

    /// <summary>The name of the instance's resource: service and branch, shortened with a hash where Aspire would refuse it.</summary>
    public string ResourceName
    {
        get
        {
            var name = $"{Service}-{Branch}";
            if (name.Length <= MaxResourceName && !name.Contains("--", StringComparison.Ordinal))
            {
                return name;
            }

            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashLength];
            var kept = name.Replace("--", "-", StringComparison.Ordinal).Replace("--", "-", StringComparison.Ordinal);
            return $"{kept[..Math.Min(kept.Length, MaxResourceName - HashLength - 1)].TrimEnd('-')}-{hash}";
        }
    }

    /// <summary>Reads what is asked for.</summary>
    /// <param name="value">Instances with commas between them, each <c>branch=service</c> or <c>branch=service@worktree</c>; null or empty means none.</param>
    /// <param name="defaultBranch">The branch that runs anyway.</param>
    /// <param name="services">The services that a branch may have.</param>
    /// <exception cref="DistributedApplicationException">The text has another form, names no service, no branch or the default one, a folder that is not there, or an instance twice.</exception>
    public static IReadOnlyList<BranchInstance> Parse(string? value, string defaultBranch, params IReadOnlyList<string> services)
    {
        ArgumentNullException.ThrowIfNull(services);

        var instances = new List<BranchInstance>();
        foreach (var part in (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (branch, rest) = part.Split('=', 2, StringSplitOptions.TrimEntries) is [var left, var right] ? (left, right) : ("", "");
            var (service, worktree) = rest.Split('@', 2, StringSplitOptions.TrimEntries) is [var name, var folder] ? (name, folder) : (rest, null);
            if (!BranchName.IsValid(branch) || !services.Contains(service) || worktree is "")
            {
                throw Wrong(part, $"expected branch=service or branch=service@worktree with a DNS label and a service of {string.Join(", ", services)}, such as f1={services[0]}");
            }

            if (branch == defaultBranch)
            {
                throw Wrong(part, $"{defaultBranch} is the default branch, which runs anyway");
            }

            if (worktree is not null && !Directory.Exists(worktree))
            {
                throw Wrong(part, $"there is no folder '{Path.GetFullPath(worktree)}'");
            }

            var instance = new BranchInstance(branch, service, worktree is null ? null : Path.GetFullPath(worktree));
            if (instances.Exists(other => (other.Branch, other.Service) == (branch, service)))
            {
                throw Wrong(part, "it is asked for twice");
            }

            instances.Add(instance);
        }

        return instances;
    }

    private static DistributedApplicationException Wrong(string part, string why) => new($"{ConfigurationKey}: {why}; got '{part}'.");
}
