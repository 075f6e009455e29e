using FluentValidation;
using Ws.Order.V1;

namespace WsOrder.Services.Validation;

/// <summary>Checks each field of a request for orders; page tokens are checked where they are read.</summary>
internal sealed class ListOrdersRequestValidator : AbstractValidator<ListOrdersRequest>
{
    public ListOrdersRequestValidator()
    {
        RuleFor(request => request.PageSize).Named("page_size").AtLeast(0);
        RuleFor(request => request.UserId).Named("user_id").AtLeast(0);
    }
}
