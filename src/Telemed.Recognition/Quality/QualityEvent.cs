using System.Diagnostics;
using System.Text.Json;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Recognition.Quality;

/// <summary>Stored facts. Names and members are the storage format: add, never rename (ADR-0004).</summary>
public abstract record QualityEvent
{
    private QualityEvent() { }

    public sealed record EvidenceRecorded(Evidence Evidence, string By, DateTimeOffset At) : QualityEvent;

    /// <param name="SampleId">The graded sample that led to it; null when an authority said so.</param>
    public sealed record EvidenceSuspended(DateOnly From, string Reason, string By, string? SampleId, DateTimeOffset At) : QualityEvent;

    /// <param name="On">First day on which it counts again.</param>
    public sealed record EvidenceResumed(DateOnly On, string By, DateTimeOffset At) : QualityEvent;
}

/// <summary>Why evidence cannot be recorded or changed.</summary>
public enum QualityRefusal
{
    [Refusal("已有相同机构、项目、时段和质控机构的记录", "Evidence of this institution, item, period and body is already on record")]
    EvidenceExists,

    [Refusal("已处于暂停状态", "Already suspended")]
    AlreadySuspended,

    [Refusal("未处于暂停状态", "Not suspended")]
    NotSuspended,

    [Refusal("暂停日期不在有效期内", "The day lies outside the period of the evidence", 400)]
    OutsidePeriod,

    [Refusal("没有该记录", "No such evidence", 404)]
    EvidenceUnknown,
}

/// <summary>The rules of evidence: pure. A mark follows from it and is never typed in.</summary>
public static class EvidenceRules
{
    public const string Category = "quality";

    public static Aggregate<Evidence?, QualityEvent, QualityRefusal> Aggregate { get; } = new(Category, null, Evolve, new(Category));

    public static Decision<QualityEvent, QualityRefusal> Record(Evidence? state, Evidence evidence, string by, DateTimeOffset at) =>
        state is null ? new QualityEvent.EvidenceRecorded(evidence, by, at)
        : state with { Suspensions = evidence.Suspensions } == evidence ? Decision<QualityEvent, QualityRefusal>.Nothing   // said again
        : QualityRefusal.EvidenceExists;

    public static Decision<QualityEvent, QualityRefusal> Suspend(Evidence? state, DateOnly from, string reason, string by, string? sampleId, DateTimeOffset at) =>
        state is null ? QualityRefusal.EvidenceUnknown
        : state.Suspensions.Any(s => s.To is null) ? QualityRefusal.AlreadySuspended
        : !state.Covers(from) ? QualityRefusal.OutsidePeriod
        : new QualityEvent.EvidenceSuspended(from, reason, by, sampleId, at);

    public static Decision<QualityEvent, QualityRefusal> Resume(Evidence? state, DateOnly on, string by, DateTimeOffset at) =>
        state is null ? QualityRefusal.EvidenceUnknown
        : state.Suspensions.Any(s => s.To is null) ? new QualityEvent.EvidenceResumed(on, by, at)
        : QualityRefusal.NotSuspended;

    public static Evidence? Evolve(Evidence? state, QualityEvent fact) => fact switch
    {
        QualityEvent.EvidenceRecorded e => e.Evidence,
        QualityEvent.EvidenceSuspended e => state! with { Suspensions = [.. state.Suspensions, new(e.From, null, e.Reason)] },
        QualityEvent.EvidenceResumed e => state! with { Suspensions = [.. state.Suspensions.Select(s => s.To is null ? s with { To = e.On.AddDays(-1) } : s)] },
        _ => throw new UnreachableException(fact.GetType().Name),
    };
}

/// <summary>Evidence as the read model keeps it.</summary>
internal sealed record EvidenceRow(long Version, Evidence Evidence)
{
    public static EvidenceRow FromJson(string json) => JsonSerializer.Deserialize<EvidenceRow>(json, StoredJson.Options)!;
}
