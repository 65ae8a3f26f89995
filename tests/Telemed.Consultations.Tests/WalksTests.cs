using FsCheck;
using FsCheck.Fluent;
using Telemed.Contracts;
using static Telemed.Consultations.Tests.World;

namespace Telemed.Consultations.Tests;

/// <summary>Random walks through the table by everybody, with time passing: whatever happens, the case stays sound.</summary>
public sealed class WalksTests
{
    private static readonly Caller[] People = [World.Author, AskingOffice, AskedOffice, Lead, Expert, Bystander];
    private static readonly ConsultationAction[] AllActions = Enum.GetValues<ConsultationAction>();

    private static readonly ConsultationRequest[] Requests =
    [
        Request(), Request(ServiceKind.Imaging, ConsultationMode.Asynchronous, Urgency.Urgent), Request(ServiceKind.Clinical, ConsultationMode.Synchronous, Urgency.Emergency),
        Request(ServiceKind.Ecg, ConsultationMode.Asynchronous, Urgency.Emergency),
    ];

    [Fact]
    public void A_walk_never_leaves_the_sound_states() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 1_000_000).Select(n => n).ListOf(80).ToArbitrary(), steps => Walk([.. steps])));

    [Fact]
    public void A_step_repeated_changes_nothing() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 1_000_000).Select(n => n).ListOf(40).ToArbitrary(), steps => Repeat([.. steps])));

    private static bool Walk(int[] steps)
    {
        var state = Drafted(Requests[steps.Length == 0 ? 0 : steps[0] % Requests.Length]);
        var at = Ten;
        foreach (var step in steps)
        {
            at = at.AddMinutes(step % 97);
            foreach (var clock in state.Clocks) state = state.After(s => Consultation.FireClock(s, clock.Name, at));
            state = Step(state, step, at) is Decision.Happened happened ? happened.Events.Aggregate(state, ConsultationEvolve.Evolve) : state;
            Assert.True(Enum.IsDefined(state.Status) && state.Status != ConsultationStatus.None);
            Assert.True(state.Status.Open() ^ state.Status.Ended());
            Assert.Equal(state.Status.Ended(), state.EndedAt is not null);
            Assert.All(state.Clocks, c => Assert.True(c.Remaining is null || c.Remaining >= TimeSpan.Zero));
            if (state.Status.Ended()) Assert.All(state.Clocks, c => Assert.NotNull(c.StoppedAt));
            Assert.True(state.Status is not (ConsultationStatus.Released or ConsultationStatus.Adopted or ConsultationStatus.Closed) || state.Opinions.Count > 0);
            Assert.All(state.Opinions, o => Assert.NotEmpty(o.Signatures));
            Assert.Equal(state.Status is ConsultationStatus.NeedsInfo, state.Clocks.Any(c => c is { Name: ClockNames.Information, StoppedAt: null }));
        }
        return true;
    }

    private static bool Repeat(int[] steps)
    {
        var state = Drafted(Requests[0]);
        foreach (var step in steps)
        {
            if (Step(state, step, Ten.AddHours(3)) is not Decision.Happened { Events.Count: > 0 } happened) continue;
            state = happened.Events.Aggregate(state, ConsultationEvolve.Evolve);
            if (Again(step)) Assert.False(Step(state, step, Ten.AddHours(3)) is Decision.Happened { Events.Count: > 0 }, $"{AllActions[step % AllActions.Length]} again");
        }
        return true;
    }

    // these may be done twice on purpose: another draft text, a session that starts again
    private static bool Again(int step) => AllActions[step % AllActions.Length] is not ConsultationAction.DraftOpinion;

    private static Decision Step(ConsultationState state, int step, DateTimeOffset at) =>
        Actions.Try(state, AllActions[step % AllActions.Length], People[step / AllActions.Length % People.Length], at);
}
