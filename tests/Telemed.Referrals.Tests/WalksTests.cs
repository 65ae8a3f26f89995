using FsCheck;
using FsCheck.Fluent;
using Telemed.Contracts;
using static Telemed.Referrals.ReferralEvent;
using static Telemed.Referrals.Tests.World;

namespace Telemed.Referrals.Tests;

/// <summary>Random walks of two linked cases by everybody, with time passing and news that comes late or twice: whatever happens, both stay sound.</summary>
public sealed class WalksTests
{
    private static readonly Caller[] People = [World.Author, Colleague, AskingOffice, AskedOffice, Doctor1, As(Role.Physician, "city-doctor", "city", "p-city")];
    private static readonly ReferralAction[] AllActions = Enum.GetValues<ReferralAction>();
    private static readonly ReferralRequest[] Requests = [Request(), Request(Urgency.Emergency), Request(Urgency.Urgent), Request(direction: ReferralDirection.Down) with { Plan = Plan }];

    [Fact]
    public void A_walk_never_leaves_the_sound_states() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 1_000_000).ListOf(60).ToArbitrary(), steps => new Walk([.. steps], []).Run()));

    [Fact]
    public void Walks_come_to_every_state()
    {
        var seen = new HashSet<ReferralStatus>();
        for (var seed = 1; seed <= 400; seed++)
        {
            var random = new Random(seed);
            Assert.True(new Walk([.. Enumerable.Range(0, 60).Select(_ => random.Next(1_000_000))], seen).Run());
        }
        Assert.Empty(Enum.GetValues<ReferralStatus>().Except(seen).Except([ReferralStatus.None]));
    }

    [Fact]
    public void A_step_repeated_changes_nothing() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 1_000_000).ListOf(40).ToArbitrary(), steps => Repeat([.. steps])));

    private static bool Repeat(int[] steps)
    {
        var state = Drafted(Requests[steps.Length == 0 ? 0 : steps[0] % Requests.Length]);
        foreach (var step in steps)
        {
            if (Step(state, step, Ten.AddHours(3)) is not Decision.Happened { Events.Count: > 0 } happened) continue;
            state = happened.Events.Aggregate(state, ReferralEvolve.Evolve);
            // another slot, or another follow-up, may be meant
            if (AllActions[step % AllActions.Length] is not (ReferralAction.Reserve or ReferralAction.FollowUp))
                Assert.False(Step(state, step, Ten.AddHours(3)) is Decision.Happened { Events.Count: > 0 }, $"{AllActions[step % AllActions.Length]} again in {state.Status}");
        }
        return true;
    }

    private static Decision Step(ReferralState state, int step, DateTimeOffset at) =>
        Actions.Try(state, AllActions[step % AllActions.Length], People[step / AllActions.Length % People.Length], at);

    /// <summary>Mostly what somebody may do, sometimes anything.</summary>
    private static Decision Likely(ReferralState state, int step, DateTimeOffset at)
    {
        if (step % 6 == 0) return Step(state, step / 6, at);
        var may = People.SelectMany(p => ReferralTable.Allowed(state, p).Select(row => (Who: p, row.Action))).Distinct().ToArray();
        // an end that is always near would cut most walks short
        var quiet = may.Where(m => m.Action is not (ReferralAction.RecordDeath or ReferralAction.Withdraw or ReferralAction.MarkNotArrived)).ToArray();
        var choice = step % 11 == 0 || quiet.Length == 0 ? may : quiet;
        return choice.Length == 0 ? Step(state, step, at) : Actions.Try(state, choice[step / 11 % choice.Length].Action, choice[step / 11 % choice.Length].Who, at);
    }

    /// <summary>One case, and the return it may lead to.</summary>
    private sealed class Walk(int[] steps, HashSet<ReferralStatus> seen)
    {
        private readonly List<ReferralEvent> history = [];
        private readonly List<ReferralEvent> below = [];
        private ReferralState state = ReferralState.Initial;
        private ReferralState back = ReferralState.Initial;
        private string? backId;

        public bool Run()
        {
            state = Drafted(Requests[steps.Length == 0 ? 0 : steps[0] % Requests.Length]);
            var at = Ten;
            foreach (var step in steps)
            {
                at = at.AddMinutes(step % 13 == 0 ? 5 * 24 * 60 : step % 251);   // and the clock jumps
                foreach (var clock in state.Clocks) Apply(ref state, history, Referral.FireClock(state, clock.Name, at));
                foreach (var clock in back.Clocks) Apply(ref back, below, Referral.FireClock(back, clock.Name, at));
                if (step % 3 == 0) Apply(ref back, below, Likely(back, step / 3, at));
                else Apply(ref state, history, Likely(state, step / 3, at));
                if (step % 5 != 0) News(at);   // now and then a crash: the news comes later
                if (step % 7 == 0) News(at);   // or twice
                Sound(state, history);
                Sound(back, below);
                seen.Add(state.Status);
            }
            News(at);
            if (state.Status.Open() && state.Return is { Ended: false } known && known.Case.Id == backId)
            {
                Assert.Equal(back.ReceivedAt is not null, known.ReceivedAt is not null);
                Assert.Equal(back.FollowUps.Any(t => t.Settled), known.FollowedUpAt is not null);
            }
            return true;
        }

        private void News(DateTimeOffset at)
        {
            if (state.Return is not { } decided) return;
            if (decided.Case.Id != backId) (backId, back, _) = (decided.Case.Id, ReferralState.Initial, Clear());
            Apply(ref back, below, Referral.OpenReturn(back, "case", state, Pack));
            Apply(ref state, history, Referral.HearOfReturn(state, backId!, back, Pack, at));
        }

        private int Clear()
        {
            below.Clear();
            return 0;
        }

        private static void Apply(ref ReferralState on, List<ReferralEvent> facts, Decision decision)
        {
            if (decision is not Decision.Happened happened) return;
            foreach (var fact in happened.Events)
            {
                facts.Add(fact);
                on = ReferralEvolve.Evolve(on, fact);
            }
        }

        private static void Sound(ReferralState s, List<ReferralEvent> facts)
        {
            if (s.Status == ReferralStatus.None) return;
            Assert.True(Enum.IsDefined(s.Status) && s.Status.Open() != s.Status.Ended());
            Assert.Equal(s.Status.Ended(), s.EndedAt is not null);
            Assert.All(s.Clocks, c => Assert.True(c.Remaining is null || c.Remaining >= TimeSpan.Zero));
            if (s.Status.Ended()) Assert.All(s.Clocks, c => Assert.NotNull(c.StoppedAt));
            Assert.Equal(s.Status == ReferralStatus.NeedsInfo, s.Clocks.Any(c => c is { Name: ReferralClocks.Information, StoppedAt: null }));
            Assert.Equal(s.Status == ReferralStatus.CancelRequested, s.Clocks.Any(c => c is { Name: ReferralClocks.Cancellation, StoppedAt: null }));
            if (s.Status is ReferralStatus.Accepted or ReferralStatus.Reserved or ReferralStatus.CancelRequested) Assert.NotNull(s.AcceptedAt);
            if (s.Status is ReferralStatus.Completed) Assert.NotNull(s.Discharge);
            if (s is { Status: ReferralStatus.Closed, ClosedBy: null }) Assert.True(Referral.LoopClosed(s));
            if (s is { Status: ReferralStatus.Closed, Direction: ReferralDirection.Up, ClosedBy: null or { Reason: "loopClosed" } }) Assert.True(s.Return!.LoopClosed);
            if (s.Status.Ended() || s.Status is ReferralStatus.Draft) Assert.DoesNotContain(s.Claims, c => c.StartsWith("live-", StringComparison.Ordinal) || c.StartsWith(ReferralState.CapacityPrefix, StringComparison.Ordinal));
            // a clock that was started runs out at most once
            var fired = new Dictionary<string, int>();
            foreach (var fact in facts)
                if (fact is ClockStarted started) fired[started.Clock] = 0;
                else if (fact is ClockBreached breached) Assert.Equal(1, ++System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(fired, breached.Clock, out _));
        }
    }
}
