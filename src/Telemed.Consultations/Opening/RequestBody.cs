using System.Text.Json;
using Telemed.Contracts;

namespace Telemed.Consultations.Opening;

/// <summary>A request as the client sends it; every member may be missing.</summary>
public sealed record RequestBody(
    string? Kind, string? Mode, string? Urgency, string? PatientId, InvitedBody? Invited, string? Reason, string? Purpose, SummaryBody? Summary,
    IReadOnlyList<string>? Studies, IReadOnlyList<string>? Results, ConsentBody? Consent, bool Submit = false)
{
    private const int TextLength = 4000;
    private const int Attachments = 200;

    internal void Validate(FieldErrors errors)
    {
        Name<ServiceKind>(errors, "kind", Kind, required: true);
        Name<ConsultationMode>(errors, "mode", Mode, required: true);
        Name<Urgency>(errors, "urgency", Urgency, required: true);
        errors.Required("patientId", PatientId, 100);
        errors.Optional("reason", Reason, 500);
        errors.Optional("purpose", Purpose, 1000);
        Invited?.Validate(errors);
        errors.Optional("summary.complaint", Summary?.Complaint, TextLength);
        errors.Optional("summary.history", Summary?.History, TextLength);
        errors.Optional("summary.findings", Summary?.Findings, TextLength);
        errors.Optional("summary.treatment", Summary?.Treatment, TextLength);
        if (Studies?.Count > Attachments || Studies?.Any(s => string.IsNullOrWhiteSpace(s) || s.Length > 64) == true) errors.Invalid("studies");
        if (Results?.Count > Attachments || Results?.Any(s => string.IsNullOrWhiteSpace(s) || s.Length > 100) == true) errors.Invalid("results");
        for (var i = 0; i < Summary?.Diagnoses?.Count; i++) errors.Required($"summary.diagnoses[{i}].text", Summary.Diagnoses[i]?.Text, 500);
        if (Consent is null) return;
        Name<ConsentBasis>(errors, "consent.basis", Consent.Basis, required: true);
        errors.Optional("consent.signedBy", Consent.SignedBy, 100);
    }

    /// <summary>The content; only after <see cref="Validate"/>.</summary>
    internal ConsultationRequest ToRequest(DateTimeOffset now) => new(
        Read<ServiceKind>(Kind), Read<ConsultationMode>(Mode), Read<Urgency>(Urgency), PatientId!, Invited?.ToInvited() ?? new(null, null, null, null), Reason, Purpose,
        Summary is null ? CaseSummary.Empty : new(Summary.Complaint, Summary.History, Summary.Findings, Summary.Diagnoses ?? [], Summary.Treatment),
        [.. (Studies ?? []).Distinct()], [.. (Results ?? []).Distinct()],
        Consent is null ? null : new(Read<ConsentBasis>(Consent.Basis), !string.IsNullOrWhiteSpace(Consent.SignedBy), Consent.At ?? now));

    internal static void Name<T>(FieldErrors errors, string field, string? value, bool required = false) where T : struct, Enum
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            if (required) errors.Required(field, (object?)null);
        }
        else if (!Names<T>().ContainsKey(value)) errors.Unknown(field);
    }

    internal static T Read<T>(string? value) where T : struct, Enum => Names<T>()[value!];

    private static Dictionary<string, T> Names<T>() where T : struct, Enum => NamesOf<T>.All;

    private static class NamesOf<T> where T : struct, Enum
    {
        public static readonly Dictionary<string, T> All = Enum.GetValues<T>().ToDictionary(v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()));
    }
}

public sealed record InvitedBody(string? InstitutionId, string? Department, string? PractitionerId, string? MinimumTitle)
{
    internal void Validate(FieldErrors errors)
    {
        errors.Optional("invited.institutionId", InstitutionId, 100);
        errors.Optional("invited.department", Department, 100);
        errors.Optional("invited.practitionerId", PractitionerId, 100);
        RequestBody.Name<Title>(errors, "invited.minimumTitle", MinimumTitle);
    }

    internal Invited ToInvited() => new(
        InstitutionId, Department, string.IsNullOrEmpty(PractitionerId) ? null : PractitionerId,
        string.IsNullOrEmpty(MinimumTitle) ? null : RequestBody.Read<Title>(MinimumTitle));
}

public sealed record SummaryBody(string? Complaint, string? History, string? Findings, IReadOnlyList<Diagnosis>? Diagnoses, string? Treatment);

/// <param name="SignedBy">Personal data: goes to the person vault, never to the log.</param>
public sealed record ConsentBody(string? Basis, string? SignedBy, DateTimeOffset? At);
