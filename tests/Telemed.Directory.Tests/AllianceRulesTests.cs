using Telemed.Testing;
using static Telemed.Directory.AllianceEvent;

namespace Telemed.Directory.Tests;

public class AllianceRulesTests
{
    private static readonly DateOnly May = new(2026, 5, 1);
    private static readonly DateOnly June = new(2026, 6, 1);
    private static readonly Formed Known = new("云岭医联体", "county", May);
    private static readonly Spec<AllianceState, AllianceEvent, AllianceRefusal> Spec = new(AllianceRules.Initial, AllianceRules.Evolve);

    [Fact]
    public void New_is_formed_and_its_lead_is_a_member()
    {
        var formed = Spec.Given().When(s => AllianceRules.Form(s, "云岭医联体", "county", May));
        formed.Then(Known);
        Assert.True(formed.After.Has("county", May));
        Assert.False(formed.After.Has("county", May.AddDays(-1)));
    }

    [Fact] public void Formed_again_changes_nothing() => Spec.Given(Known).When(s => AllianceRules.Form(s, "云岭医联体", "county", May)).ThenNothing();

    [Fact]
    public void Formed_again_under_another_lead_is_refused() =>
        Spec.Given(Known).When(s => AllianceRules.Form(s, "云岭医联体", "other", May)).ThenRefused(AllianceRefusal.AlreadyFormed);

    [Fact] public void A_member_joins() => Spec.Given(Known).When(s => AllianceRules.Join(s, "a", June)).Then(new MemberJoined("a", June));

    [Fact]
    public void Joined_again_on_the_same_day_changes_nothing() =>
        Spec.Given(Known, new MemberJoined("a", June)).When(s => AllianceRules.Join(s, "a", June)).ThenNothing();

    [Fact]
    public void A_member_cannot_join_once_more() =>
        Spec.Given(Known, new MemberJoined("a", May)).When(s => AllianceRules.Join(s, "a", June)).ThenRefused(AllianceRefusal.AlreadyMember);

    [Fact]
    public void Nobody_joins_before_the_alliance_is_there() =>
        Spec.Given(Known).When(s => AllianceRules.Join(s, "a", May.AddDays(-1))).ThenRefused(AllianceRefusal.EndsBeforeStart);

    [Fact]
    public void A_member_who_left_is_one_until_the_last_day()
    {
        var after = Spec.Given(Known, new MemberJoined("a", May)).When(s => AllianceRules.Leave(s, "a", June)).After;
        Assert.True(after.Has("a", June));
        Assert.False(after.Has("a", June.AddDays(1)));
    }

    [Fact]
    public void Who_left_joins_again_later() =>
        Spec.Given(Known, new MemberJoined("a", May), new MemberLeft("a", June)).When(s => AllianceRules.Join(s, "a", June.AddDays(1)))
            .Then(new MemberJoined("a", June.AddDays(1)));

    [Fact]
    public void Who_left_does_not_join_within_the_old_time() =>
        Spec.Given(Known, new MemberJoined("a", May), new MemberLeft("a", June)).When(s => AllianceRules.Join(s, "a", June))
            .ThenRefused(AllianceRefusal.AlreadyMember);

    [Fact]
    public void Left_again_changes_nothing() =>
        Spec.Given(Known, new MemberJoined("a", May), new MemberLeft("a", June)).When(s => AllianceRules.Leave(s, "a", June)).ThenNothing();

    [Fact] public void A_stranger_cannot_leave() => Spec.Given(Known).When(s => AllianceRules.Leave(s, "a", June)).ThenRefused(AllianceRefusal.NotMember);

    [Fact]
    public void Nobody_leaves_before_joining() =>
        Spec.Given(Known, new MemberJoined("a", June)).When(s => AllianceRules.Leave(s, "a", May)).ThenRefused(AllianceRefusal.EndsBeforeStart);

    [Fact] public void The_lead_cannot_leave() => Spec.Given(Known).When(s => AllianceRules.Leave(s, "county", June)).ThenRefused(AllianceRefusal.LeadCannotLeave);

    [Fact]
    public void A_member_takes_the_lead() =>
        Spec.Given(Known, new MemberJoined("a", May)).When(s => AllianceRules.ChangeLead(s, "a")).Then(new LeadChanged("a"));

    [Fact] public void A_stranger_cannot_take_the_lead() => Spec.Given(Known).When(s => AllianceRules.ChangeLead(s, "a")).ThenRefused(AllianceRefusal.NotMember);

    [Fact]
    public void Dissolved_has_no_members_after_the_last_day()
    {
        var after = Spec.Given(Known).When(s => AllianceRules.Dissolve(s, June)).After;
        Assert.True(after.Has("county", June));
        Assert.False(after.Has("county", June.AddDays(1)));
    }

    [Fact]
    public void Dissolved_before_it_was_formed_is_refused() =>
        Spec.Given(Known).When(s => AllianceRules.Dissolve(s, May.AddDays(-1))).ThenRefused(AllianceRefusal.EndsBeforeStart);

    [Fact]
    public void Dissolved_again_on_another_day_is_refused() =>
        Spec.Given(Known, new Dissolved(June)).When(s => AllianceRules.Dissolve(s, May)).ThenRefused(AllianceRefusal.IsDissolved);

    [Fact]
    public void Dissolved_takes_nobody_in() =>
        Spec.Given(Known, new Dissolved(June)).When(s => AllianceRules.Join(s, "a", May)).ThenRefused(AllianceRefusal.IsDissolved);

    [Fact]
    public void Not_formed_takes_no_step()
    {
        Spec.Given().When(s => AllianceRules.Join(s, "a", May)).ThenRefused(AllianceRefusal.NotFormed);
        Spec.Given().When(s => AllianceRules.Leave(s, "a", May)).ThenRefused(AllianceRefusal.NotFormed);
        Spec.Given().When(s => AllianceRules.ChangeLead(s, "a")).ThenRefused(AllianceRefusal.NotFormed);
        Spec.Given().When(s => AllianceRules.Dissolve(s, May)).ThenRefused(AllianceRefusal.NotFormed);
    }
}
