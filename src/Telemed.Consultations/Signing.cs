using System.Text.Json;
using Telemed.Kernel;

namespace Telemed.Consultations;

/// <summary>What is signed, and when enough have signed.</summary>
public static class Signing
{
    /// <summary>The bytes under a signature: JSON with members in this fixed order.</summary>
    public static ReadOnlyMemory<byte> Canonical(
        string caseId, int version, string patientId, OpinionContent content, int? amends, string practitionerId, DateTimeOffset at) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new Signed(caseId, version, patientId, content.Findings, content.Diagnoses, content.Advice, amends, practitionerId, at.ToUniversalTime()), StoredJson.Options);

    /// <summary>Nobody whose signature is needed is missing.</summary>
    internal static bool Complete(ConsultationState state)
    {
        var draft = state.Draft!;
        var signed = draft.Signatures.Select(s => s.PractitionerId).ToHashSet();
        return state.Signing switch
        {
            SigningRule.All => state.Assigned.All(a => signed.Contains(a.PractitionerId)),
            SigningRule.WriterAndReviewer => signed.Contains(draft.WrittenBy!) && signed.Count > 1,
            _ => signed.Count > 0,
        };
    }

    private sealed record Signed(
        string CaseId, int Version, string PatientId, string Findings, IReadOnlyList<Diagnosis> Diagnoses, string? Advice, int? Amends, string Signer, DateTimeOffset At);
}
