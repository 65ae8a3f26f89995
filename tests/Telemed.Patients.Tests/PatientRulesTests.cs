using Telemed.Kernel;
using Telemed.Patients.Documents;
using Telemed.Testing;
using static Telemed.Patients.PatientEvent;

namespace Telemed.Patients.Tests;

public class PatientRulesTests
{
    private static readonly DateOnly May = new(2026, 5, 1);
    private static readonly DocumentRef Card = new(IdTypes.ResidentId, "aa");
    private static readonly DocumentRef Certificate = new(IdTypes.BirthCertificate, "cc");
    private static readonly GuardianRef Mother = new(GuardianRelation.Parent, "mm");
    private static readonly Registered Known = new(Card, "r1", Verification.None);
    private static readonly Spec<PatientState, PatientEvent, PatientRefusal> Spec = new(PatientRules.Initial, PatientRules.Evolve);

    [Fact]
    public void New_is_registered_and_holds_the_document_alone()
    {
        var result = Spec.Given().When(s => PatientRules.Register(s, Card, "r1", "township", Verification.CardRead, null));
        result.Then(new Registered(Card, "r1", Verification.CardRead), new Presented("township"));
        Assert.Equal(["document:aa"], PatientRules.Aggregate.Claims!(result.After));
    }

    [Fact]
    public void New_with_guardian_is_one_step() =>
        Spec.Given().When(s => PatientRules.Register(s, Certificate, "r1", "township", Verification.Manual, Mother))
            .Then(new Registered(Certificate, "r1", Verification.Manual), new Presented("township"), new GuardianNamed(GuardianRelation.Parent, "mm", "r1"));

    [Fact]
    public void Registered_again_with_a_document_of_the_person_changes_nothing() =>
        Spec.Given(Known).When(s => PatientRules.Register(s, Card, "r2", "township", Verification.None, null)).ThenNothing();

    [Fact]
    public void Registered_again_with_a_strange_document_is_refused() =>
        Spec.Given(Known).When(s => PatientRules.Register(s, Certificate, "r2", "township", Verification.None, Mother)).ThenRefused(PatientRefusal.AlreadyRegistered);

    [Fact]
    public void A_newborn_without_guardian_is_refused() =>
        Spec.Given().When(s => PatientRules.Register(s, Certificate, "r1", "township", Verification.Manual, null)).ThenRefused(PatientRefusal.NewbornNeedsGuardian);

    [Fact]
    public void Nobody_is_registered_under_the_own_guardianship() =>
        Spec.Given().When(s => PatientRules.Register(s, Card, "r1", "township", Verification.None, new(GuardianRelation.Parent, "aa"))).ThenRefused(PatientRefusal.GuardianIsThePatient);

    [Fact]
    public void Shown_at_another_institution_is_known_there()
    {
        var given = Spec.Given(Known, new Presented("township"));
        given.When(s => PatientRules.Present(s, "county", Verification.None)).Then(new Presented("county"));
        given.When(s => PatientRules.Present(s, "township", Verification.None)).ThenNothing();
    }

    [Fact]
    public void Shown_again_it_may_be_verified_better_but_never_worse()
    {
        var given = Spec.Given(Known, new Presented("township"), new IdentityVerified(Verification.CardRead));
        given.When(s => PatientRules.Present(s, "township", Verification.Face)).Then(new IdentityVerified(Verification.Face));
        given.When(s => PatientRules.Present(s, "township", Verification.Manual)).ThenNothing();
    }

    [Fact]
    public void A_further_card_points_to_the_same_person()
    {
        var result = Spec.Given(Known).When(s => PatientRules.LinkDocument(s, new(IdTypes.SocialSecurityCard, "ss"), "r2"));
        result.Then(new DocumentLinked(new(IdTypes.SocialSecurityCard, "ss"), "r2"));
        Assert.Equal(["document:aa", "document:ss"], PatientRules.Aggregate.Claims!(result.After));
        Assert.Equal("r2", result.After.Record);
    }

    [Fact]
    public void The_same_number_on_another_document_is_claimed_once() =>
        Assert.Equal(["document:aa"], PatientRules.Aggregate.Claims!(
            Spec.Given(Known).When(s => PatientRules.LinkDocument(s, new(IdTypes.DrivingLicence, "aa"), "r2")).After));

    [Fact]
    public void A_linked_card_linked_again_changes_nothing() =>
        Spec.Given(Known).When(s => PatientRules.LinkDocument(s, Card, "r2")).ThenNothing();

    [Fact]
    public void The_guardians_document_is_not_the_patients() =>
        Spec.Given(Known, new GuardianNamed(GuardianRelation.Parent, "mm", "r2")).When(s => PatientRules.LinkDocument(s, new(IdTypes.ResidentId, "mm"), "r3"))
            .ThenRefused(PatientRefusal.GuardianIsThePatient);

    [Fact]
    public void A_guardian_is_named() =>
        Spec.Given(Known).When(s => PatientRules.NameGuardian(s, Mother, "r2")).Then(new GuardianNamed(GuardianRelation.Parent, "mm", "r2"));

