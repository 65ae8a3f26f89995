using System.Text.Json.Serialization;
using Telemed.Contracts;
using Telemed.Recognition.Deciding;
using Telemed.Recognition.Keeping;

namespace Telemed.Recognition;

/// <summary>Where a check stands. The API calls this its state.</summary>
public enum RecognitionStatus
{
    /// <summary>No such case yet.</summary>
    None,

    /// <summary>Something of it waits for the physician.</summary>
    Open,

    /// <summary>Nothing of it waits.</summary>
    Decided,
    Closed,
}

public enum RecognitionAction { View, Decide, Revoke, Quote, Order, Close }

/// <summary>What the physician made of an earlier result.</summary>
public enum PhysicianDecision { Accept, Decline, Defer }

public sealed record CheckAuthor(string AccountId, string? PractitionerId);

public sealed record Diagnosis(string? Code, string? Text);

/// <summary>An ordered item.</summary>
/// <param name="OrderId">The hospital system's order, where there is one already.</param>
public sealed record OrderedItem(string Code, string? OrderId);

/// <summary>An earlier result as the check found it: what was known then and what the rules said, so that both can be looked at again.</summary>
[JsonConverter(typeof(CandidateJson))]
public sealed record Candidate(
    string ResultId, int ResultVersion, string InstitutionId, DateTimeOffset PerformedAt, DateTimeOffset? CollectedAt, DateTimeOffset? ValidUntil, string? StudyUid, string? DeviceClass,
    string? Method, bool Retrievable, bool Legacy, IReadOnlyList<Intervention> Interventions, AdministrativeTier Tier, bool Levelled, bool InAlliance, QualityState Quality, bool MarkHere,
    string? Mark, Verdict Verdict, Rule Rule, RecognitionRelation Relation, RuleSet Against);

/// <summary>An item of a check.</summary>
/// <param name="Fee">Price for the ordering institution on that day, yuan.</param>
[JsonConverter(typeof(CheckedItemJson))]
public sealed record CheckedItem(
    string Code, ResultCategory Category, string? OrderId, Verdict Verdict, Rule Rule, RecognitionRelation Relation, RuleSet Against, decimal? Fee, IReadOnlyList<Candidate> Candidates, int Older)
{
    public Candidate? Find(string? resultId)
    {
        foreach (var candidate in Candidates)
            if (candidate.ResultId == resultId) return candidate;
        return null;
    }
}

/// <summary>A decision that was made, and maybe taken back.</summary>
public sealed record MadeDecision(
    int No, string Code, string ResultId, PhysicianDecision Decision, string? ReasonCode, string? Comment, string By, string? PractitionerId, DateTimeOffset At, DateTimeOffset? RevokedAt = null);

/// <summary>An item that was ordered all the same.</summary>
public sealed record MadeOrder(string Code, string? OrderId, bool Repeated, DateTimeOffset At);

/// <summary>A prior result that was looked at.</summary>
public sealed record ViewedResult(string ResultId, string By);
