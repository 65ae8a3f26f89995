using MediatR;
using Telemed.Consultations;
using Telemed.Consultations.Opening;
using Telemed.Consultations.Rounds.Going;
using Telemed.Consultations.Rounds.Planning;
using Telemed.Consultations.Rounds.Reading;
using Telemed.Contracts;

namespace Telemed.Web.Demo;

/// <summary>A round of the demo region. Keys refer to the region's data.</summary>
/// <param name="Ago">Minutes before now at which it was planned.</param>
/// <param name="Start">Minutes from now.</param>
/// <param name="TakenBy">Account; nobody yet when not given.</param>
/// <param name="Taken">Minutes before now at which it was taken.</param>
internal sealed record DemoRound(
    string Key, string Author, double Ago, string Institution, string Department, string? Practitioner, double Start, double Minutes, string? Note,
    string? TakenBy, double Taken, IReadOnlyList<DemoPlace> Places);

/// <summary>One patient of a round, and the case that is opened with it.</summary>
internal sealed record DemoPlace(
    string Patient, string Ward, string Bed, string Urgency, string Reason, string Complaint, string History, string Findings, IReadOnlyList<Diagnosis> Diagnoses,
    string Treatment, string Consent);

/// <summary>Plans ward rounds through the public commands. Run again it makes nothing twice.</summary>
/// <param name="mediator">Where commands go.</param>
/// <param name="ids">The seeded region.</param>
/// <param name="callers">The callers behind the demo accounts, by account.</param>
/// <param name="now">The time that all minutes are counted from.</param>
internal sealed class DemoRounds(IMediator mediator, DemoRegionIds ids, IReadOnlyDictionary<string, Caller> callers, DateTimeOffset now)
{
    public static IReadOnlyList<DemoRound> Read() => DemoData.Read<IReadOnlyList<DemoRound>>("rounds-5201.json");

    /// <exception cref="DemoException">A step was refused.</exception>
    public Task Seed(IReadOnlyList<DemoRound> rounds, CancellationToken cancellationToken) => Task.WhenAll(rounds.Select(async one =>
    {
        var start = now.AddMinutes(one.Start);
        var planned = await Send($"{one.Key} plan", new PlanRound(By(one.Author, $"{one.Key}-plan", one.Ago), new(
            new(ids.Institutions[one.Institution], one.Department, one.Practitioner is { } named ? ids.Practitioners[named] : null, null),
            start, start.AddMinutes(one.Minutes), one.Note, [.. one.Places.Select(p => Place(p, now.AddMinutes(-one.Ago - 5)))])), cancellationToken);
        if (one.TakenBy is { } taker) await Send($"{one.Key} take", new TakeRound(By(taker, $"{one.Key}-take", one.Taken), planned.Id, new(null)), cancellationToken);
    }));

    private PlaceBody Place(DemoPlace p, DateTimeOffset consented) => new(
        null, ids.Patients[p.Patient], p.Ward, p.Bed, p.Urgency, p.Reason, null, new(p.Complaint, p.History, p.Findings, p.Diagnoses, p.Treatment), null, null,
        new ConsentBody(p.Consent, "患者本人（已签署）", consented));

    private async Task<RoundView> Send(string step, IRequest<Answer<RoundView>> request, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(request, cancellationToken);
        return answer.Problem is { } problem ? throw new DemoException(step, problem) : answer.Value;
    }

    private Command By(string account, string name, double ago) => new(callers[account], $"demo-round-{name}", null, null, now.AddMinutes(-ago));
}
