using Telemed.Contracts;
using static Telemed.Referrals.ReferralEvent;
using static Telemed.Referrals.Tests.World;

namespace Telemed.Referrals.Tests;

public sealed class ClocksTests
{
    public static TheoryData<Urgency> Lanes => [.. Enum.GetValues<Urgency>()];

    [Theory, MemberData(nameof(Lanes))]
    public void The_clocks_of_an_answer_start_with_submission_and_break_as_their_rules_say(Urgency lane)
    {
        var state = Submitted(Request(lane));
        foreach (var name in new[] { ReferralClocks.Reminder, ReferralClocks.Answer, ReferralClocks.Fallback, ReferralClocks.Expiry })
        {
            var rule = Pack.Referrals.Clock(ReferralDirection.Up, lane, name)!;
            var clock = state.Clocks.Single(c => c.Name == name);
            Assert.Equal(Pack.Due(Ten, rule.Duration, rule.BusinessTime), clock.DueAt);
            Assert.Equal(Decision.Nothing, Referral.FireClock(state, name, clock.DueAt.AddTicks(-1)));
            var broken = state.After(s => Referral.FireClock(s, name, clock.DueAt));
            Assert.Equal(rule.Effect == BreachEffect.OfferSecondHospital, broken.SecondHospitalOffered);
            Assert.Equal(rule.Effect == BreachEffect.Expire, broken.Status == ReferralStatus.Expired);
            Assert.Equal(Decision.Nothing, Referral.FireClock(broken, name, clock.DueAt.AddHours(1)));
        }
    }

    [Theory, InlineData(Urgency.Emergency, "00:10:00"), InlineData(Urgency.Urgent, "02:00:00"), InlineData(Urgency.Routine, "1.00:00:00")]
    public void An_answer_is_due_by_the_lane(Urgency lane, string within) =>
        Assert.Equal(TimeSpan.Parse(within, null), Submitted(Request(lane)).Clocks.Single(c => c.Name == ReferralClocks.Answer).DueAt - Ten);

    [Fact]
    public void A_late_answer_escalates_and_a_later_one_offers_a_second_hospital()
    {
        var late = Assert.IsType<Decision.Happened>(Referral.FireClock(In("submitted, emergency"), ReferralClocks.Answer, Ten.AddMinutes(10)));
        Assert.Equal([typeof(ClockBreached), typeof(Escalated)], late.Events.Select(e => e.GetType()));
        Assert.Contains(ReferralTable.Allowed(In("submitted, second hospital offered"), World.Author), t => t.Action == ReferralAction.Redirect);
    }

    [Fact]
    public void While_a_question_is_open_the_answer_stands_still_and_goes_on_with_what_was_left()
    {
        var asked = Submitted(Request(Urgency.Urgent)).After(s => Referral.RequestInfo(s, AskedOffice, "血压？", Pack, Ten.AddMinutes(30)));
        Assert.Equal(TimeSpan.FromMinutes(90), asked.Clocks.Single(c => c.Name == ReferralClocks.Answer).Remaining);
        Assert.Equal(Decision.Nothing, Referral.FireClock(asked, ReferralClocks.Answer, Ten.AddDays(1)));
        var told = asked.After(s => Referral.ProvideInfo(s, World.Author, "150/90", [], [], Pack, Ten.AddHours(10)));
        Assert.Equal(Ten.AddHours(11.5), told.Clocks.Single(c => c.Name == ReferralClocks.Answer).DueAt);
    }

    [Fact]
    public void Whoever_left_before_an_answer_does_not_expire_on_the_way()
    {
        var moving = In("inTransit, not accepted");
        Assert.DoesNotContain(moving.Clocks, c => c is { Name: ReferralClocks.Expiry, StoppedAt: null });
        Assert.Contains(moving.Clocks, c => c is { Name: ReferralClocks.Answer, Running: true });
        Assert.Contains(moving.Clocks, c => c is { Name: ReferralClocks.Arrival, Running: true });
    }

    [Fact]
    public void The_no_show_counts_from_the_booked_time_and_ends_the_case_after_three_days()
    {
        var booked = Submitted(Request()).After(s => Referral.Accept(s, AskedOffice, Slot, Pack, Ten));
        Assert.Equal(Slot.Start!.Value.AddHours(72), booked.Clocks.Single(c => c.Name == ReferralClocks.NoShow).DueAt);
        var gone = booked.After(s => Referral.FireClock(s, ReferralClocks.NoShow, Slot.Start!.Value.AddHours(72)));
        Assert.Equal(ReferralStatus.NotArrived, gone.Status);
        Assert.Null(gone.Held);
    }

    [Fact]
    public void The_return_is_owed_a_day_after_the_end_of_the_stay()
    {
        var owed = In("completed").Clocks.Single(c => c.Name == ReferralClocks.Summary);
        Assert.Equal(Ten.AddHours(25), owed.DueAt);
        Assert.NotNull(In("completed, returned").Clocks.Single(c => c.Name == ReferralClocks.Summary).MetAt);
    }

    [Fact]
    public void A_follow_up_is_late_after_its_day_and_the_next_one_starts_with_it()
    {
        var first = World.Received.Clocks.Single(c => c.Name == ReferralClocks.FollowUp);
        var endOfDay = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.FromHours(8));
        Assert.Equal(Pack.Calendar.Add(endOfDay, Pack.Calendar.DayLength * 3), first.DueAt);
        var second = World.FollowedUp.Clocks.Single(c => c.Name == ReferralClocks.FollowUp);
        Assert.True(second is { Running: true } && second.DueAt > first.DueAt.AddDays(10));
        var all = World.FollowedUp.After(s => Referral.WaiveFollowUp(s, AskedOffice, null, "迁居", Pack, Ten.AddHours(3)));
        Assert.Contains(all.Clocks, c => c is { Name: ReferralClocks.Closing, Running: true });
    }

    [Fact]
    public void A_closed_loop_ends_by_itself_when_nobody_closes_it()
    {
        var state = In("completed, loop closed");
        var due = state.Clocks.Single(c => c.Name == ReferralClocks.Closing).DueAt;
        var ended = state.After(s => Referral.FireClock(s, ReferralClocks.Closing, due));
        Assert.Equal((ReferralStatus.Closed, "loopClosed"), (ended.Status, ended.ClosedBy!.Reason));
    }

    [Fact]
    public void A_wish_to_cancel_stops_the_clocks_and_a_refused_one_lets_them_go_on()
    {
        var wished = In("cancelRequested, by asking");
        Assert.All(wished.Clocks.Where(c => c.Name != ReferralClocks.Cancellation), c => Assert.False(c.Running));
        var refused = wished.After(s => Referral.ConfirmCancel(s, AskedOffice, false, Pack, Ten.AddHours(5)));
        Assert.Equal(ReferralStatus.Reserved, refused.Status);
        Assert.Equal(Ten.AddHours(72 + 5), refused.Clocks.Single(c => c.Name == ReferralClocks.NoShow).DueAt);
    }

    [Fact]
    public void An_ended_case_has_no_clock_that_runs()
    {
        foreach (var state in new[] { "closed", "cancelled", "withdrawn", "expired", "notArrived", "deceased" })
            Assert.All(In(state).Clocks, c => Assert.NotNull(c.StoppedAt));
    }
}
