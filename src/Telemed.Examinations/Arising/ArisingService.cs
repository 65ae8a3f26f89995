using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telemed.Contracts;
using Telemed.Examinations.Mapping;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Examinations.Arising;

/// <summary>Makes a result of the asking institution from each released opinion of a remote diagnosis, and corrects it when the opinion is amended (ADR 0017, 0021).</summary>
internal sealed partial class ArisingService(
    ProjectionEngine engine, IDiagnosticOpinions opinions, IStudies studies, Suggestions suggestions, ICaseOwner owner, PlatformOpening opening, TimeProvider time, ILogger<ArisingService> log)
    : BackgroundService
{
    /// <summary>Code system of what a modality wrote: a steward maps it once.</summary>
    public const string System = ItemRef.LocalPrefix + "study-description";

    /// <summary>So long a result waits for its study, which says what was examined.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private static readonly Dictionary<ResultCategory, string> Names = new()
    {
        [ResultCategory.Imaging] = "远程影像诊断",
        [ResultCategory.Ecg] = "远程心电诊断",
        [ResultCategory.Pathology] = "远程病理诊断",
        [ResultCategory.Ultrasound] = "远程超声诊断",
    };

    private readonly Dictionary<string, int> settled = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await opening.Open.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var changed = new SemaphoreSlim(0, 1);
        var listening = Listen(changed, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await engine.CaughtUp.WaitAsync(stoppingToken);
                await SettleAll(stoppingToken);
                await Sleep(changed, stoppingToken);
            }
            catch (Exception e) when (stoppingToken.IsCancellationRequested && e is OperationCanceledException or ReadModelStoppedException)
            {
                break;
            }
            catch (Exception e)   // the store is away: late rather than never
            {
                Failed(log, e.GetType().Name);
                await Task.Delay(AfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Makes what is owed now; what waits for its study stays owed.</summary>
    internal async Task SettleAll(CancellationToken cancellationToken)
    {
        foreach (var (caseId, released) in Owed())
        {
            if (settled.GetValueOrDefault(caseId) >= released) continue;
            if (await opinions.Of(caseId, cancellationToken) is not { } opinion || !await Make(opinion, cancellationToken)) continue;
            settled[caseId] = opinion.Version;   // also where the same was said again, or the result was voided: neither stores anything
        }
    }

    /// <summary>False when it is too early.</summary>
    private async Task<bool> Make(DiagnosticOpinion opinion, CancellationToken cancellationToken)
    {
        var (id, now) = (Arising.IdOf(opinion.ConsultationId), time.GetUtcNow());
        var study = opinion.Studies.Count > 0 ? studies.Find(opinion.Studies[0]) : null;
        if (study is null && opinion.Studies.Count > 0 && now - opinion.ReleasedAt < Patience) return false;
        var by = new Actor("platform", null, opinion.InvitingId);
        var outcome = await owner.Transact(Result.Aggregate, id, null, new(Arising.CommandOf(opinion.Version), null, by, now), state =>
        {
            var content = Content(opinion, study, state.Report?.Content);
            return state.Report is null
                ? Result.Report(state, new(opinion.PatientId, opinion.InvitingId, null, content, Origin: new(ResultOrigin.Opinion, opinion.ConsultationId)), default, now)
                : Result.Correct(state, opinion.InvitingId, null, content, "诊断意见修订", by.Id, default, now);
        }, cancellationToken);
        if (outcome is Outcome.Done done) await engine.WaitFor(new(Result.Category, id), done.Version, cancellationToken);
        return true;
    }

    /// <summary>A correction changes the text alone: what was examined, and when, was said by the study.</summary>
    private ResultContent Content(DiagnosticOpinion opinion, StudyFacts? study, ResultContent? known)
    {
        var category = Arising.CategoryOf(Reporting.Words<ServiceKind>.Of(opinion.Kind))!.Value;
        var report = new ReportText(opinion.Findings, opinion.Conclusion, opinion.Reporter);
        if (known is not null) return known with { Report = report, ReportedAt = opinion.ReleasedAt };
        var performed = study?.At is { } at && at < opinion.ReleasedAt ? at.ToUniversalTime() : opinion.ReleasedAt;
        return new(
            Item(opinion.Kind, study, category), category, performed, null, opinion.ReleasedAt, [], report, opinion.Studies.Count > 0 ? opinion.Studies[0] : null, null, null, null, []);
    }

    private ItemRef Item(ServiceKind kind, StudyFacts? study, ResultCategory category)
    {
        var name = study?.Description ?? study?.BodyPart;
        if (name is not null && suggestions.For(name, name, category, Language.Zh) is [{ Score: >= 1 } exact, ..]) return new(ItemRef.Standard, exact.Code, null);
        var code = $"{study?.Modality ?? Reporting.Words<ServiceKind>.Of(kind)}:{name ?? "-"}";
        return new(System, code.Length > 100 ? code[..100] : code, name ?? Names[category]);
    }

    private List<(string CaseId, int Released)> Owed()
    {
        using var db = engine.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT case_id, released FROM result_owed WHERE made<released ORDER BY case_id";
        using var rows = command.ExecuteReader();
        var owed = new List<(string, int)>();
        while (rows.Read()) owed.Add((rows.GetString(0), rows.GetInt32(1)));
        return owed;
    }

    private async Task Sleep(SemaphoreSlim changed, CancellationToken cancellationToken)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Task.Delay(LongestSleep, time, awake.Token), changed.WaitAsync(awake.Token));
        await awake.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task Listen(SemaphoreSlim changed, CancellationToken cancellationToken)
    {
        await foreach (var ring in engine.Listen(cancellationToken))
            if ((ring.Topic == TopicEvent.Resync || ring is { Type: "opinionReleased" }) && changed.CurrentCount == 0) changed.Release();
    }

    [LoggerMessage(1402, LogLevel.Error, "Results of released opinions could not be made ({Cause}); trying again")]
    private static partial void Failed(ILogger log, string cause);
}
