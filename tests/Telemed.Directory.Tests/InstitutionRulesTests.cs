using Telemed.Contracts;
using Telemed.Testing;
using static Telemed.Directory.InstitutionEvent;

namespace Telemed.Directory.Tests;

public class InstitutionRulesTests
{
    private static readonly DateOnly Spring = new(2026, 4, 1);

    private static readonly InstitutionProfile Township = new(
        "云岭镇卫生院", InstitutionKind.TownshipCentre, AdministrativeTier.Township, HospitalGrade.Level1A, Ownership.Public, "520191",
        "PDY00190152019112C2201", "91350100M000100Y43", ConnectBy: Spring);

    private static readonly Registered Known = new(Township);
    private static readonly Spec<InstitutionState, InstitutionEvent, InstitutionRefusal> Spec = new(InstitutionRules.Initial, InstitutionRules.Evolve);

    [Fact] public void New_with_a_licence_is_registered() => Spec.Given().When(s => InstitutionRules.Register(s, Township)).Then(Known);

    [Fact]
    public void Registered_again_with_the_same_particulars_changes_nothing() =>
        Spec.Given(Known).When(s => InstitutionRules.Register(s, Township)).ThenNothing();

    [Fact]
    public void Registered_again_with_others_is_refused() =>
        Spec.Given(Known).When(s => InstitutionRules.Register(s, Township with { Name = "别名" })).ThenRefused(InstitutionRefusal.AlreadyRegistered);

    [Fact]
    public void Neither_licence_nor_body_type_is_refused() =>
        Spec.Given().When(s => InstitutionRules.Register(s, Township with { Code22 = null })).ThenRefused(InstitutionRefusal.NeitherLicenceNorBodyType);

    [Fact]
    public void A_body_that_needs_no_licence_is_registered()
    {
        var blood = Township with { Code22 = null, Body = BodyType.BloodBank };
        Spec.Given().When(s => InstitutionRules.Register(s, blood)).Then(new Registered(blood));
    }

    [Fact]
    public void A_third_party_centre_without_licence_is_refused() =>
        Spec.Given().When(s => InstitutionRules.Register(s, Township with { Code22 = null, Body = BodyType.Other, Ownership = Ownership.ThirdParty }))
            .ThenRefused(InstitutionRefusal.ThirdPartyNeedsLicence);

    [Fact]
    public void A_new_profile_must_keep_the_licence() =>
        Spec.Given(Known).When(s => InstitutionRules.ChangeProfile(s, Township with { Code22 = null })).ThenRefused(InstitutionRefusal.NeitherLicenceNorBodyType);

    [Fact]
    public void A_new_grade_is_recorded_and_leaves_the_tier()
    {
        var raised = Township with { Grade = HospitalGrade.Level2C };
        var after = Spec.Given(Known).When(s => InstitutionRules.ChangeProfile(s, raised)).After.Profile!;
        Assert.Equal((HospitalGrade.Level2C, AdministrativeTier.Township), (after.Grade, after.Tier));
    }

    [Fact] public void The_same_profile_changes_nothing() => Spec.Given(Known).When(s => InstitutionRules.ChangeProfile(s, Township)).ThenNothing();

    [Fact] public void Registered_goes_to_trial() => Spec.Given(Known).When(InstitutionRules.StartTrial).Then(new TrialStarted());

    [Fact] public void Trial_again_changes_nothing() => Spec.Given(Known, new TrialStarted()).When(InstitutionRules.StartTrial).ThenNothing();

    [Fact]
    public void Connected_does_not_go_back_to_trial() =>
        Spec.Given(Known, new Connected()).When(InstitutionRules.StartTrial).ThenRefused(InstitutionRefusal.AlreadyConnected);

    [Fact]
    public void Suspended_does_not_go_to_trial() =>
        Spec.Given(Known, new Connected(), new Suspended()).When(InstitutionRules.StartTrial).ThenRefused(InstitutionRefusal.IsSuspended);

    [Fact] public void Trial_is_connected() => Spec.Given(Known, new TrialStarted()).When(InstitutionRules.Connect).Then(new Connected());

    [Fact] public void Connected_again_changes_nothing() => Spec.Given(Known, new Connected()).When(InstitutionRules.Connect).ThenNothing();

    [Fact]
    public void Suspended_is_not_connected_around_its_reinstatement() =>
        Spec.Given(Known, new Connected(), new Suspended()).When(InstitutionRules.Connect).ThenRefused(InstitutionRefusal.IsSuspended);

