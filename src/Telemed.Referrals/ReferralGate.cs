using Telemed.Contracts;

namespace Telemed.Referrals;

/// <summary>What has to be looked up before a case may leave the asking side.</summary>
/// <param name="AuthorAs">The practitioner behind the asking account.</param>
/// <param name="Between">Null when the receiver is unknown.</param>
/// <param name="Conversion">Of the consultation the request names.</param>
/// <param name="Id">The case itself.</param>
public sealed record Surroundings(
    PatientSummary? Patient, Institution? From, Practitioner? AuthorAs, Pair? Between, Conversion? Conversion, string Id, PolicyPack Pack);

/// <summary>What must be true before data leave the asking side.</summary>
public static class ReferralGate
{
    private const int AdultAge = 18;

    /// <summary>The first rule that stops the request; null when it may go.</summary>
    public static ReferralRefusal? Stops(ReferralRequest request, Surroundings around, DateTimeOffset at) =>
        Incomplete(request).Select(m => (ReferralRefusal?)m.Refusal).FirstOrDefault()
        ?? StopsReason(request, around.Pack, at)
        ?? StopsPatient(request, around, at)
        ?? StopsAuthor(around, at)
        ?? StopsReceiver(request, around, at)
        ?? StopsConversion(request, around);

    /// <summary>Each missing field with its refusal.</summary>
    public static IEnumerable<(string Field, ReferralRefusal Refusal)> Incomplete(ReferralRequest request)
    {
        if (Empty(request.To.InstitutionId)) yield return ("to.institutionId", ReferralRefusal.ReceiverMissing);
        if (Empty(request.To.Department)) yield return ("to.department", ReferralRefusal.DepartmentMissing);
        if (Empty(request.ReasonCode)) yield return ("reasonCode", ReferralRefusal.ReasonCodeMissing);
        if (Empty(request.Summary.Impression)) yield return ("summary.impression", ReferralRefusal.ImpressionMissing);
        if (Empty(request.Summary.PresentIllness)) yield return ("summary.presentIllness", ReferralRefusal.PresentIllnessMissing);
        if (request.Diagnoses.Count == 0 || request.Diagnoses.Any(d => Empty(d.Text))) yield return ("diagnoses", ReferralRefusal.DiagnosisMissing);
    }

    /// <summary>Rules on the plan of a patient who goes down.</summary>
    public static ReferralRefusal? StopsPlan(CarePlan plan, PolicyPack pack, DateTimeOffset at)
    {
        if (Empty(plan.Medication) && Empty(plan.Rehabilitation) && Empty(plan.WarningSigns)) return ReferralRefusal.PlanMissing;
        return plan.FollowUps.Any(f => f.DueOn <= pack.Day(at) || Empty(f.What)) ? ReferralRefusal.BadFollowUp : null;
    }

    /// <summary>The tasks of a plan in order of their days; where it names none, what the pack says for the diagnosis.</summary>
    public static IReadOnlyList<PlannedFollowUp> FollowUps(CarePlan? plan, IReadOnlyList<string> diagnoses, PolicyPack pack, DateTimeOffset at)
    {
        if (plan is { FollowUps.Count: > 0 }) return [.. plan.FollowUps.OrderBy(f => f.DueOn)];
        var rule = pack.Referrals.FollowUp(diagnoses);
        return [new(pack.Day(at).AddDays(rule.AfterDays), rule.What.Zh)];
    }

    private static ReferralRefusal? StopsReason(ReferralRequest request, PolicyPack pack, DateTimeOffset at)
    {
        var reason = pack.Referrals.Reasons.FirstOrDefault(r => r.Code == request.ReasonCode && r.Directions.Contains(request.Direction) && r.ValidOn(pack.Day(at)));
        if (reason is null) return ReferralRefusal.ReasonCodeUnknown;
        if (reason.CommentRequired && Empty(request.ReasonComment)) return ReferralRefusal.CommentMissing;
        if (request.Criteria.Any(code => !pack.Referrals.Criteria.Any(c => c.Code == code && c.Directions.Contains(request.Direction)))) return ReferralRefusal.CriterionUnknown;
        return request is { Direction: ReferralDirection.Down, Plan: { } plan } ? StopsPlan(plan, pack, at) : null;
    }

    private static ReferralRefusal? StopsPatient(ReferralRequest request, Surroundings around, DateTimeOffset at)
    {
        if (around.Patient is not { } patient) return ReferralRefusal.PatientUnknown;
        if (request.Consent is not { } consent) return ReferralRefusal.ConsentMissing;
        if (consent.Basis == ConsentBasis.Emergency)
            return request.Lane == Urgency.Emergency && consent.SignerNamed ? StopsConsentTime(consent, at) : ReferralRefusal.EmergencyBasisNotAllowed;
        if (!consent.SignerNamed) return ReferralRefusal.ConsentMissing;
        if (!patient.IdentityChecked) return ReferralRefusal.IdentityUnchecked;
        if (patient.AgeOn(around.Pack.Day(at)) < AdultAge)
        {
            if (!patient.HasGuardian) return ReferralRefusal.GuardianMissing;
            if (consent.Basis != ConsentBasis.Guardian) return ReferralRefusal.GuardianConsentNeeded;
        }
        return StopsConsentTime(consent, at);
    }

    // five minutes: clocks of page and server differ
    private static ReferralRefusal? StopsConsentTime(Consent consent, DateTimeOffset at) =>
        consent.At > at.AddMinutes(5) ? ReferralRefusal.ConsentInFuture : null;

    private static ReferralRefusal? StopsAuthor(Surroundings around, DateTimeOffset at)
    {
        if (around.From is not { Status: ConnectionStatus.Connected } from) return ReferralRefusal.ReferringNotConnected;
        if (around.AuthorAs is not { Active: true } author || author.InstitutionId != from.Id) return ReferralRefusal.AuthorNotPractitioner;
        return author.LicenceValidTo < around.Pack.Day(at) ? ReferralRefusal.AuthorLicenceExpired : null;
    }

    private static ReferralRefusal? StopsReceiver(ReferralRequest request, Surroundings around, DateTimeOffset at) =>
        around.Between is { } pair
            ? Receivers.Stops(request.Direction, pair, around.Pack, request.Lane == Urgency.Emergency || !Empty(request.RelationReason))
            : ReferralRefusal.ReceiverUnknown;

    private static ReferralRefusal? StopsConversion(ReferralRequest request, Surroundings around)
    {
        if (Empty(request.ConsultationId)) return null;
        if (around.Conversion is not { } conversion) return ReferralRefusal.ConsultationNotConverted;
        return conversion.PatientId == request.PatientId && conversion.InvitingId == around.From!.Id && (conversion.ReferralId is null || conversion.ReferralId == around.Id)
            ? null
            : ReferralRefusal.ConsultationNotConverted;
    }

    internal static bool Empty(string? text) => string.IsNullOrWhiteSpace(text);
}
