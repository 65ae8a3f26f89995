using Telemed.Contracts;
using static Telemed.Consultations.ConsultationEvent;

namespace Telemed.Consultations;

/// <summary>What time does to a case.</summary>
public static partial class Consultation
{
    /// <summary>A clock has run out. Too early, stopped, paused or done before: nothing happens.</summary>
    public static Decision FireClock(ConsultationState state, string name, DateTimeOffset at)
    {
        var clock = state.Clocks.FirstOrDefault(c => c.Name == name);
        if (clock is not { Running: true } || at < clock.DueAt) return Decision.Nothing;
        var steps = new Steps(state).Then(new ClockBreached(name, clock.Effect, clock.DueAt, at));
        return clock.Effect switch
        {
            BreachEffect.Escalate => steps.Then(new Escalated(name, at)).Done(at),
            BreachEffect.OfferSecondHospital => steps.Then(new SecondHospitalOffered(name, at)).Done(at),
            BreachEffect.Expire => steps.Then(new Expired(name, at)).Done(at),
            _ => steps.Done(at),
        };
    }
}
