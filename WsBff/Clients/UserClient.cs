using WsBff.Models;
using V1 = Ws.Order.V1;

namespace WsBff.Clients;

/// <summary>Speaks to the users of ws-order in the BFF's own shapes.</summary>
/// <remarks>Every method throws <see cref="Grpc.Core.RpcException"/> where ws-order refuses, fails, or answers what its contract excludes.</remarks>
internal sealed class UserClient(V1.UserService.UserServiceClient users)
{
    /// <summary>Reads a page of users.</summary>
    /// <param name="pageSize">How many at most. Null means the back end's default.</param>
    /// <param name="pageToken">Null means the first page.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<UserPage> ListAsync(int? pageSize, string? pageToken, CancellationToken cancellationToken)
    {
        var request = new V1.ListUsersRequest { PageSize = pageSize ?? 0, PageToken = pageToken ?? "" };
        var answer = await users.ListUsersAsync(request, cancellationToken: cancellationToken);
        return new UserPage([.. answer.Users.Select(ToModel)], answer.NextPageToken is "" ? null : answer.NextPageToken);
    }

    /// <summary>Reads one user.</summary>
    /// <param name="id">The user.</param>
    /// <param name="deadline">Latest end of the call. Null means the frame's default.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<User> GetAsync(int id, DateTime? deadline, CancellationToken cancellationToken)
    {
        var answer = await users.GetUserAsync(new V1.GetUserRequest { Id = id }, deadline: deadline, cancellationToken: cancellationToken);
        return ToModel(answer.User);
    }

    private static User ToModel(V1.User? user) => user is null
        ? throw MalformedAnswer.Because("it holds no user")
        : new User(user.Id, user.Name);
}
