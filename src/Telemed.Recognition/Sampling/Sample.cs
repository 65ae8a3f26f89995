using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Recognition.Sampling;

/// <summary>How good a sampled study or report is, best first.</summary>
public enum SampleGrade { A, B, C, D }

/// <summary>A result that was drawn.</summary>
public sealed record SampledResult(string ResultId, string ItemCode, string PatientId, DateTimeOffset PerformedAt, string? StudyUid);

/// <summary>What the grader said.</summary>
/// <param name="Positioning">Of an image; null where it does not apply.</param>
/// <param name="Agreement">The grader agrees with what was reported.</param>
public sealed record GivenGrade(string ResultId, SampleGrade Grade, SampleGrade? Positioning, bool Agreement, string? Comment, string By, DateTimeOffset At);

/// <summary>Stored facts. Names and members are the storage format: add, never rename (ADR-0004).</summary>
public abstract record SampleEvent
{
    private SampleEvent() { }

    public sealed record SampleDrawn(
        string InstitutionId, string GraderId, string? ItemCode, DateOnly From, DateOnly To, IReadOnlyList<SampledResult> Results, string By, DateTimeOffset At) : SampleEvent;

    public sealed record ResultGraded(GivenGrade Given) : SampleEvent;
}

/// <summary>Why a sample cannot be drawn or graded.</summary>
public enum SampleRefusal
{
    [Refusal("该时段没有可抽检的结果", "There is nothing to draw from in that time")]
    NothingToDraw,

    [Refusal("该结果不在本次抽检内", "Not in this sample", 400)]
    NotInSample,

    [Refusal("该结果已评级", "Already graded")]
    AlreadyGraded,

    [Refusal("您的角色不能执行此操作", "Your role does not allow this", 403)]
    Forbidden,
}

/// <summary>What the facts of a sample add up to.</summary>
public sealed record SampleState(
    string InstitutionId, string GraderId, string? ItemCode, DateOnly From, DateOnly To, IReadOnlyList<SampledResult> Results, IReadOnlyList<GivenGrade> Grades, DateTimeOffset DrawnAt)
{
    public GivenGrade? Of(string resultId) => Grades.FirstOrDefault(g => g.ResultId == resultId);

    public bool Done => Grades.Count == Results.Count;

    /// <summary>Grades of one item: how many, and which share of them is C or D.</summary>
    public (int Graded, double WorstShare) Quality(string itemCode)
    {
        var of = Results.Where(r => r.ItemCode == itemCode).Select(r => Of(r.ResultId)).OfType<GivenGrade>().ToArray();
        return (of.Length, of.Length == 0 ? 0 : of.Count(g => g.Grade >= SampleGrade.C) / (double)of.Length);
    }
}

/// <summary>The rules of sampling (质控抽检): an upper institution grades what a lower one reported.</summary>
public static class SampleRules
{
    public const string Category = "sample";

    public static Aggregate<SampleState?, SampleEvent, SampleRefusal> Aggregate { get; } = new(Category, null, Evolve, new(Category));

    public static Decision<SampleEvent, SampleRefusal> Draw(SampleState? state, SampleEvent.SampleDrawn drawn) =>
        state is not null ? Decision<SampleEvent, SampleRefusal>.Nothing
        : drawn.Results.Count == 0 ? SampleRefusal.NothingToDraw
        : drawn;

    public static Decision<SampleEvent, SampleRefusal> Grade(SampleState? state, Caller by, GivenGrade given) =>
        state is null || by.InstitutionId != state.GraderId || !by.Is(Role.Physician) ? SampleRefusal.Forbidden
        : state.Results.All(r => r.ResultId != given.ResultId) ? SampleRefusal.NotInSample
        : state.Of(given.ResultId) is { } known ? known with { At = given.At } == given ? Decision<SampleEvent, SampleRefusal>.Nothing : SampleRefusal.AlreadyGraded
        : new SampleEvent.ResultGraded(given);

    public static SampleState? Evolve(SampleState? state, SampleEvent fact) => fact switch
    {
        SampleEvent.SampleDrawn e => new(e.InstitutionId, e.GraderId, e.ItemCode, e.From, e.To, e.Results, [], e.At),
        SampleEvent.ResultGraded e => state! with { Grades = [.. state.Grades, e.Given] },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    /// <summary>One of a sample's results as a case of its own: it opens to the grader until it is graded.</summary>
    public static string DoorOf(string sampleId, int number) => $"{sampleId}.{number}";
}
