using Telemed.Contracts;
using Telemed.Testing;
using static Telemed.Directory.PractitionerEvent;

namespace Telemed.Directory.Tests;

public class PractitionerRulesTests
{
    private static readonly DateOnly Today = new(2026, 5, 1);
    private static readonly Registered Card =
        new("林医生", "city", "心血管内科", Title.Attending, "内科专业", "110520100000001", new(2027, 12, 31), new(2015, 7, 1));

    private static readonly Spec<PractitionerState, PractitionerEvent, PractitionerRefusal> Spec = new(PractitionerRules.Initial, PractitionerRules.Evolve);

    [Fact]
    public void New_is_registered_and_holds_the_licence_alone()
    {
        var result = Spec.Given().When(s => PractitionerRules.Register(s, Card, Today));
        result.Then(Card);
        Assert.Equal(["licence:110520100000001"], PractitionerRules.Aggregate.Claims!(result.After));
    }

    [Fact] public void Registered_again_changes_nothing() => Spec.Given(Card).When(s => PractitionerRules.Register(s, Card, Today)).ThenNothing();

    [Fact]
    public void Registered_again_otherwise_is_refused() =>
        Spec.Given(Card).When(s => PractitionerRules.Register(s, Card with { Title = Title.Chief }, Today)).ThenRefused(PractitionerRefusal.AlreadyRegistered);

    [Fact]
    public void Practising_from_tomorrow_is_refused() =>
        Spec.Given().When(s => PractitionerRules.Register(s, Card with { PractisingSince = Today.AddDays(1) }, Today)).ThenRefused(PractitionerRefusal.NotYetPractising);

    [Fact]
    public void Moved_works_elsewhere() =>
        Spec.Given(Card).When(s => PractitionerRules.Move(s, "county", "心血管内科")).Then(new Moved("county", "心血管内科"));

    [Fact] public void Moved_to_where_one_is_changes_nothing() => Spec.Given(Card).When(s => PractitionerRules.Move(s, "city", "心血管内科")).ThenNothing();

    [Fact]
    public void A_new_title_is_recorded() =>
        Spec.Given(Card).When(s => PractitionerRules.ChangeTitle(s, Title.AssociateChief)).Then(new TitleChanged(Title.AssociateChief));

    [Fact] public void The_same_title_changes_nothing() => Spec.Given(Card).When(s => PractitionerRules.ChangeTitle(s, Title.Attending)).ThenNothing();

    [Fact]
    public void A_renewal_is_recorded() =>
        Spec.Given(Card).When(s => PractitionerRules.RenewLicence(s, new(2030, 1, 1))).Then(new LicenceRenewed(new(2030, 1, 1)));

    [Fact]
    public void A_renewal_that_shortens_is_refused() =>
        Spec.Given(Card).When(s => PractitionerRules.RenewLicence(s, new(2026, 1, 1))).ThenRefused(PractitionerRefusal.RenewalTooShort);

    [Fact]
    public void Left_is_recorded_once()
    {
        Spec.Given(Card).When(s => PractitionerRules.Leave(s, Today)).Then(new Left(Today));
        Spec.Given(Card, new Left(Today.AddDays(-1))).When(s => PractitionerRules.Leave(s, Today)).ThenNothing();
    }

    [Fact]
    public void Who_left_gets_neither_place_nor_title_nor_renewal()
    {
        Spec.Given(Card, new Left()).When(s => PractitionerRules.Move(s, "city", "心血管内科")).ThenRefused(PractitionerRefusal.HasLeft);
        Spec.Given(Card, new Left()).When(s => PractitionerRules.ChangeTitle(s, Title.Chief)).ThenRefused(PractitionerRefusal.HasLeft);
        Spec.Given(Card, new Left()).When(s => PractitionerRules.RenewLicence(s, new(2030, 1, 1))).ThenRefused(PractitionerRefusal.HasLeft);
    }

    [Fact]
    public void Not_registered_takes_no_step()
    {
        Spec.Given().When(s => PractitionerRules.Move(s, "city", "内科")).ThenRefused(PractitionerRefusal.NotRegistered);
        Spec.Given().When(s => PractitionerRules.ChangeTitle(s, Title.Chief)).ThenRefused(PractitionerRefusal.NotRegistered);
        Spec.Given().When(s => PractitionerRules.RenewLicence(s, Today)).ThenRefused(PractitionerRefusal.NotRegistered);
        Spec.Given().When(s => PractitionerRules.Return(s, "city", "内科", Today, null, Today)).ThenRefused(PractitionerRefusal.NotRegistered);
        Spec.Given().When(s => PractitionerRules.Leave(s, Today)).ThenRefused(PractitionerRefusal.NotRegistered);
    }
}
