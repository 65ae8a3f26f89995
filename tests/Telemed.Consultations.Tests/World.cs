using Telemed.Contracts;
using Telemed.Governance;

namespace Telemed.Consultations.Tests;

/// <summary>A township centre that asks, a city hospital that is asked, and the people in them.</summary>
internal static class World
{
    /// <summary>A Monday, 10:00 in China.</summary>
    public static readonly DateTimeOffset Ten = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    public static readonly PolicyPack Pack = PolicyPacks.Embedded().For("520115", Ten);

    public static readonly Institution Township = new(
        "township", "甲镇卫生院", AdministrativeTier.Township, HospitalGrade.Level1A, Ownership.Public, ConnectionStatus.Connected, "520115", [], []);

    public static readonly Institution City = new(
        "city", "乙市医院", AdministrativeTier.City, HospitalGrade.Level3A, Ownership.Public, ConnectionStatus.Connected, "520103", Enum.GetValues<ServiceKind>(), []);

    public static readonly Institution Province = City with { Id = "province", Tier = AdministrativeTier.Provincial };

    public static readonly Practitioner Asking = Doctor("p-author", "township", Title.Assistant, "全科");
    public static readonly Practitioner First = Doctor("p1", "city", Title.AssociateChief, "神经内科");
    public static readonly Practitioner Second = Doctor("p2", "city", Title.Attending, "放射科");
    public static readonly Practitioner Third = Doctor("p3", "city", Title.Attending, "心内科");

    public static readonly PatientSummary Patient = new("patient", "某人", Sex.Male, new(1960, 5, 1), "01", "520**********02", true, false);

    public static readonly Agreement Agreement = new("agreement", "2026-007", "township", "city", Enum.GetValues<ServiceKind>(), new(2026, 1, 1), null, null);

    public static readonly Caller Author = As(Role.Physician, "author", "township", "p-author");
    public static readonly Caller AskingOffice = As(Role.Office, "asking-office", "township", null);
    public static readonly Caller AskedOffice = As(Role.Office, "asked-office", "city", null);
    public static readonly Caller Lead = As(Role.Physician, "lead", "city", "p1");
    public static readonly Caller Expert = As(Role.Physician, "expert", "city", "p2");
    public static readonly Caller Bystander = As(Role.Physician, "bystander", "city", "p3");

    public static readonly OpinionContent Opinion = new("右侧基底节区低密度影", [new("icd10-cn", "I63.9", "脑梗死")], "建议溶栓评估");

    public static Surroundings Around => new(Patient, Township, City, Asking, Agreement, null, Pack);

    public static Caller As(Role role, string account, string? institution, string? practitioner) =>
        new(account, practitioner, institution, null, null, new HashSet<Role> { role });

    public static Practitioner Doctor(string id, string institution, Title title, string department) =>
        new(id, id, institution, department, title, "110", new(2030, 1, 1), new(2010, 1, 1));

    public static ConsultationRequest Request(
        ServiceKind kind = ServiceKind.Clinical, ConsultationMode mode = ConsultationMode.Synchronous, Urgency urgency = Urgency.Routine) => new(
        kind, mode, urgency, "patient", new("city", "神经内科", null, Title.Attending), "头晕三天", "明确诊断",
        new("头晕", "高血压十年", "血压 180/100", [new("icd10-cn", "I10", "高血压")], "降压"), ["1.2.3"], [], new(ConsentBasis.Written, true, Ten.AddMinutes(-10)));

    public static ConsultationState After(this ConsultationState state, Func<ConsultationState, Decision> decide) =>
        decide(state) is Decision.Happened happened
            ? happened.Events.Aggregate(state, ConsultationEvolve.Evolve)
            : throw new InvalidOperationException($"The history does not go on from {state.Status}: {decide(state)}");

