using MediatR;
using Telemed.Contracts;
using Telemed.Examinations.Reporting;
using Telemed.ReadModel;
using Telemed.Recognition.Acting;
using Telemed.Recognition.Opening;
using Telemed.Recognition.Quality;
using Telemed.Recognition.Reading;

namespace Telemed.Web.Demo;

/// <summary>Evidence, earlier results and checks of the demo region. Keys refer to the region's data.</summary>
internal sealed record DemoRecognitionData(IReadOnlyList<DemoEvidence> Evidence, IReadOnlyList<DemoPrior> Results, IReadOnlyList<DemoCheck> Checks)
{
    public static DemoRecognitionData Read() => DemoData.Read<DemoRecognitionData>("recognition-5201.json");
}

internal sealed record DemoEvidence(string Institution, string Item, ScopeType Type, string Code, string Text, EvidenceOutcome Outcome, string Body);

/// <param name="By">Account or practitioner of the institution that made it.</param>
/// <param name="Study">Description of the study that belongs to it.</param>
internal sealed record DemoPrior(
    string Key, string By, string Patient, string Item, double HoursAgo, string Category, IReadOnlyList<ValueBody?>? Values, string? Conclusion, string? Study, string? Modality);

/// <param name="Ago">Minutes before now.</param>
internal sealed record DemoCheck(
    string Key, string By, string Patient, double Ago, IReadOnlyList<string> Items, IReadOnlyList<Recognition.Opening.DiagnosisBody> Diagnoses, ContextBody? Context, string? Department,
    IReadOnlyList<DemoDecision> Steps);

internal sealed record DemoDecision(string Do, string Item, string? ReasonCode, string? Comment);

/// <summary>Brings recognition into being through the public commands. Run again it makes nothing twice.</summary>
/// <param name="mediator">Where commands go.</param>
/// <param name="readModel">Checks read evidence and results from it.</param>
/// <param name="ids">The seeded region.</param>
/// <param name="data">The region's data file.</param>
/// <param name="callers">The callers behind the demo accounts, by account.</param>
/// <param name="now">The time that everything is counted from.</param>
internal sealed class DemoRecognition(
    IMediator mediator, ProjectionEngine readModel, DemoRegionIds ids, DemoData data, IReadOnlyDictionary<string, Caller> callers, DateTimeOffset now)
{
    /// <summary>Studies for the results that have one.</summary>
    public static IEnumerable<DemoStudy> Studies(DemoRecognitionData seed, DemoData data) =>
        from r in seed.Results
        where r.Study is not null
        select new DemoStudy(Uid(r), r.Key, r.Patient, InstitutionOf(data, r.By), r.Modality!, r.Study!, (int)(r.HoursAgo / 24));

    /// <exception cref="DemoException">A step was refused.</exception>
    public async Task Seed(DemoRecognitionData seed, CancellationToken cancellationToken)
    {
        var year = ChinaTime.Day(now).Year;
        await Send("evidence", new RecordEvidence(By("bureau", "evidence", 0, 0), [.. seed.Evidence.Select(e => new EvidenceBody(
            ids.Institutions[e.Institution], e.Item, new(year - 1, 7, 1), new(year, 12, 31), e.Body, new(e.Type, e.Code, e.Text), e.Outcome, null, null, null))], Many: true), cancellationToken);
        foreach (var result in seed.Results) await Send(result.Key, new ReportResult(By(result.By, result.Key, 0, 0), Body(result)), cancellationToken);
        await Task.WhenAll(seed.Checks.Select(check => Walk(check, cancellationToken)));
    }

    private ResultBody Body(DemoPrior r)
    {
        var at = now.AddHours(-r.HoursAgo);
        return new(
            ids.Patients[r.Patient], $"DEMO-{r.Key}", r.Item, "standard", null, ids.Institutions[InstitutionOf(data, r.By)], at, r.Category == "lab" ? at.AddMinutes(-40) : null, null, r.Category,
            r.Values, r.Conclusion is null ? null : new(r.Conclusion, r.Conclusion, null), r.Study is null ? null : Uid(r), null, null, null, null);
    }

    private async Task Walk(DemoCheck check, CancellationToken cancellationToken)
    {
        var view = await Send(check.Key, new OpenCheck(By(check.By, check.Key, 0, check.Ago), new(
            ids.Patients[check.Patient], [.. check.Items.Select(code => new ItemBody(code, $"DEMO-{check.Key}-{code}"))], check.Diagnoses, check.Department, check.Context)), cancellationToken);
        var number = 0;
        foreach (var step in check.Steps)
        {
            number++;
            var by = By(check.By, check.Key, number, check.Ago - number);
            var item = view.Items.First(i => i.Code == step.Item);
            var result = item.Candidates.Count > 0 ? item.Candidates[0].ResultId : null;
            view = await Send($"{check.Key}/{number} {step.Do}", Step(step, by, view.Id, result, item.Decision?.No ?? 0), cancellationToken);
        }
    }

    private static IRequest<Answer<CheckView>> Step(DemoDecision s, Command by, string id, string? result, int no) => s.Do switch
    {
        "view" => new ViewResult(by, id, new(result)),
        "order" => new OrderItem(by, id, new(s.Item)),
        "quote" => new QuoteResult(by, id, new(result, s.Comment)),
        "revoke" => new RevokeDecision(by, id, no, new(s.Comment)),
        _ => new DecideItem(by, id, new(s.Item, result, s.Do, s.ReasonCode, s.Comment, true)),
    };

    private async Task<T> Send<T>(string step, IRequest<Answer<T>> request, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(request, cancellationToken);
        if (answer.Problem is { } problem) throw new DemoException($"recognition {step}", problem);
        if (answer.Wrote is { } wrote) await readModel.WaitFor(wrote.Stream, wrote.Version, cancellationToken);
        return answer.Value;
    }

    private Command By(string who, string key, int step, double ago) => new(
        callers.GetValueOrDefault(who) ?? new(
            $"demo-{who}", ids.Practitioners[who], ids.Institutions[data.Practitioners.First(p => p.Key == who).Institution], null, null, new HashSet<Role> { Role.Physician }),
        $"demo-recognition-{key}-{step}", null, null, now.AddMinutes(-ago));

    private static string InstitutionOf(DemoData data, string who) =>
        data.Accounts.FirstOrDefault(a => a.Account == who)?.Institution ?? data.Practitioners.First(p => p.Key == who).Institution;

    private static string Uid(DemoPrior result) => DemoCases.Uid($"recognition-{result.Key}");
}
