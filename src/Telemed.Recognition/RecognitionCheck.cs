using System.Globalization;
using Telemed.Cases.Timing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Recognition.Deciding;
using static Telemed.Recognition.RecognitionEvent;

namespace Telemed.Recognition;

/// <summary>The rules of a check, one pure function per command: no clock, no I/O, no new ids.</summary>
public static class RecognitionCheck
{
    public const string Category = "recognition";

    /// <summary>The one clock of a check.</summary>
    public const string LifeClock = "life";

    /// <summary>How it is folded and stored.</summary>
    public static Aggregate<RecognitionState, RecognitionEvent, RecognitionRefusal> Aggregate { get; } = new(Category, RecognitionState.Initial, RecognitionEvolve.Evolve, new(Category));

    /// <summary>See <see cref="CaseNumber"/>.</summary>
    public static string NumberOf(string id, DateTimeOffset at) => CaseNumber.Of("HR", id, at);

    /// <summary>What the rules say, for good.</summary>
    public static Decision Check(RecognitionState state, Caller by, Checked answer) =>
        state.Status != RecognitionStatus.None ? Decision.Nothing
        : !by.Is(Role.Physician) || by.InstitutionId is null ? RecognitionRefusal.Forbidden
        : answer;

    /// <summary>Opens an earlier result; looking again is no new fact.</summary>
    public static Decision View(RecognitionState state, Caller by, string? resultId, DateTimeOffset at)
    {
        if (RecognitionTable.Forbids(state.AsOf(at), RecognitionAction.View, by) is { } refusal) return refusal;
        if (state.Find(resultId) is not { } found) return RecognitionRefusal.ResultUnknown;
        return state.Viewed.Contains(new(resultId!, by.AccountId)) ? Decision.Nothing : new Opened(found.Item.Code, resultId!, by.AccountId, by.PractitionerId, at);
    }

    /// <summary>The physician's own decision: never the platform's.</summary>
    public static Decision Decide(RecognitionState state, Caller by, PhysicianWish wish, Catalogue catalogue, DateTimeOffset at)
    {
        if (RecognitionTable.Forbids(state.AsOf(at), RecognitionAction.Decide, by) is { } refusal) return refusal;
        if (state.Item(wish.Code) is not { } item) return RecognitionRefusal.ItemUnknown;
        if (item.Find(wish.ResultId) is not { } candidate) return RecognitionRefusal.ResultUnknown;
        var standing = state.Standing(item.Code);
        if (standing is not null && standing.ResultId == wish.ResultId && standing.Decision == wish.Decision && standing.ReasonCode == wish.ReasonCode) return Decision.Nothing;   // a retry
        if (standing is { Decision: PhysicianDecision.Accept }) return RecognitionRefusal.AlreadyDecided;
        var no = state.Decisions.Count + 1;
        return wish.Decision switch
        {
            PhysicianDecision.Accept => Accept(state, by, no, item, candidate, wish.Comment, at),
            PhysicianDecision.Decline => Decline(by, no, item, candidate, wish, catalogue, at),
            _ => new Deferred(no, item.Code, candidate.ResultId, wish.Comment, by.AccountId, by.PractitionerId, at),
        };
    }

    /// <summary>Takes a decision back; an order that was withdrawn may be placed again.</summary>
    public static Decision Revoke(RecognitionState state, Caller by, int no, string? reason, DateTimeOffset at)
    {
        var made = state.Decisions.FirstOrDefault(d => d.No == no);
        if (made is { RevokedAt: not null }) return Decision.Nothing;
        if (RecognitionTable.Forbids(state.AsOf(at), RecognitionAction.Revoke, by) is { } refusal) return refusal;
        return made is null ? RecognitionRefusal.DecisionUnknown : new Revoked(no, reason, by.AccountId, at);
    }

    /// <summary>The earlier result is cited in the record.</summary>
    public static Decision Quote(RecognitionState state, Caller by, string? resultId, string where, DateTimeOffset at)
    {
        if (RecognitionTable.Forbids(state.AsOf(at), RecognitionAction.Quote, by) is { } refusal) return refusal;
        return state.Find(resultId) is { } found ? new Quoted(found.Item.Code, resultId!, where, by.AccountId, by.PractitionerId, at) : RecognitionRefusal.ResultUnknown;
    }

