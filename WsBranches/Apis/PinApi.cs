using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using WsAspire.Branching;
using WsAspire.ServiceDefaults.Errors;
using WsBranches.Access;
using WsBranches.Apis.Models;
using WsBranches.Registry;

namespace WsBranches.Apis;

/// <summary>Pinned addresses. Needs the token.</summary>
internal static class PinApi
{
    private const int MaxTtl = 365 * 24 * 3600;

    /// <summary>Maps the resource.</summary>
    public static void MapPinApi(this IEndpointRouteBuilder routes)
    {
        var pins = routes.MapGroup("/v1/pins/{service}/{branch}").WithTags("Pins").AddEndpointFilter<TokenFilter>();
        pins.MapPut("", Put).WithName("PutPin").WithSummary("Lets addresses stand for a branch, in the place of those that were pinned before.");
        pins.MapDelete("", Delete).WithName("DeletePin").WithSummary("Takes pinned addresses back.");
    }

    private static NoContent Put(string service, string branch, PinRequest request, Pins pins)
    {
        List<FieldViolation> faults = [];
        var key = ReadKey(service, branch, faults);
        var places = new List<IPEndPoint>();
        if (request.Addresses is not { Count: > 0 and <= PinnedPlace.Max } addresses)
        {
            faults.Add(new FieldViolation("addresses", $"has to hold 1 to {PinnedPlace.Max} addresses"));
        }
        else
        {
            for (var i = 0; i < addresses.Count; i++)
            {
                if (PinnedPlace.TryParse(addresses[i], out var place))
                {
                    places.Add(place);
                }
                else
                {
                    faults.Add(new FieldViolation($"addresses[{i}]", $"has to be {PinnedPlace.Rule}"));
                }
            }
        }

        if (request.TtlSeconds is <= 0 or > MaxTtl)
        {
            faults.Add(new FieldViolation("ttlSeconds", $"has to be 1 to {MaxTtl}"));
        }

        ThrowIfAny(faults);
        pins.Put(key, places, request.TtlSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        return TypedResults.NoContent();
    }

    private static NoContent Delete(string service, string branch, Pins pins)
    {
        List<FieldViolation> faults = [];
        var key = ReadKey(service, branch, faults);
        ThrowIfAny(faults);
        pins.Remove(key);
        return TypedResults.NoContent();
    }

    private static BranchKey ReadKey(string service, string branch, List<FieldViolation> faults)
    {
        if (!BranchName.IsValid(service))
        {
            faults.Add(new FieldViolation("service", "has to be a DNS label, such as ws-order"));
        }

        if (!BranchName.IsValid(branch))
        {
            faults.Add(new FieldViolation("branch", "has to be a DNS label, such as f1"));
        }

        return new BranchKey(service, branch);
    }

    private static void ThrowIfAny(List<FieldViolation> faults)
    {
        if (faults.Count > 0)
        {
            throw new InvalidRequestException(faults);
        }
    }
}
