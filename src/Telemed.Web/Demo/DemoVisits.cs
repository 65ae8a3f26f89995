using MediatR;
using Telemed.Contracts;
using Telemed.Patients.Timeline;

namespace Telemed.Web.Demo;

/// <param name="By">Account of the physician.</param>
/// <param name="DaysAgo">Days before the day of the demo.</param>
internal sealed record DemoVisit(string Patient, string By, string Department, int DaysAgo, string Code, string Diagnosis, string? Note)
{
    public static IReadOnlyList<DemoVisit> Read() => DemoData.Read<IReadOnlyList<DemoVisit>>("visits-5201.json");
}

/// <summary>Visits in primary care with which the timelines of the demo region begin.</summary>
internal sealed class DemoVisits(IMediator mediator, DemoRegionIds ids, IReadOnlyDictionary<string, Caller> callers, DateTimeOffset now)
{
    /// <exception cref="DemoException">A step was refused.</exception>
    public Task Seed(IReadOnlyList<DemoVisit> visits, CancellationToken cancellationToken) =>
        Task.WhenAll(visits.Select((visit, i) => Record(visit, i, cancellationToken)));

    private async Task Record(DemoVisit visit, int number, CancellationToken cancellationToken)
    {
        var at = now.AddDays(-visit.DaysAgo);
        var answer = await mediator.Send(
            new RecordVisit(
                new(callers[visit.By], $"demo-visit-{number}", null, null, at), ids.Patients[visit.Patient], at.AddMinutes(-10), visit.Department,
                [new("icd10-cn", visit.Code, visit.Diagnosis)], visit.Note),
            cancellationToken);
        if (answer.Problem is { } problem) throw new DemoException($"visit {number}", problem);
    }
}
