using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Ws.Branches.V1;
using WsAspire.Branching;
using WsAspire.ServiceDefaults.Errors;
using WsBranches.Registry;

namespace WsBranches.Services;

/// <summary>Reads what an instance says of itself.</summary>
internal static partial class InstanceRules
{
    private const int MaxVersion = 128;
    private const int MaxCommit = 64;
    private const int MaxReason = 512;

    /// <summary>Reads an instance.</summary>
    /// <param name="told">What it says.</param>
    /// <param name="peer">Where its stream comes from.</param>
    /// <exception cref="InvalidRequestException">Fields are at fault.</exception>
    public static RegisteredInstance Read(Instance told, IPAddress peer)
    {
        List<FieldViolation> faults = [];
        Require(faults, BranchName.IsValid(told.Service), "service", "has to be a DNS label, such as ws-order");
        Require(faults, BranchName.IsValid(told.Branch), "branch", "has to be a DNS label, such as f1");
        Require(faults, IdPattern().IsMatch(told.Id), "id", "has to be 1 to 64 letters, digits, '-' and '.'");
        Require(faults, told.Port is > 0 and <= IPEndPoint.MaxPort, "port", "has to be 1 to 65535");
        Require(faults, IsVisible(told.Version, MaxVersion), "version", $"may have {MaxVersion} visible ASCII characters");
        Require(faults, IsVisible(told.Commit, MaxCommit), "commit", $"may have {MaxCommit} visible ASCII characters");
        Require(faults, told.Reason.Length <= MaxReason, "reason", $"may have {MaxReason} characters");
        var address = told.Address.Length == 0 ? peer : ReadAddress(told.Address);
        Require(faults, address is not null, "address", "has to be the IP address of a host, such as 10.0.0.5, or empty; never a name");
        if (faults.Count > 0)
        {
            throw new InvalidRequestException(faults);
        }

        return new RegisteredInstance(told.Service, told.Branch, told.Id, address!, told.Port)
        {
            Version = told.Version,
            Commit = told.Commit,
            IsReady = told.Ready,
            Reason = told.Ready ? "" : Text.Printable(told.Reason, MaxReason),
            IsDebugging = told.Debugging,
            StartedAt = told.StartedAt is { Seconds: >= -62135596800 and <= 253402300799, Nanos: >= 0 and < 1_000_000_000 } at ? at.ToDateTimeOffset() : null,
        };
    }

    /// <summary>Reads an address: only one that is written as addresses are (not 127.1), and is one host's.</summary>
    /// <returns>Null for anything else.</returns>
    public static IPAddress? ReadAddress(string text)
    {
        if (text.Length > 45 || text.Contains('%', StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal) || !IPAddress.TryParse(text, out var read))
        {
            return null;
        }

        var address = PeerAddress.Plain(read);
        var isOneHost = !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) && !address.Equals(IPAddress.Broadcast) && !address.IsIPv6Multicast
            && !(address.AddressFamily is AddressFamily.InterNetwork && address.GetAddressBytes()[0] is 0 or >= 224);
        return isOneHost && (read.AddressFamily is AddressFamily.InterNetworkV6 || read.ToString() == text) ? address : null;
    }

    private static bool IsVisible(string text, int maxLength) => text.Length <= maxLength && text.All(letter => letter is >= '!' and <= '~');

    private static void Require(List<FieldViolation> faults, bool isRight, string field, string rule)
    {
        if (!isRight)
        {
            faults.Add(new FieldViolation("instance." + field, rule));
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9.-]{1,64}\z")]
    private static partial Regex IdPattern();
}
