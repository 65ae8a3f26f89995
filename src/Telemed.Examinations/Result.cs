using System.Security.Cryptography;
using System.Text;
using Telemed.Cases.Timing;
using Telemed.Contracts;
using Telemed.Kernel;
using static Telemed.Examinations.ResultEvent;

namespace Telemed.Examinations;

/// <summary>The rules of a result: an institution reports what it found, corrects it in the open, and answers for critical values.</summary>
public static class Result
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "result";

    /// <summary>Name of the clock of a critical value.</summary>
    public const string CriticalClock = "criticalValue";

    private const int IdBytes = 12;

    /// <summary>How it is folded and stored. Its number needs no claim: the stream is named by it.</summary>
    public static Aggregate<ResultState, ResultEvent, ResultRefusal> Aggregate { get; } = new(Category, ResultState.Initial, ResultState.Evolve, new(Category));

    /// <summary>The one stream of a number of an institution in a category: a number used twice meets itself.</summary>
    public static string IdOf(string institutionId, ResultCategory category, string localId) => Hash($"{institutionId}\n{category}\n{localId}");

    /// <summary>The stream of a result without number that comes in bulk: the same content meets itself.</summary>
    public static string IdOf(ResultReport unnumbered) =>
        Hash($"{unnumbered.InstitutionId}\n{unnumbered.PatientId}\n{Convert.ToHexStringLower(SHA256.HashData(unnumbered.Content.Json()))}");

    /// <param name="toConfirm">Time in which a critical value is confirmed.</param>
    public static Decision Report(ResultState state, ResultReport report, TimeSpan toConfirm, DateTimeOffset at)
    {
        if (state.Report is { } known)
            return state.Voided is null && Same(known, report) ? Decision.Nothing : ResultRefusal.ResultExists;
        return Decision.All([new Reported(report, at), .. Alarm(null, report, new(report.PatientId, report.Content.PerformedAt), toConfirm, at)]);
    }

    /// <param name="patientId">Whose it is said to be; null when the correction does not say.</param>
    public static Decision Correct(
        ResultState state, string institutionId, string? patientId, ResultContent content, string reason, string by, TimeSpan toConfirm, DateTimeOffset at)
    {
        if (Closed(state, institutionId) is { } refusal) return refusal;
        if (patientId is not null && patientId != state.Report!.PatientId) return ResultRefusal.OtherPatient;
        if (state.Report!.Content.SameAs(content)) return Decision.Nothing;
        var after = state.Report with { Content = content };
        return Decision.All([new Corrected(state.Place, content, reason, by, at), .. Alarm(state.Critical, after, new(after.PatientId, content.PerformedAt), toConfirm, at)]);
    }

    public static Decision Void(ResultState state, string institutionId, string reason, string by, DateTimeOffset at) =>
        state.Voided is not null && state.Report?.InstitutionId == institutionId ? Decision.Nothing
        : Closed(state, institutionId) is { } refusal ? refusal
        : new Voided(state.Place, reason, by, at);

    public static Decision ConfirmCritical(ResultState state, string institutionId, string handling, string by, DateTimeOffset at) =>
        Closed(state, institutionId) is { } refusal ? refusal
        : state.Critical is not { } critical ? ResultRefusal.NotCritical
        : critical.Open() ? new CriticalConfirmed(state.Place, handling, by, at)
        : critical.By == by && critical.Handling == handling ? Decision.Nothing : ResultRefusal.AlreadyConfirmed;

    /// <summary>The time in which a critical value has to be confirmed.</summary>
    public static IEnumerable<RunningClock> Clocks(ResultState state) =>
        state is { Voided: null, Critical: { BreachedAt: null, ConfirmedAt: null } critical } ? [new(CriticalClock, critical.DueAt)] : [];

    /// <summary>The time to confirm has passed.</summary>
    public static Decision RunOut(ResultState state, DateTimeOffset at) =>
        state is { Voided: null, Critical: { BreachedAt: null, ConfirmedAt: null } critical } && at >= critical.DueAt
            ? new CriticalBreached(state.Place, critical.DueAt, at) : Decision.Nothing;

    private static ResultRefusal? Closed(ResultState state, string institutionId) =>
        state.Report is null ? ResultRefusal.NotReported
        : state.Report.InstitutionId != institutionId ? ResultRefusal.OtherInstitution
        : state.Voided is not null ? ResultRefusal.IsVoided : null;

    private static bool Same(ResultReport known, ResultReport report) =>
        known.PatientId == report.PatientId && known.InstitutionId == report.InstitutionId && known.LocalId == report.LocalId && known.Content.SameAs(report.Content);

    /// <summary>A critical value that nobody was told of yet.</summary>
    private static ResultEvent[] Alarm(CriticalState? told, ResultReport report, ResultPlace place, TimeSpan toConfirm, DateTimeOffset at)
    {
        if (report.Legacy) return [];
        string[] values = [.. report.Content.Values.Where(v => v.Flag == ValueFlag.Critical).Select(v => v.Name)];
        return values.Length == 0 || (told is not null && !values.Except(told.Values).Any()) ? [] : [new CriticalFound(place, values, at + toConfirm, at)];
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, IdBytes));
}
