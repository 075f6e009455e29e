using FluentValidation;
using Ws.Order.V1;

namespace WsOrder.Services.Validation;

/// <summary>Checks each field of a request for users; page tokens are checked where they are read.</summary>
internal sealed class ListUsersRequestValidator : AbstractValidator<ListUsersRequest>
{
    public ListUsersRequestValidator() => RuleFor(request => request.PageSize).AtLeast(0);
}
