using Telemed.Contracts;

namespace Telemed.Consultations.Opining;

/// <summary>An opinion as the client sends it.</summary>
public sealed record OpinionBody(string? Findings, IReadOnlyList<Diagnosis>? Diagnoses, string? Advice)
{
    internal void Validate(FieldErrors errors)
    {
        errors.Optional("opinion.findings", Findings, 20_000);   // a draft may still be empty; a signed one may not
        errors.Optional("opinion.advice", Advice, 10_000);
        for (var i = 0; i < Diagnoses?.Count; i++) errors.Required($"opinion.diagnoses[{i}].text", Diagnoses[i]?.Text, 500);
        if (Diagnoses?.Count > 50) errors.Invalid("opinion.diagnoses");
    }

    internal OpinionContent ToContent() => new(Findings ?? "", Diagnoses ?? [], Advice);
}
