namespace Telemed.Referrals;

/// <summary>Collects the facts of one decision, each folded before the next is decided.</summary>
internal sealed class Steps(ReferralState state)
{
    private readonly List<ReferralEvent> events = [];

    public ReferralState State { get; private set; } = state;

    public Steps Then(params IEnumerable<ReferralEvent> facts)
    {
        foreach (var fact in facts.ToArray())
        {
            events.Add(fact);
            State = ReferralEvolve.Evolve(State, fact);
        }
        return this;
    }

    /// <summary>The decision; an ended case stops its clocks.</summary>
    public Decision Done(DateTimeOffset at)
    {
        if (State.Status.Ended()) Then(Clocks.StopAll(State, at));
        return new Decision.Happened(events);
    }
}
