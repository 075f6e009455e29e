using System.Buffers.Binary;
using Grpc.Core;
using WsOrder.Domain;
using WsOrder.Domain.Errors;
using Proto = Ws.Order.V1;

namespace WsOrder.Services;

/// <summary>Serves <c>ws.order.v1.UserService</c>. Requests were validated before they come here.</summary>
internal sealed class UserService(IUserRepository users) : Proto.UserService.UserServiceBase
{
    private const string Listing = "users";

    /// <inheritdoc />
    public override async Task<Proto.GetUserResponse> GetUser(Proto.GetUserRequest request, ServerCallContext context)
    {
        var user = await users.FindAsync(request.Id, context.CancellationToken) ?? throw new UserNotFoundException(request.Id);
        return new Proto.GetUserResponse { User = OrderMapper.ToProto(user) };
    }

    /// <inheritdoc />
    public override async Task<Proto.ListUsersResponse> ListUsers(Proto.ListUsersRequest request, ServerCallContext context)
    {
        var after = PageToken.Read(request.PageToken, Listing, sizeof(int)) is { } last ? BinaryPrimitives.ReadInt32BigEndian(last) : 0;
        var size = Paging.SizeOf(request.PageSize);

        var read = await users.ListAsync(after, size + 1, context.CancellationToken);

        var (page, hasMore) = Paging.Cut([.. read.Select(OrderMapper.ToProto)], size, user => user.CalculateSize());
        return new Proto.ListUsersResponse { Users = { page }, NextPageToken = hasMore ? TokenAfter(page[^1].Id) : "" };
    }

    private static string TokenAfter(int id)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, id);
        return PageToken.Write(Listing, bytes);
    }
}
