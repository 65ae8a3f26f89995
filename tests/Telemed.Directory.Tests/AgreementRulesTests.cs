using Telemed.Contracts;
using Telemed.Testing;
using static Telemed.Directory.AgreementEvent;

namespace Telemed.Directory.Tests;

public class AgreementRulesTests
{
    private static readonly DateOnly May = new(2026, 5, 1);
    private static readonly AgreementTerms Terms = new("YL-2026-001", "township", "county", May, May.AddYears(1));
    private static readonly AgreementEvent[] Known = [new Signed(Terms), new KindAgreed(ServiceKind.Imaging)];
    private static readonly Spec<AgreementState, AgreementEvent, AgreementRefusal> Spec = new(AgreementRules.Initial, AgreementRules.Evolve);

    [Fact]
    public void New_is_signed_with_each_kind() =>
        Spec.Given().When(s => AgreementRules.Sign(s, Terms, [ServiceKind.Imaging, ServiceKind.Ecg], false, false))
            .Then(new Signed(Terms), new KindAgreed(ServiceKind.Imaging), new KindAgreed(ServiceKind.Ecg));

    [Fact] public void Signed_again_changes_nothing() => Spec.Given(Known).When(s => AgreementRules.Sign(s, Terms, [ServiceKind.Imaging], false, false)).ThenNothing();

    [Fact]
    public void Signed_again_with_other_kinds_is_refused() =>
        Spec.Given(Known).When(s => AgreementRules.Sign(s, Terms, [ServiceKind.Ecg], false, false)).ThenRefused(AgreementRefusal.AlreadySigned);

    [Fact]
    public void One_institution_does_not_agree_with_itself() =>
        Spec.Given().When(s => AgreementRules.Sign(s, Terms with { InvitedId = "township" }, [ServiceKind.Ecg], false, false)).ThenRefused(AgreementRefusal.SameParty);

    [Fact]
    public void The_asking_side_is_not_its_own_third_party() =>
        Spec.Given().When(s => AgreementRules.Sign(s, Terms with { ThirdPartyId = "township" }, [ServiceKind.Ecg], false, false)).ThenRefused(AgreementRefusal.SameParty);

    [Fact]
    public void Nothing_agreed_is_refused() =>
        Spec.Given().When(s => AgreementRules.Sign(s, Terms, [], false, false)).ThenRefused(AgreementRefusal.NoKinds);

    [Fact]
    public void Ending_before_it_begins_is_refused() =>
        Spec.Given().When(s => AgreementRules.Sign(s, Terms with { ValidTo = May.AddDays(-1) }, [ServiceKind.Ecg], false, false)).ThenRefused(AgreementRefusal.EndsBeforeStart);

    [Fact]
    public void Across_regions_without_quality_control_is_refused() =>
        Spec.Given().When(s => AgreementRules.Sign(s, Terms with { PartnerRegion = "370100" }, [ServiceKind.Ecg], true, false))
            .ThenRefused(AgreementRefusal.CrossRegionWithoutQcScope);

    [Fact]
    public void Across_regions_with_quality_control_is_signed()
    {
        var far = Terms with { PartnerRegion = "370100", QcScope = "两省互认质控" };
        Spec.Given().When(s => AgreementRules.Sign(s, far, [ServiceKind.Ecg], true, false)).Then(new Signed(far), new KindAgreed(ServiceKind.Ecg));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("county")]
    public void A_centre_without_a_hospital_as_third_party_is_refused(string? third) =>
        Spec.Given().When(s => AgreementRules.Sign(s, Terms with { ThirdPartyId = third }, [ServiceKind.Imaging], false, true))
            .ThenRefused(AgreementRefusal.CentreWithoutHospital);

    [Fact]
    public void A_centre_with_a_hospital_as_third_party_is_signed()
    {
        var three = Terms with { ThirdPartyId = "city" };
        Spec.Given().When(s => AgreementRules.Sign(s, three, [ServiceKind.Imaging], false, true)).Then(new Signed(three), new KindAgreed(ServiceKind.Imaging));
    }

    [Fact]
    public void Kinds_become_exactly_those_named() =>
        Spec.Given(Known).When(s => AgreementRules.ChangeKinds(s, [ServiceKind.Ecg])).Then(new KindAgreed(ServiceKind.Ecg), new KindDropped(ServiceKind.Imaging));

    [Fact] public void The_last_kind_cannot_be_dropped() => Spec.Given(Known).When(s => AgreementRules.ChangeKinds(s, [])).ThenRefused(AgreementRefusal.NoKinds);

    [Fact]
    public void Terminated_takes_no_other_kinds() =>
        Spec.Given([.. Known, new Terminated(May)]).When(s => AgreementRules.ChangeKinds(s, [ServiceKind.Ecg])).ThenRefused(AgreementRefusal.IsTerminated);

    [Theory]
    [InlineData(10, 10)]
    [InlineData(800, 365)]
    public void The_earlier_of_term_and_termination_is_the_last_day(int terminatedAfter, int lastAfter) =>
        Assert.Equal(May.AddDays(lastAfter), Spec.Given(Known).When(s => AgreementRules.Terminate(s, May.AddDays(terminatedAfter))).After.LastDay);

    [Fact]
    public void Terminated_before_it_begins_is_refused() =>
        Spec.Given(Known).When(s => AgreementRules.Terminate(s, May.AddDays(-1))).ThenRefused(AgreementRefusal.EndsBeforeStart);

    [Fact]
    public void Terminated_again_changes_nothing() =>
        Spec.Given([.. Known, new Terminated(May)]).When(s => AgreementRules.Terminate(s, May)).ThenNothing();

    [Fact]
    public void Terminated_again_on_another_day_is_refused() =>
        Spec.Given([.. Known, new Terminated(May)]).When(s => AgreementRules.Terminate(s, May.AddDays(1))).ThenRefused(AgreementRefusal.IsTerminated);

    [Fact]
    public void Not_signed_takes_no_step()
    {
        Spec.Given().When(s => AgreementRules.Terminate(s, May)).ThenRefused(AgreementRefusal.NotSigned);
        Spec.Given().When(s => AgreementRules.ChangeKinds(s, [ServiceKind.Ecg])).ThenRefused(AgreementRefusal.NotSigned);
    }
}
