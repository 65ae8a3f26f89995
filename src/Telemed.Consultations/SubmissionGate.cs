using Telemed.Contracts;

namespace Telemed.Consultations;

/// <summary>What has to be looked up before a case may leave the asking side.</summary>
/// <param name="AuthorAs">The practitioner behind the asking account.</param>
/// <param name="Agreement">The one in force for this kind on this day.</param>
/// <param name="Named">The practitioner asked by name; null when unknown.</param>
public sealed record Surroundings(
    PatientSummary? Patient, Institution? Inviting, Institution? Invited, Practitioner? AuthorAs, Agreement? Agreement, Practitioner? Named, PolicyPack Pack);

/// <summary>What must be true before data leave the asking side.</summary>
public static class SubmissionGate
{
    private const int AdultAge = 18;

    /// <summary>The first rule that stops the request; null when it may go.</summary>
    public static ConsultationRefusal? Stops(ConsultationRequest request, Surroundings around, DateTimeOffset at) =>
        Incomplete(request).Select(m => (ConsultationRefusal?)m.Refusal).FirstOrDefault()
        ?? StopsPatient(request, around, at)
        ?? StopsAuthor(around, at)
        ?? StopsInvited(request.Kind, request.Invited, around, at);

    /// <summary>Each missing field with its refusal.</summary>
    public static IEnumerable<(string Field, ConsultationRefusal Refusal)> Incomplete(ConsultationRequest request)
    {
        var kind = request.Kind;
        if (Empty(request.Invited.InstitutionId)) yield return ("invited.institutionId", ConsultationRefusal.InvitedMissing);
        if (Empty(request.Invited.Department) && Empty(request.Invited.PractitionerId)) yield return ("invited.department", ConsultationRefusal.DepartmentMissing);
        if (Empty(request.Reason)) yield return ("reason", ConsultationRefusal.ReasonMissing);
        if (kind == ServiceKind.Advice) yield break;
        if (Empty(request.Purpose)) yield return ("purpose", ConsultationRefusal.PurposeMissing);
        if (kind == ServiceKind.Imaging && request.Studies.Count == 0) yield return ("studies", ConsultationRefusal.StudyMissing);
        if (kind is ServiceKind.Ecg or ServiceKind.Pathology or ServiceKind.Ultrasound && request.Studies.Count + request.Results.Count == 0)
            yield return ("studies", ConsultationRefusal.ExaminationMissing);
        if (IsDiagnosis(kind)) yield break;
        if (Empty(request.Summary.Complaint)) yield return ("summary.complaint", ConsultationRefusal.ComplaintMissing);
        if (Empty(request.Summary.History)) yield return ("summary.history", ConsultationRefusal.HistoryMissing);
        if (request.Summary.Diagnoses.Count == 0 || request.Summary.Diagnoses.Any(d => Empty(d.Text)))
            yield return ("summary.diagnoses", ConsultationRefusal.DiagnosisMissing);
    }

    /// <summary>A remote diagnosis (影像、心电、病理、超声) rather than a consultation: both sides answer for it.</summary>
    public static bool IsDiagnosis(ServiceKind kind) => kind is ServiceKind.Imaging or ServiceKind.Ecg or ServiceKind.Pathology or ServiceKind.Ultrasound;

    /// <summary>The rules on the asked side; they hold again for a redirection.</summary>
    public static ConsultationRefusal? StopsInvited(ServiceKind kind, Invited asked, Surroundings around, DateTimeOffset at)
    {
        if (around.Invited is not { } invited) return ConsultationRefusal.InvitedMissing;
        if (invited.Id == around.Inviting!.Id) return ConsultationRefusal.OwnInstitution;
        if (invited.Status is not (ConnectionStatus.Connected or ConnectionStatus.Trial)) return ConsultationRefusal.InvitedNotConnected;
        if (invited.Tier > around.Inviting.Tier && invited.Ownership != Ownership.ThirdParty && !around.Pack.HigherMayAskLower)
            return ConsultationRefusal.HigherAsksLower;
        if (!invited.Services.Contains(kind)) return ConsultationRefusal.KindNotOffered;
        if (around.Agreement is null) return ConsultationRefusal.NoAgreement;
        if (Empty(asked.PractitionerId)) return null;
        return around.Named is { } named ? Unfit(named, kind, asked, around.Pack, at) : ConsultationRefusal.PractitionerUnknown;
    }

    /// <summary>Why this practitioner may not give this output for that institution.</summary>
    public static ConsultationRefusal? Unfit(Practitioner practitioner, ServiceKind kind, Invited asked, PolicyPack pack, DateTimeOffset at)
    {
        var rule = pack.Output(kind);
        var today = pack.Day(at);
        if (!practitioner.Active || practitioner.InstitutionId != asked.InstitutionId) return ConsultationRefusal.PractitionerElsewhere;
        if (practitioner.LicenceValidTo < today) return ConsultationRefusal.LicenceExpired;
        if (practitioner.Title < rule.MinimumTitle) return ConsultationRefusal.TitleTooLow;
        return practitioner.PractisingSince.AddYears(rule.Years) > today ? ConsultationRefusal.PracticeTooShort : null;
    }

    private static ConsultationRefusal? StopsPatient(ConsultationRequest request, Surroundings around, DateTimeOffset at)
    {
        if (around.Patient is not { } patient) return ConsultationRefusal.PatientUnknown;
        if (request.Consent is not { } consent) return ConsultationRefusal.ConsentMissing;
        if (consent.Basis == ConsentBasis.Emergency)
            return request.Urgency == Urgency.Emergency && consent.SignerNamed ? StopsConsentTime(consent, at) : ConsultationRefusal.EmergencyBasisNotAllowed;
        if (!consent.SignerNamed) return ConsultationRefusal.ConsentMissing;
        if (!patient.IdentityChecked) return ConsultationRefusal.IdentityUnchecked;
        if (patient.AgeOn(around.Pack.Day(at)) < AdultAge)
        {
            if (!patient.HasGuardian) return ConsultationRefusal.GuardianMissing;
            if (consent.Basis != ConsentBasis.Guardian) return ConsultationRefusal.GuardianConsentNeeded;
        }
        return StopsConsentTime(consent, at);
    }

    // five minutes: clocks of page and server differ
    private static ConsultationRefusal? StopsConsentTime(Consent consent, DateTimeOffset at) =>
        consent.At > at.AddMinutes(5) ? ConsultationRefusal.ConsentInFuture : null;

    private static ConsultationRefusal? StopsAuthor(Surroundings around, DateTimeOffset at)
    {
        if (around.Inviting is not { Status: ConnectionStatus.Connected } inviting) return ConsultationRefusal.InvitingNotConnected;
        if (around.AuthorAs is not { Active: true } author || author.InstitutionId != inviting.Id) return ConsultationRefusal.AuthorNotPractitioner;
        if (author.LicenceValidTo < around.Pack.Day(at)) return ConsultationRefusal.AuthorLicenceExpired;
        // village doctors and assistants may accompany at primary institutions only (远程医疗服务管理规范)
        var primary = inviting.Tier >= AdministrativeTier.Township;
        return author.Title < Title.Resident && !primary ? ConsultationRefusal.AuthorTitleTooLow : null;
    }

    private static bool Empty(string? text) => string.IsNullOrWhiteSpace(text);
}
