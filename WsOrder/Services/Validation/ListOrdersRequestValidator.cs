using FluentValidation;
using Ws.Order.V1;

namespace WsOrder.Services.Validation;

/// <summary>Checks each field of a request for orders; page tokens are checked where they are read.</summary>
internal sealed class ListOrdersRequestValidator : AbstractValidator<ListOrdersRequest>
{
    public ListOrdersRequestValidator()
    {
        RuleFor(request => request.PageSize).AtLeast(0);
        RuleFor(request => request.UserId).AtLeast(0);
    }
}
