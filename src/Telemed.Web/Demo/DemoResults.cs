using MediatR;
using Telemed.Contracts;
using Telemed.Examinations.Reporting;

namespace Telemed.Web.Demo;

/// <summary>A result of the demo region; patients and institutions by key.</summary>
/// <param name="System">Code system of the institution; the standard when left out.</param>
/// <param name="MinutesAgo">More exact than <paramref name="DaysAgo"/>.</param>
/// <param name="Study">Images that go with it.</param>
internal sealed record DemoResult(
    string Patient, string Institution, string Number, string Item, string? System, string? Name, string Category, int DaysAgo, int? MinutesAgo,
    IReadOnlyList<ValueBody>? Values, ReportBody? Report, DemoResultStudy? Study, string? Equipment, string? DeviceClass, string? Method)
{
    public static IReadOnlyList<DemoResult> Read() => DemoData.Read<IReadOnlyList<DemoResult>>("results-5201.json");

    /// <summary>UID of its study.</summary>
    public string? StudyUid => Study is null ? null : DemoCases.Uid($"result-{Number}");
}

internal sealed record DemoResultStudy(string Modality, string Description);

/// <summary>Results that patients of the demo region bring along, each reported by the office of its institution through the public command.</summary>
/// <remarks>Commands have fixed ids and times: run again it makes nothing twice.</remarks>
internal sealed class DemoResults(IMediator mediator, DemoRegionIds ids, DateTimeOffset now)
{
    private static readonly TimeSpan ToReport = TimeSpan.FromMinutes(2);

    /// <summary>Studies of the results; whoever makes images uses these UIDs.</summary>
    public static IEnumerable<DemoStudy> Studies(IReadOnlyList<DemoResult> results) =>
        results.Where(r => r.Study is not null).Select(r => new DemoStudy(r.StudyUid!, r.Number, r.Patient, r.Institution, r.Study!.Modality, r.Study.Description, r.DaysAgo));

    /// <exception cref="DemoException">A result was refused.</exception>
    public Task Seed(IReadOnlyList<DemoResult> results, CancellationToken cancellationToken) => Task.WhenAll(results.Select(result => Report(result, cancellationToken)));

    private async Task Report(DemoResult r, CancellationToken cancellationToken)
    {
        var performed = now.AddDays(-r.DaysAgo).AddMinutes(-(r.MinutesAgo ?? 60));
        var institution = ids.Institutions[r.Institution];
        var by = new Command(
            new($"demo-office-{r.Institution}", null, institution, null, null, new HashSet<Role> { Role.Office }), $"demo-result-{r.Number}", null, null, performed + ToReport);
        var answer = await mediator.Send(
            new ReportResult(by, new(
                ids.Patients[r.Patient], r.Number, r.Item, r.System, r.Name, institution, performed, null, performed + ToReport, r.Category, r.Values, r.Report, r.StudyUid, r.Equipment,
                r.DeviceClass, r.Method, null)),
            cancellationToken);
        if (answer.Problem is { Code: not "result-exists" } problem) throw new DemoException($"result {r.Number}", problem);   // cut short and started again on another day
    }
}
