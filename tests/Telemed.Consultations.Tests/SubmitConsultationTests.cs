using Telemed.Contracts;
using static Telemed.Consultations.ConsultationRefusal;
using static Telemed.Consultations.Tests.World;

namespace Telemed.Consultations.Tests;

/// <summary>What keeps a request from leaving the asking side.</summary>
public sealed class SubmitConsultationTests
{
    private static readonly Dictionary<ConsultationRefusal, (Func<ConsultationRequest, ConsultationRequest> Request, Func<Surroundings, Surroundings> Around)> Faults = new()
    {
        [ReasonMissing] = (r => r with { Reason = " " }, a => a),
        [PurposeMissing] = (r => r with { Purpose = null }, a => a),
        [ComplaintMissing] = (r => r with { Summary = r.Summary with { Complaint = null } }, a => a),
        [HistoryMissing] = (r => r with { Summary = r.Summary with { History = "" } }, a => a),
        [DiagnosisMissing] = (r => r with { Summary = r.Summary with { Diagnoses = [] } }, a => a),
        [StudyMissing] = (r => r with { Kind = ServiceKind.Imaging, Studies = [] }, a => a),
        [ExaminationMissing] = (r => r with { Kind = ServiceKind.Ecg, Studies = [] }, a => a),
        [InvitedMissing] = (r => r with { Invited = r.Invited with { InstitutionId = null } }, a => a),
        [DepartmentMissing] = (r => r with { Invited = r.Invited with { Department = null } }, a => a),
        [PatientUnknown] = (r => r, a => a with { Patient = null }),
        [IdentityUnchecked] = (r => r, a => a with { Patient = Patient with { IdentityChecked = false } }),
        [GuardianMissing] = (r => r, a => a with { Patient = Patient with { BirthDate = new(2020, 1, 1) } }),
        [GuardianConsentNeeded] = (r => r, a => a with { Patient = Patient with { BirthDate = new(2020, 1, 1), HasGuardian = true } }),
        [ConsentMissing] = (r => r with { Consent = null }, a => a),
        [ConsentInFuture] = (r => r with { Consent = new(ConsentBasis.Written, true, Ten.AddHours(1)) }, a => a),
        [EmergencyBasisNotAllowed] = (r => r with { Consent = new(ConsentBasis.Emergency, true, Ten) }, a => a),
        [OwnInstitution] = (r => r, a => a with { Invited = Township }),
        [InvitingNotConnected] = (r => r, a => a with { Inviting = Township with { Status = ConnectionStatus.Suspended } }),
        [InvitedNotConnected] = (r => r, a => a with { Invited = City with { Status = ConnectionStatus.Registered } }),
        [KindNotOffered] = (r => r, a => a with { Invited = City with { Services = [ServiceKind.Ecg] } }),
        [NoAgreement] = (r => r, a => a with { Agreement = null }),
        [HigherAsksLower] = (r => r, a => a with { Invited = City with { Tier = AdministrativeTier.Village, Services = [] } }),
        [AuthorNotPractitioner] = (r => r, a => a with { AuthorAs = null }),
        [AuthorLicenceExpired] = (r => r, a => a with { AuthorAs = Asking with { LicenceValidTo = new(2026, 11, 22) } }),
        [AuthorTitleTooLow] = (r => r, a => a with { Inviting = Township with { Tier = AdministrativeTier.County } }),
        [PractitionerUnknown] = (r => r with { Invited = r.Invited with { PractitionerId = "nobody" } }, a => a),
        [PractitionerElsewhere] = (r => r with { Invited = r.Invited with { PractitionerId = "p" } }, a => a with { Named = First with { InstitutionId = "province" } }),
        [LicenceExpired] = (r => r with { Invited = r.Invited with { PractitionerId = "p" } }, a => a with { Named = First with { LicenceValidTo = new(2026, 11, 22) } }),
        [TitleTooLow] = (r => r with { Invited = r.Invited with { PractitionerId = "p" } }, a => a with { Named = First with { Title = Title.Resident } }),
        [PracticeTooShort] = (r => r with { Invited = r.Invited with { PractitionerId = "p" } }, a => a with { Named = First with { PractisingSince = new(2023, 11, 24) } }),
    };

    internal static IEnumerable<ConsultationRefusal> Met => Faults.Keys;

    public static TheoryData<ConsultationRefusal> EachFault => [.. Faults.Keys];

    [Fact]
    public void A_complete_request_is_submitted() => Assert.Equal(ConsultationStatus.Submitted, Submitted(Request()).Status);

    [Theory, MemberData(nameof(EachFault))]
    public void A_fault_is_refused_by_its_own_code(ConsultationRefusal fault)
    {
        var draft = Drafted(Faults[fault].Request(Request()));
        Assert.Equal(fault, Refused(Consultation.Submit(draft, World.Author, Faults[fault].Around(Around), Ten)));
    }

    [Theory, MemberData(nameof(EachFault))]
    public void A_fault_stops_opening_and_submitting_at_once(ConsultationRefusal fault) =>
        Assert.Equal(fault, Refused(Consultation.Open(ConsultationState.Initial, World.Author, "n", Faults[fault].Request(Request()), Faults[fault].Around(Around), Ten)));

    [Fact]
    public void An_emergency_goes_without_checked_identity_when_the_approver_is_named()
    {
        var draft = Drafted(Request(urgency: Urgency.Emergency) with { Consent = new(ConsentBasis.Emergency, true, Ten) });
        var unchecked_ = Around with { Patient = Patient with { IdentityChecked = false } };
        Assert.IsType<Decision.Happened>(Consultation.Submit(draft, World.Author, unchecked_, Ten));
        var unnamed = Drafted(Request(urgency: Urgency.Emergency) with { Consent = new(ConsentBasis.Emergency, false, Ten) });
        Assert.Equal(EmergencyBasisNotAllowed, Refused(Consultation.Submit(unnamed, World.Author, unchecked_, Ten)));
    }

    [Fact]
    public void A_third_party_centre_may_be_asked_by_a_higher_tier() => Assert.IsType<Decision.Happened>(Consultation.Submit(
        Drafted(Request()), World.Author, Around with { Invited = City with { Tier = AdministrativeTier.Village, Ownership = Ownership.ThirdParty } }, Ten));

    [Fact]
    public void The_last_day_of_a_licence_counts() => Assert.IsType<Decision.Happened>(Consultation.Submit(
        Drafted(Request()), World.Author, Around with { AuthorAs = Asking with { LicenceValidTo = new(2026, 11, 23) } }, Ten));

    [Fact]
    public void One_waiting_case_per_patient_and_kind_is_claimed_until_the_opinion_is_released()
    {
        string[] claim = ["live-consultation:patient:clinical"];
        Assert.Empty(In("draft").Claims);
        foreach (var state in new[] { "submitted", "needsInfo", "accepted", "assigned", "scheduled", "inSession", "suspended", "opinionDraft" })
            Assert.Equal(claim, In(state).Claims);
        foreach (var state in new[] { "released", "opinionDraft, amending", "adopted", "closed", "declined", "withdrawn", "expired", "noShow", "converted" })
            Assert.Empty(In(state).Claims);
    }

    internal static ConsultationRefusal Refused(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reason;
}
