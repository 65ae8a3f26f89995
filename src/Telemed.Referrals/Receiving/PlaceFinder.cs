using Telemed.Contracts;

namespace Telemed.Referrals.Receiving;

public sealed record PlaceView(CapacityKind Kind, string Id, string? Label, DateTimeOffset? Start, TimeSpan? Length, string Department);

/// <summary>Finds the slot or bed that a body names, and offers others when it cannot be had.</summary>
internal sealed class PlaceFinder(ICapacity capacity)
{
    private const int Offers = 5;

    /// <summary>The place, or the problem; neither when the body names none.</summary>
    public (Reservation? Place, Problem? Problem) Find(string? slotId, string? bedId, ReferralState state, DateTimeOffset now)
    {
        if ((slotId ?? bedId) is not { Length: > 0 } id) return (null, null);
        if (state.Held?.Id == id) return (state.Held, null);   // asked for again: it is ours
        var (found, refused) = capacity.Find(id, state.To.InstitutionId!, state.FromId, now);
        if (refused is { } why) return (null, Refused(why, id, slotId is null ? CapacityKind.Bed : CapacityKind.Slot, state, now));
        return found is { } place && (place.Kind == CapacityKind.Bed) == (slotId is null)
            ? (Reservation.Of(place), null)
            : (null, Refused(CapacityRefusal.CapacityUnknown, id, slotId is null ? CapacityKind.Bed : CapacityKind.Slot, state, now));
    }

    /// <summary>Somebody else's append came first.</summary>
    public Problem Taken(string id, ReferralState state, DateTimeOffset now) => Refused(
        CapacityRefusal.CapacityTaken, id, capacity.Find(id, state.To.InstitutionId!, state.FromId, now).Found?.Kind ?? CapacityKind.Slot, state, now);

    private Problem Refused(CapacityRefusal why, string id, CapacityKind kind, ReferralState state, DateTimeOffset now) =>
        Refusals.ToProblem(why).With("nextFree", capacity
            .NextFree(kind, state.To.InstitutionId!, state.To.Department, state.FromId, now, Offers, id)
            .Select(p => new PlaceView(p.Kind, p.Id, p.Label, p.Start, p.Length, p.Department)).ToArray());
}
