using MediatR;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Imaging.Sending.Destinations;

/// <summary>Who keeps a destination asks whether it answers now; nothing is sent.</summary>
public sealed record EchoDestination(Caller Caller, string Id) : IRequest<Answer<EchoView>>;

/// <summary>What a destination answered.</summary>
/// <param name="Milliseconds">From the first packet to the answer; null without one.</param>
/// <param name="Fault">Why there was none.</param>
public sealed record EchoView(bool Answered, double? Milliseconds, SendErrorView? Fault);

internal sealed class EchoDestinationHandler(SendDestinations destinations, IEnumerable<ICarrier> carriers, SendStore store, TimeProvider time) : IRequestHandler<EchoDestination, Answer<EchoView>>
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public async Task<Answer<EchoView>> Handle(EchoDestination request, CancellationToken cancellationToken)
    {
        if (destinations.Find(request.Id) is not { InstitutionId: { } institution } destination) return Problem.NotFound;
        if (!KeepDestination.MayKeep(request.Caller, institution)) return Problem.Forbidden;
        long began = time.GetTimestamp();
        string? fault = await Ask(destination, cancellationToken);
        var took = time.GetElapsedTime(began);
        store.Measure(destination.Id, new(0, TimeSpan.Zero, fault is null ? took : null, fault), time.GetUtcNow());
        return Answer<EchoView>.Ok(fault is null
            ? new(true, Math.Round(took.TotalMilliseconds, 1), null)
            : new(false, null, new(fault, SendFault.Say(fault).Zh, SendFault.Say(fault).En)));
    }

    private async Task<string?> Ask(SendDestination destination, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await carriers.First(carrier => carrier.Kind == destination.Kind).Echo(destination, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SendFault.Unreachable;
        }
    }
}