    /// <summary>Real histories, one for each state, made by the rules themselves.</summary>
    public static ConsultationState In(string state)
    {
        var sync = Request();
        return state switch
        {
            "draft" => Drafted(sync),
            "submitted" => Submitted(sync),
            "submitted, second hospital offered" =>
                Submitted(sync with { Urgency = Urgency.Urgent }).After(s => Consultation.FireClock(s, ClockNames.Fallback, Ten.AddHours(9))),
            "needsInfo" => Submitted(sync).After(s => Consultation.RequestInfo(s, AskedOffice, "血压多少？", Pack, Ten)),
            "needsInfo, was assigned" => Assigned(sync).After(s => Consultation.RequestInfo(s, Lead, "血压多少？", Pack, Ten)),
            "accepted" => Accepted(sync),
            "assigned" => Assigned(sync),
            "assigned, asynchronous" => Assigned(sync with { Mode = ConsultationMode.Asynchronous }),
            "assigned, emergency" => Assigned(sync with { Urgency = Urgency.Emergency }),
            "scheduled" => Scheduled(sync),
            "inSession" => InSession(sync),
            "suspended" => InSession(sync).After(s => Consultation.SuspendSession(s, Lead, Ten.AddHours(1))),
            "opinionDraft" => Written(sync),
            "opinionDraft, amending" => Released(sync).After(s => Consultation.Amend(s, Lead, "侧别有误", null, Pack, Ten.AddHours(2))),
            "released" => Released(sync),
            "adopted" => Adopted(sync),
            "closed" => Adopted(sync).After(s => Consultation.Close(s, Author, Ten.AddHours(2))),
            "declined" => Submitted(sync).After(s => Consultation.Decline(s, AskedOffice, "noCapacity", null, null, Pack, Ten)),
            "withdrawn" => Submitted(sync).After(s => Consultation.Withdraw(s, Author, null, Ten)),
            "expired" => Submitted(sync).After(s => Consultation.FireClock(s, ClockNames.Expiry, Ten.AddDays(30))),
            "noShow" => Scheduled(sync).After(s => Consultation.MarkNoShow(s, Lead, Side.Inviting, Ten.AddHours(2))),
            "converted" => Adopted(sync).After(s => Consultation.ConvertToReferral(s, Author, null, Ten.AddHours(2))),
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };
    }

    public static ConsultationState Drafted(ConsultationRequest request) =>
        ConsultationState.Initial.After(s => Consultation.Open(s, Author, "HZ-1", request, null, Ten));

    public static ConsultationState Submitted(ConsultationRequest request) => Drafted(request).After(s => Consultation.Submit(s, Author, Around, Ten));

    public static ConsultationState Accepted(ConsultationRequest request) => Submitted(request).After(s => Consultation.Accept(s, AskedOffice, Pack, Ten));

    public static ConsultationState Assigned(ConsultationRequest request) =>
        Accepted(request).After(s => Consultation.Assign(s, AskedOffice, ["p1", "p2"], "p1", [First, Second], Pack, Ten));

    public static ConsultationState Scheduled(ConsultationRequest request) =>
        Assigned(request).After(s => Consultation.Schedule(s, AskedOffice, Ten.AddHours(1), Ten.AddHours(2), "一号会诊室", Ten));

    public static ConsultationState InSession(ConsultationRequest request) => Scheduled(request).After(s => Consultation.StartSession(s, Lead, Ten.AddHours(1)));

    public static ConsultationState Written(ConsultationRequest request) =>
        (request.Mode == ConsultationMode.Asynchronous ? Assigned(request) : InSession(request).After(s => Consultation.FinishSession(s, Lead, Pack, Ten.AddHours(2))))
        .After(s => Consultation.DraftOpinion(s, Lead, Opinion, Ten.AddHours(2)));

    public static ConsultationState Released(ConsultationRequest request) => Written(request).After(s => Consultation.Sign(s, Lead, 1, First, "jws", Pack, Ten.AddHours(2)));

    public static ConsultationState Adopted(ConsultationRequest request) =>
        Released(request).After(s => Consultation.Adopt(s, Author, AdoptionDecision.Adopted, null, Ten.AddHours(2)));
}