    /// <summary>Ordered all the same: with a decline a reasoned repeat; without one, and with a recognisable result at hand, a repeat that others will ask about.</summary>
    public static Decision Order(RecognitionState state, Caller by, string? code, string? orderId, DateTimeOffset at)
    {
        if (RecognitionTable.Forbids(state.AsOf(at), RecognitionAction.Order, by) is { } refusal) return refusal;
        if (state.Item(code) is not { } item) return RecognitionRefusal.ItemUnknown;
        if (state.Order(item.Code) is { } placed) return placed.OrderId == orderId ? Decision.Nothing : RecognitionRefusal.AlreadyOrdered;
        var standing = state.Standing(item.Code);
        if (standing is { Decision: PhysicianDecision.Accept } && state.Withdrawn.Contains(item.Code)) return RecognitionRefusal.AcceptedInstead;
        var explained = standing is { Decision: PhysicianDecision.Decline } ? standing.No : (int?)null;
        var repeated = item.Verdict == Verdict.Recognisable && (standing is null || standing.Decision == PhysicianDecision.Defer);
        return new Ordered(item.Code, orderId ?? item.OrderId, repeated, explained, by.AccountId, by.PractitionerId, at, state.FoundNothing ? state.PatientId : null);
    }

    public static Decision Close(RecognitionState state, Caller by, DateTimeOffset at) =>
        RecognitionTable.Forbids(state.AsOf(at), RecognitionAction.Close, by) is { } refusal ? refusal : new Closed(by.AccountId, at);

    /// <summary>A check lives until its end, unless it is closed before; nobody waits for the end of one that found nothing.</summary>
    public static IEnumerable<RunningClock> Clocks(RecognitionState state) =>
        state.Status is RecognitionStatus.Open or RecognitionStatus.Decided && !state.FoundNothing ? [new(LifeClock, state.EndsAt)] : [];

    /// <summary>Its time is over: what it opened closes again.</summary>
    public static Decision FireClock(RecognitionState state, string clock, DateTimeOffset at) =>
        clock == LifeClock && (state.Status is RecognitionStatus.Open or RecognitionStatus.Decided) && at >= state.EndsAt ? new Closed(null, at) : Decision.Nothing;

    /// <summary>A result came in although a recognisable one was there.</summary>
    public static Decision FindRepeat(RecognitionState state, RepeatFound found) => state.Status == RecognitionStatus.None ? found : Decision.Nothing;

    private static Decision Accept(RecognitionState state, Caller by, int no, CheckedItem item, Candidate candidate, string? comment, DateTimeOffset at)
    {
        if (candidate.Verdict == Verdict.NotRecognisable) return RecognitionRefusal.NotRecognisable;
        if (state.Order(item.Code) is not null) return RecognitionRefusal.AlreadyOrdered;
        var accepted = new Accepted(no, item.Code, candidate.ResultId, comment, by.AccountId, by.PractitionerId, at);
        // taken as a reference alone it replaces no order
        return candidate.Verdict == Verdict.Recognisable ? Decision.All(accepted, new OrderWithdrawn(no, item.Code, item.OrderId, at)) : accepted;
    }

    private static Decision Decline(Caller by, int no, CheckedItem item, Candidate candidate, PhysicianWish wish, Catalogue catalogue, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(wish.ReasonCode)) return RecognitionRefusal.ReasonCodeMissing;
        if (catalogue.Reasons.FirstOrDefault(r => r.Code == wish.ReasonCode) is not { } reason) return RecognitionRefusal.ReasonCodeUnknown;
        if (reason.NeedsComment && string.IsNullOrWhiteSpace(wish.Comment)) return RecognitionRefusal.CommentMissing;
        if (!wish.Explained) return RecognitionRefusal.ExplanationMissing;
        return new Declined(no, item.Code, candidate.ResultId, reason.Code, wish.Comment, by.AccountId, by.PractitionerId, at);
    }
}

/// <summary>What the physician wishes to record about an earlier result.</summary>
/// <param name="Explained">The need for a repeat was explained to the patient.</param>
public sealed record PhysicianWish(string? Code, string? ResultId, PhysicianDecision Decision, string? ReasonCode, string? Comment, bool Explained);
