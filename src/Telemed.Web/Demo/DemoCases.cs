using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using MediatR;
using Telemed.Consultations.Answering;
using Telemed.Consultations.Assigning;
using Telemed.Consultations.Deciding;
using Telemed.Consultations.Ending;
using Telemed.Consultations.Following;
using Telemed.Consultations.Informing;
using Telemed.Consultations.Meeting;
using Telemed.Consultations.Opening;
using Telemed.Consultations.Opining;
using Telemed.Consultations.Reading;
using Telemed.Consultations.Redirecting;
using Telemed.Consultations.Scheduling;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Web.Demo;

/// <summary>Walks consultations to every state through the public commands, each by the account that may do it.</summary>
/// <remarks>Times lie in the past, except of signatures and what follows them: a certificate is not older than its account.</remarks>
/// <param name="mediator">Where commands go.</param>
/// <param name="ids">The seeded region.</param>
/// <param name="callers">The callers behind the demo accounts, by account.</param>
/// <param name="now">The time that <c>Ago</c> is counted from.</param>
internal sealed class DemoCases(IMediator mediator, DemoRegionIds ids, IReadOnlyDictionary<string, Caller> callers, DateTimeOffset now)
{
    private const string File = "cases-5201.json";

    public static IReadOnlyList<DemoCase> Read() => DemoData.Read<IReadOnlyList<DemoCase>>(File);

    /// <summary>The studies that the cases name.</summary>
    public static IReadOnlyList<DemoStudy> Studies(IReadOnlyList<DemoCase> cases, DemoData data) =>
        [.. from c in cases
            from n in Enumerable.Range(1, c.Studies)
            select new DemoStudy(Uid($"{c.Key}-{n}"), c.Key, c.Patient, data.Accounts.First(a => a.Account == c.Author).Institution!, c.Modality!, c.Study!)];

    /// <summary>True once the last case is in the log: nothing is left to seed.</summary>
    public static async Task<bool> Done(IEventLog log, IReadOnlyList<DemoCase> cases, CancellationToken cancellationToken)
    {
        var last = new Command(new("", null, null, null, null, new HashSet<Role>()), CommandId(cases[^1].Key, 0), null, null, default).NewId("consultation");
        await foreach (var _ in log.ReadStream(new("consultation", last), 0, cancellationToken)) return true;
        return false;
    }

    /// <summary>Seeds every case; run again it makes nothing twice.</summary>
    /// <exception cref="DemoException">A step was refused.</exception>
    public async Task Seed(IReadOnlyList<DemoCase> cases, CancellationToken cancellationToken)
    {
        await Task.WhenAll(cases.SkipLast(1).Select(one => Walk(one, cancellationToken)));
        await Walk(cases[^1], cancellationToken);   // last of all: it tells that nothing is left to do
    }

    private async Task Walk(DemoCase one, CancellationToken cancellationToken)
    {
        var id = (await Send(one.Key, new OpenConsultation(By(one.Author, one.Key, 0, one.Ago), Request(one)), cancellationToken)).Id;
        for (var (number, signed) = (1, 0); number <= one.Steps.Count; number++)
        {
            var step = one.Steps[number - 1];
            if (step.Do == "sign" || signed > 0) signed++;
            var ago = signed > 0 ? -signed / 60_000d : step.Ago;   // what follows a signature comes milliseconds after it
            await Send($"{one.Key}/{number} {step.Do}", Step(step, By(step.By, one.Key, number, ago), id), cancellationToken);
        }
    }

    private RequestBody Request(DemoCase c) => new(
        c.Kind, c.Mode, c.Urgency, ids.Patients[c.Patient],
        new(ids.Institutions[c.Institution], c.Department, c.Practitioner is { } named ? ids.Practitioners[named] : null, c.MinimumTitle),
        c.Reason, c.Purpose, new(c.Complaint, c.History, c.Findings, c.Diagnoses, c.Treatment),
        [.. Enumerable.Range(1, c.Studies).Select(n => Uid($"{c.Key}-{n}"))], [.. Enumerable.Range(1, c.Results).Select(n => $"demo-{c.Key}-{n}")],
        new(c.Consent, c.Consent switch { "emergency" => "总值班代签", "guardian" => "监护人（已签署）", _ => "患者本人（已签署）" }, now.AddMinutes(-c.Ago - 5)),
        Submit: !c.Draft);

    private IRequest<Answer<ConsultationView>> Step(DemoStep s, Command by, string id) => s.Do switch
    {
        "accept" => new AcceptConsultation(by, id),
        "decline" => new DeclineConsultation(by, id, new(s.ReasonCode, s.Comment, s.Alternative)),
        "redirect" => new RedirectConsultation(by, id, new(new(ids.Institutions[s.Institution!], s.Department, null, null))),
        "assign" => new AssignConsultation(by, id, new([.. s.To!.Select(p => ids.Practitioners[p])], ids.Practitioners[s.To![0]])),
        "claim" => new ClaimConsultation(by, id),
        "requestInfo" => new RequestInfo(by, id, new(s.Question)),
        "provideInfo" => new ProvideInfo(by, id, new(s.Answer, null, null)),
        "schedule" => new ScheduleConsultation(by, id, new(now.AddMinutes(s.Start!.Value), now.AddMinutes(s.Start.Value + s.Minutes!.Value), s.Room)),
        "startSession" => new StartSession(by, id),
        "suspendSession" => new SuspendSession(by, id),
        "finishSession" => new FinishSession(by, id),
        "markNoShow" => new MarkNoShow(by, id, new(s.Side)),
        "draftOpinion" => new DraftOpinion(by, id, new(new(s.Opinion!.Findings, s.Opinion.Diagnoses, s.Opinion.Advice))),
        "sign" => new SignOpinion(by, id, new(DemoRegion.AccountPassword, null)),
        "adopt" => new AdoptOpinion(by, id, new(s.Decision, s.Note)),
        "followUp" => new RecordFollowUp(by, id, new(by.At, s.Findings)),
        "rate" => new RateConsultation(by, id, new(s.Score, s.Comment)),
        "close" => new CloseConsultation(by, id),
        "withdraw" => new WithdrawConsultation(by, id, new(s.Comment)),
        "convert" => new ConvertToReferral(by, id, null),
        var other => throw new InvalidDataException($"{File} knows no step '{other}'."),
    };

    private async Task<ConsultationView> Send(string step, IRequest<Answer<ConsultationView>> request, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(request, cancellationToken);
        return answer.Problem is { } problem ? throw new DemoException(step, problem) : answer.Value;
    }

    private Command By(string account, string key, int step, double ago) => new(callers[account], CommandId(key, step), null, null, now.AddMinutes(-ago));

    private static string CommandId(string key, int step) => $"demo-case-{key}-{step}";

    /// <summary>A UID below 2.25 (PS3.5 §B.2), the same at every seeding.</summary>
    public static string Uid(string name) =>
        $"2.25.{new BigInteger(SHA256.HashData(Encoding.ASCII.GetBytes($"demo-{name}")).AsSpan(0, 15), isUnsigned: true)}";
}
