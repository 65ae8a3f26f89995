using Telemed.Contracts;
using Telemed.Testing;
using static Telemed.Directory.PractitionerEvent;

namespace Telemed.Directory.Tests;

public class ReturnRulesTests
{
    private static readonly DateOnly Today = new(2026, 5, 1);
    private static readonly Registered Card =
        new("林医生", "city", "心血管内科", Title.Attending, "内科专业", "110520100000001", Today, new(2015, 7, 1));

    private static readonly Spec<PractitionerState, PractitionerEvent, PractitionerRefusal> Spec = new(PractitionerRules.Initial, PractitionerRules.Evolve);

    [Fact]
    public void On_the_last_day_of_the_licence_one_is_at_work_again()
    {
        var back = Spec.Given(Card, new Left(Today.AddDays(-30))).When(s => Return(s, Today.AddDays(-1)));
        back.Then(new Returned("county", "内科", Today.AddDays(-1)));
        Assert.Equal(("county", true, (DateOnly?)null), (back.After.Card!.InstitutionId, back.After.Active, back.After.LeftOn));
    }

    [Fact]
    public void The_day_after_the_licence_ended_one_is_not() =>
        Spec.Given(Card with { LicenceValidTo = Today.AddDays(-1) }, new Left()).When(s => Return(s, Today)).ThenRefused(PractitionerRefusal.LicenceExpired);

    [Fact]
    public void A_licence_that_held_on_the_first_day_back_and_no_longer_holds_is_refused() =>
        Spec.Given(Card with { LicenceValidTo = Today.AddDays(-1) }, new Left()).When(s => Return(s, Today.AddDays(-9))).ThenRefused(PractitionerRefusal.LicenceExpired);

    [Fact]
    public void A_licence_that_ended_is_renewed_in_the_same_step() =>
        Spec.Given(Card with { LicenceValidTo = Today.AddDays(-1) }, new Left()).When(s => Return(s, Today, new(2030, 1, 1)))
            .Then(new LicenceRenewed(new(2030, 1, 1)), new Returned("county", "内科", Today));

    [Fact]
    public void A_renewal_to_a_day_that_has_passed_is_no_renewal() =>
        Spec.Given(Card with { LicenceValidTo = Today.AddDays(-9) }, new Left()).When(s => Return(s, Today, Today.AddDays(-1))).ThenRefused(PractitionerRefusal.LicenceExpired);

    [Fact]
    public void A_renewal_that_shortens_is_refused() =>
        Spec.Given(Card with { LicenceValidTo = Today.AddDays(2) }, new Left()).When(s => Return(s, Today, Today.AddDays(1))).ThenRefused(PractitionerRefusal.RenewalTooShort);

    [Fact]
    public void The_licence_as_it_is_is_not_recorded_again() =>
        Spec.Given(Card, new Left()).When(s => Return(s, Today, Card.LicenceValidTo)).Then(new Returned("county", "内科", Today));

    [Fact]
    public void From_tomorrow_is_refused() =>
        Spec.Given(Card, new Left()).When(s => Return(s, Today.AddDays(1))).ThenRefused(PractitionerRefusal.NotYetPractising);

    [Fact]
    public void On_the_day_of_leaving_and_not_before()
    {
        Spec.Given(Card, new Left(Today.AddDays(-3))).When(s => Return(s, Today.AddDays(-3))).Then(new Returned("county", "内科", Today.AddDays(-3)));
        Spec.Given(Card, new Left(Today.AddDays(-3))).When(s => Return(s, Today.AddDays(-4))).ThenRefused(PractitionerRefusal.ReturnsBeforeLeaving);
    }

    [Fact]
    public void Who_is_at_work_does_not_come_back()
    {
        Spec.Given(Card).When(s => Return(s, Today)).ThenRefused(PractitionerRefusal.AtWork);
        Spec.Given(Card, new Left(), new Returned("county", "内科", Today)).When(s => Return(s, Today)).ThenNothing();
    }

    [Fact]
    public void Who_came_back_by_a_move_of_before_is_at_work()
    {
        var moved = PractitionerRules.Evolve(PractitionerRules.Evolve(PractitionerRules.Evolve(PractitionerRules.Initial, Card), new Left(Today)), new Moved("county", "内科"));
        Assert.Equal((true, null), (moved.Active, moved.LeftOn));
    }

    private static Kernel.Decision<PractitionerEvent, PractitionerRefusal> Return(PractitionerState state, DateOnly from, DateOnly? validTo = null) =>
        PractitionerRules.Return(state, "county", "内科", from, validTo, Today);
}