    [Fact]
    public void The_patient_is_not_the_guardian() =>
        Spec.Given(Known).When(s => PatientRules.NameGuardian(s, Mother with { Key = "aa" }, "r2")).ThenRefused(PatientRefusal.GuardianIsThePatient);

    [Fact]
    public void A_verified_document_is_a_checked_identity()
    {
        Assert.False(Spec.Given(Known).State.IdentityChecked);
        Assert.True(Spec.Given(Known).When(s => PatientRules.Verify(s, Verification.Face)).After.IdentityChecked);
    }

    [Fact]
    public void Verified_again_the_same_way_changes_nothing() =>
        Spec.Given(Known, new IdentityVerified(Verification.Face)).When(s => PatientRules.Verify(s, Verification.Face)).ThenNothing();

    [Fact]
    public void Verified_does_not_become_unverified() =>
        Spec.Given(Known, new IdentityVerified(Verification.Face)).When(s => PatientRules.Verify(s, Verification.None)).ThenRefused(PatientRefusal.AlreadyVerified);

    [Fact]
    public void An_allowed_exception_is_a_checked_identity() =>
        Assert.True(Spec.Given(Known).When(s => PatientRules.Except(s, IdentityException.Unconscious)).After.IdentityChecked);

    [Fact]
    public void Who_is_verified_needs_no_exception() =>
        Spec.Given(Known, new IdentityVerified(Verification.Face)).When(s => PatientRules.Except(s, IdentityException.DocumentLost)).ThenRefused(PatientRefusal.AlreadyVerified);

    [Fact] public void A_correction_is_a_new_version() => Spec.Given(Known).When(s => PatientRules.Correct(s, "r2")).Then(new Corrected("r2"));

    [Fact] public void The_same_version_changes_nothing() => Spec.Given(Known).When(s => PatientRules.Correct(s, "r1")).ThenNothing();

    [Fact]
    public void A_family_doctor_contract_is_signed_and_ended()
    {
        var signed = new FamilyDoctorSigned("doctor", May, null);
        Spec.Given(Known).When(s => PatientRules.SignFamilyDoctor(s, "doctor", May, null)).Then(signed);
        Spec.Given(Known, signed).When(s => PatientRules.SignFamilyDoctor(s, "doctor", May, null)).ThenNothing();
        Spec.Given(Known, signed).When(s => PatientRules.EndFamilyDoctor(s, May.AddDays(9))).Then(new FamilyDoctorEnded(May.AddDays(9)));
    }

    [Fact]
    public void A_contract_that_ends_before_it_begins_is_refused()
    {
        Spec.Given(Known).When(s => PatientRules.SignFamilyDoctor(s, "doctor", May, May.AddDays(-1))).ThenRefused(PatientRefusal.EndsBeforeStart);
        Spec.Given(Known, new FamilyDoctorSigned("doctor", May, null)).When(s => PatientRules.EndFamilyDoctor(s, May.AddDays(-1))).ThenRefused(PatientRefusal.EndsBeforeStart);
    }

    [Fact] public void No_contract_cannot_end() => Spec.Given(Known).When(s => PatientRules.EndFamilyDoctor(s, May)).ThenRefused(PatientRefusal.NoFamilyDoctor);

    [Fact]
    public void Erased_gives_the_documents_back()
    {
        var result = Spec.Given(Known).When(PatientRules.Erase);
        result.Then(new Erased());
        Assert.Empty(PatientRules.Aggregate.Claims!(result.After));
        Spec.Given(Known, new Erased()).When(PatientRules.Erase).ThenNothing();
    }

    public static TheoryData<string, Func<PatientState, Decision<PatientEvent, PatientRefusal>>> EveryStep => new()
    {
        { "present", s => PatientRules.Present(s, "county", Verification.Face) },
        { "link", s => PatientRules.LinkDocument(s, Card, "r") },
        { "guardian", s => PatientRules.NameGuardian(s, Mother, "r") },
        { "verify", s => PatientRules.Verify(s, Verification.Face) },
        { "except", s => PatientRules.Except(s, IdentityException.Newborn) },
        { "correct", s => PatientRules.Correct(s, "r") },
        { "family doctor", s => PatientRules.SignFamilyDoctor(s, "doctor", May, null) },
        { "end of contract", s => PatientRules.EndFamilyDoctor(s, May) },
    };

    [Theory, MemberData(nameof(EveryStep))]
    public void Neither_the_unknown_nor_the_erased_take_a_step(string step, Func<PatientState, Decision<PatientEvent, PatientRefusal>> decide)
    {
        Assert.NotEmpty(step);
        Spec.Given().When(decide).ThenRefused(PatientRefusal.NotRegistered);
        Spec.Given(Known, new Erased()).When(decide).ThenRefused(PatientRefusal.IsErased);
    }

    [Fact]
    public void The_erased_are_not_registered_again_under_their_old_id() =>
        Spec.Given(Known, new Erased()).When(s => PatientRules.Register(s, Card, "r", "township", Verification.None, null)).ThenRefused(PatientRefusal.IsErased);

    [Fact] public void The_unknown_cannot_be_erased() => Spec.Given().When(PatientRules.Erase).ThenRefused(PatientRefusal.NotRegistered);
}
