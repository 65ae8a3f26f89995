using MediatR;
using Telemed.Contracts;

namespace Telemed.Imaging.Sending;

/// <summary>Somebody of the institution pauses, resumes, cancels or retries a send.</summary>
public sealed record SteerSend(Command By, string Id, SendAction Action) : IRequest<Answer<SendView>>;

internal sealed class SteerSendHandler(SendStore store, SendDispatcher dispatcher, SendViews views, TimeProvider time) : IRequestHandler<SteerSend, Answer<SendView>>
{
    public Task<Answer<SendView>> Handle(SteerSend request, CancellationToken cancellationToken)
    {
        if (store.Find(request.Id) is not { } send || !SendViews.MaySee(request.By.Caller, send)) return Task.FromResult<Answer<SendView>>(Problem.NotFound);
        while (SendRules.After(send.State, request.Action) is { } next)
        {
            if (store.Steer(send.Id, send.State, next, request.Action == SendAction.Retry, time.GetUtcNow()))
            {
                if (next is SendState.Paused or SendState.Cancelled) dispatcher.Hold(send.Id);
                else dispatcher.Wake();
                dispatcher.Ring(send.InstitutionId);
                return Task.FromResult(Answer<SendView>.Ok(views.Of(store.Find(send.Id)!)));
            }
            send = store.Find(send.Id)!;   // it moved on between looking and acting
        }
        return Task.FromResult<Answer<SendView>>(Refusals.ToProblem(SendRefusal.NotInThisState));
    }
}
