using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Recognition.Reading;

namespace Telemed.Recognition.Acting;

public sealed record OrderBody(string? Code, string? OrderId = null);

/// <summary>The item is ordered all the same. It is never refused for want of a decision; that it lacked one is recorded.</summary>
public sealed record OrderItem(Command Command, string Id, OrderBody Body) : IRequest<Answer<CheckView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("code", Body.Code, 64);
        errors.Optional("orderId", Body.OrderId, 100);
    }
}

internal sealed class OrderItemHandler(RecognitionCases cases) : IRequestHandler<OrderItem, Answer<CheckView>>
{
    public Task<Answer<CheckView>> Handle(OrderItem request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, state => RecognitionCheck.Order(state, command.Caller, body.Code, body.OrderId, command.At), cancellationToken);
    }
}

internal static class OrderItemEndpoint
{
    public static void Map(RouteGroupBuilder checks) => checks.MapPost("{id}/orders", Post);

    private static async Task<IResult> Post(string id, OrderBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new OrderItem(http.Command(), id, body), cancellationToken)).ToResult(http);
}
