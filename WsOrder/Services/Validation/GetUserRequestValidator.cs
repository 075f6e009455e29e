using FluentValidation;
using Ws.Order.V1;

namespace WsOrder.Services.Validation;

/// <summary>Checks each field of a request for a user.</summary>
internal sealed class GetUserRequestValidator : AbstractValidator<GetUserRequest>
{
    public GetUserRequestValidator() => RuleFor(request => request.Id).AtLeast(1);
}
