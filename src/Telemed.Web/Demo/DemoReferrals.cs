using MediatR;
using Telemed.Contracts;
using Telemed.Referrals.Answering;
using Telemed.Referrals.Ending;
using Telemed.Referrals.Following;
using Telemed.Referrals.Informing;
using Telemed.Referrals.Moving;
using Telemed.Referrals.Opening;
using Telemed.Referrals.Reading;
using Telemed.Referrals.Redirecting;
using Telemed.Referrals.Returning;

namespace Telemed.Web.Demo;

/// <summary>Walks referrals to every state through the public commands. Run again it makes nothing twice.</summary>
/// <param name="mediator">Where commands go.</param>
/// <param name="capacity">Where slots and beds are found.</param>
/// <param name="ids">The seeded region.</param>
/// <param name="data">The region's data file.</param>
/// <param name="callers">The callers behind the demo accounts, by account.</param>
/// <param name="now">The time that <c>Ago</c> is counted from.</param>
internal sealed class DemoReferrals(
    IMediator mediator, ICapacity capacity, DemoRegionIds ids, DemoData data, IReadOnlyDictionary<string, Caller> callers, DateTimeOffset now)
{
    private const string File = "referrals-5201.json";
    private const string Below = "@down";

    public static IReadOnlyList<DemoReferral> Read() => DemoData.Read<IReadOnlyList<DemoReferral>>(File);

    /// <summary>Seeds every referral; those of one patient in the order of their time, because one ends what another leaves behind.</summary>
    /// <exception cref="DemoException">A step was refused.</exception>
    public Task Seed(IReadOnlyList<DemoReferral> referrals, CancellationToken cancellationToken) => Task.WhenAll(referrals.GroupBy(r => r.Patient).Select(async own =>
    {
        foreach (var one in own.OrderByDescending(r => r.Ago)) await Walk(one, cancellationToken);
    }));

    private async Task Walk(DemoReferral one, CancellationToken cancellationToken)
    {
        var view = await Send(one.Key, new OpenReferral(By(one.Author, one.Key, 0, one.Ago), Body(one)), cancellationToken);
        var (id, down) = (view.Id, "");
        for (var number = 1; number <= one.Steps.Count; number++)
        {
            var step = one.Steps[number - 1];
            var below = step.Do.EndsWith(Below, StringComparison.Ordinal);
            view = await Send($"{one.Key}/{number} {step.Do}", Step(step, By(step.By, one.Key, number, step.Ago), below ? down : id, view), cancellationToken);
            if (view.ReturnedBy is { } back) down = back.Id;
        }
    }

    private RequestBody Body(DemoReferral r) => new(
        r.Direction, r.Lane, ids.Patients[r.Patient], new(ids.Institutions[r.Institution], r.Department), r.ReasonCode, null, r.RelationReason, r.Criteria, r.Diagnoses,
        new(r.Impression, r.PresentIllness, r.History, r.Treatment, null, null), r.Transport, [], [],
        new(r.Consent, "患者本人（已签署）", now.AddMinutes(-r.Ago - 5)), null, null, null, Submit: !r.Draft);

    private IRequest<Answer<ReferralView>> Step(DemoMove s, Command by, string id, ReferralView before) => s.Do.Replace(Below, "", StringComparison.Ordinal) switch
    {
        "accept" => new AcceptReferral(by, id, Place(s, before, by.At)),
        "decline" => new DeclineReferral(by, id, new(s.ReasonCode, s.Comment, s.Alternative is { } other ? ids.Institutions[other] : null)),
        "redirect" => new RedirectReferral(by, id, new(new(ids.Institutions[s.Institution!], s.Department), null)),
        "contest" => new ContestReferral(by, id, new(s.Reason)),
        "requestInfo" => new RequestInfo(by, id, new(s.Question)),
        "depart" => new DepartPatient(by, id, null),
        "arrive" => new ArrivePatient(by, id),
        "markNotArrived" => new MarkNotArrived(by, id, new(s.Comment)),
        "admit" => new AdmitPatient(by, id, new(s.Ward, null)),
        "complete" => new CompleteReferral(by, id, new(new(s.Diagnosis, s.Course, s.Plan))),
        "returnDown" => new ReturnDown(by, id, new(null, new(
            s.Medication, s.Rehabilitation, s.WarningSigns, [.. s.DueIn!.Select(days => new PlannedBody(ChinaTime.Day(by.At).AddDays(days), "随访病情、用药与康复情况"))]), null)),
        "receive" => new ReceivePatient(by, id, null),
        "followUp" => new FollowUpPatient(by, id, new(null, by.At, s.Findings, null)),
        "rate" => new RateReferral(by, id, new(s.Score, s.Comment)),
        "close" => new CloseReferral(by, id),
        "cancel" => new CancelReferral(by, id, new(s.Reason)),
        "confirmCancel" => new ConfirmCancel(by, id, new(s.Agree)),
        "withdraw" => new WithdrawReferral(by, id, new(s.Comment)),
        "recordDeath" => new RecordDeath(by, id, new(by.At, null, s.Cause)),
        var other => throw new InvalidDataException($"{File} knows no step '{other}'."),
    };

    private PlaceBody? Place(DemoMove s, ReferralView before, DateTimeOffset at)
    {
        if (s.Kind is not { } kind) return null;
        var free = capacity.NextFree(
            kind == "bed" ? CapacityKind.Bed : CapacityKind.Slot, before.To.InstitutionId!, before.To.Department, before.From.InstitutionId, now > at ? now : at, s.Place!.Value + 1);
        return free.Count <= s.Place ? null : kind == "bed" ? new(null, free[s.Place.Value].Id) : new(free[s.Place.Value].Id, null);
    }

    private async Task<ReferralView> Send(string step, IRequest<Answer<ReferralView>> request, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(request, cancellationToken);
        return answer.Problem is { } problem ? throw new DemoException(step, problem) : answer.Value;
    }

    private Command By(string who, string key, int step, double ago) =>
        new(callers.GetValueOrDefault(who) ?? Practitioner(who), $"demo-referral-{key}-{step}", null, null, now.AddMinutes(-ago));

    /// <summary>Somebody of the region without an account.</summary>
    private Caller Practitioner(string key) => new(
        $"demo-{key}", ids.Practitioners[key], ids.Institutions[data.Practitioners.First(p => p.Key == key).Institution], null, null, new HashSet<Role> { Role.Physician });
}