    [Fact]
    public void Not_yet_connected_cannot_be_suspended() =>
        Spec.Given(Known).When(InstitutionRules.Suspend).ThenRefused(InstitutionRefusal.NotConnected);

    [Fact] public void Suspended_again_changes_nothing() => Spec.Given(Known, new Connected(), new Suspended()).When(InstitutionRules.Suspend).ThenNothing();

    [Theory]
    [InlineData(true, ConnectionStatus.Connected)]
    [InlineData(false, ConnectionStatus.Trial)]
    public void Reinstated_stands_where_it_stood(bool connected, ConnectionStatus status)
    {
        InstitutionEvent before = connected ? new Connected() : new TrialStarted();
        Assert.Equal(status, Spec.Given(Known, before, new Suspended()).When(InstitutionRules.Reinstate).After.Status);
    }

    [Fact]
    public void Not_suspended_is_not_reinstated() =>
        Spec.Given(Known, new Connected()).When(InstitutionRules.Reinstate).ThenRefused(InstitutionRefusal.NotSuspended);

    [Fact]
    public void Services_become_exactly_those_named() =>
        Spec.Given(Known, new ServiceOffered(ServiceKind.Ecg)).When(s => InstitutionRules.OfferServices(s, [ServiceKind.Imaging, ServiceKind.Imaging]))
            .Then(new ServiceOffered(ServiceKind.Imaging), new ServiceWithdrawn(ServiceKind.Ecg));

    [Fact]
    public void Departments_become_exactly_those_named() =>
        Spec.Given(Known, new DepartmentOpened("内科")).When(s => InstitutionRules.SetDepartments(s, ["外科"]))
            .Then(new DepartmentOpened("外科"), new DepartmentClosed("内科"));

    [Fact]
    public void Ae_titles_become_exactly_those_named() =>
        Spec.Given(Known, new AeTitleAssigned("OLD")).When(s => InstitutionRules.SetAeTitles(s, ["TOWNSHIP_A"]))
            .Then(new AeTitleAssigned("TOWNSHIP_A"), new AeTitleRemoved("OLD"));

    [Fact]
    public void Codes_and_ae_titles_are_claimed_and_given_back()
    {
        var given = Spec.Given(Known, new AeTitleAssigned("TOWNSHIP_A"));
        Assert.Equal(
            ["institution-code:PDY00190152019112C2201", "credit-code:91350100M000100Y43", "ae-title:TOWNSHIP_A"],
            InstitutionRules.Aggregate.Claims!(given.State));
        Assert.DoesNotContain("ae-title:TOWNSHIP_A", InstitutionRules.Aggregate.Claims!(given.When(s => InstitutionRules.SetAeTitles(s, [])).After));
    }

    [Theory]
    [InlineData(Ownership.Public, 2, true)]
    [InlineData(Ownership.Public, 1, false)]
    [InlineData(Ownership.Private, 2, false)]
    public void Only_public_bodies_become_overdue_and_only_after_the_day(Ownership ownership, int day, bool overdue) =>
        Assert.Equal(overdue, Spec.Given(new Registered(Township with { Ownership = ownership })).State.Overdue(new(2026, 4, day)));

    [Fact] public void Connected_is_never_overdue() => Assert.False(Spec.Given(Known, new Connected()).State.Overdue(Spring.AddYears(1)));

    public static TheoryData<string, Func<InstitutionState, Kernel.Decision<InstitutionEvent, InstitutionRefusal>>> EveryStep => new()
    {
        { "profile", s => InstitutionRules.ChangeProfile(s, Township) },
        { "trial", InstitutionRules.StartTrial },
        { "connect", InstitutionRules.Connect },
        { "suspend", InstitutionRules.Suspend },
        { "reinstate", InstitutionRules.Reinstate },
        { "services", s => InstitutionRules.OfferServices(s, [ServiceKind.Ecg]) },
        { "departments", s => InstitutionRules.SetDepartments(s, ["内科"]) },
        { "ae titles", s => InstitutionRules.SetAeTitles(s, ["A"]) },
    };

    [Theory, MemberData(nameof(EveryStep))]
    public void Not_registered_takes_no_step(string step, Func<InstitutionState, Kernel.Decision<InstitutionEvent, InstitutionRefusal>> decide)
    {
        Assert.NotEmpty(step);
        Spec.Given().When(decide).ThenRefused(InstitutionRefusal.NotRegistered);
    }
}
