using Telemed.Consultations;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Referrals;
using C = Telemed.Consultations.ConsultationEvent;
using R = Telemed.Referrals.ReferralEvent;

namespace Telemed.Bench.Indicators;

/// <summary>Cases as they run through the house: half consultations, half up-referrals, over two years; the same for the same number.</summary>
internal static class IndicatorHistory
{
    public const int Months = 24;
    private static readonly string[] Departments = ["神经内科", "心血管内科", "呼吸内科", "普外科", "骨科", "儿科"];
    private static readonly string[] Reasons = ["critical", "difficult", "equipment", "examination"];
    private static readonly string[] Refusals = ["noBed", "noCapacity", "higherLevelNeeded"];

    /// <summary>The appends of a case, in order.</summary>
    public static IEnumerable<Append> Case(int number, DateTimeOffset begin)
    {
        var random = new Random(number);
        var (county, at) = (random.Next(IndicatorRegion.Counties), begin);
        var from = random.Next(3) > 0 ? $"c{county:D2}town{random.Next(IndicatorRegion.Townships)}" : $"c{county:D2}village{random.Next(IndicatorRegion.Villages)}";
        var to = random.Next(3) > 0 ? $"c{county:D2}hospital" : $"city{1 + random.Next(2)}";
        var toArea = to[0] == 'c' && to[1] != 'i' ? IndicatorRegion.Area(county) : "520190";
        var party = new Party(from, to, IndicatorRegion.Area(county), toArea, Departments[random.Next(Departments.Length)]);
        return number % 2 == 0 ? Consultation(number, at, random, party) : Referral(number, at, random, party);
    }

    private sealed record Party(string From, string To, string FromArea, string ToArea, string Department);

    private static IEnumerable<Append> Consultation(int number, DateTimeOffset at, Random random, Party party)
    {
        var version = 0;
        var request = new ConsultationRequest(
            (ServiceKind)random.Next(6), ConsultationMode.Asynchronous, (Urgency)random.Next(3), $"patient-{number}", new(party.To, party.Department, null, null), "左侧肢体无力两天", "明确诊断",
            new("左侧肢体无力两天", "高血压病史十年", null, random.Next(8) == 0 ? [] : [new("icd10-cn", "I63.9", "脑梗死")], null), [$"1.2.{number}"], [], null);
        yield return Step(party.From,
            new C.Drafted($"HZ{number:D10}", new("author", "p0"), party.From, request, at), new C.Submitted(new("a", "a"), new("5201", 1), new(party.FromArea, party.ToArea), at),
            new C.ClockStarted("answer", at.AddHours(4), false, BreachEffect.NotifyOffice, at), new C.ClockStarted("expiry", at.AddDays(9), false, BreachEffect.Expire, at),
            new C.ClockStarted("report", at.AddDays(2), false, BreachEffect.Escalate, at));
        at = at.AddMinutes(random.Next(5, 600));
        if (random.Next(20) == 0)
        {
            yield return Step(party.To, new C.Declined("noCapacity", null, null, "office", at), new C.ClockStopped("answer", true, at), new C.ClockStopped("report", false, at));
            yield break;
        }
        yield return Step(party.To, new C.Accepted("office", at), new C.ClockStopped("answer", true, at), new C.ClockStopped("expiry", true, at));
        at = at.AddMinutes(random.Next(1, 300));
        yield return Step(party.To, new C.Claimed(new("p1", Title.Chief, party.Department), SigningRule.Single, "expert", at));
        at = at.AddMinutes(random.Next(10, 2000));
        var opinion = new OpinionContent("左侧基底节区低密度影", [new("icd10-cn", "I63.9", "脑梗死")], "抗血小板治疗");
        yield return Step(party.To, new C.OpinionDrafted(1, opinion, "p1", at));
        yield return Step(party.To,
            new C.OpinionSigned(1, 1, new("p1", Title.Chief, at, "sig")), new C.OpinionReleased(1, Responsibility.InvitingDecides, at), new C.ClockStopped("report", true, at),
            new C.ClockStarted("decision", at.AddDays(1), false, BreachEffect.NotifyOffice, at));
        at = at.AddMinutes(random.Next(10, 3000));
        yield return Step(party.From, new C.DecisionRecorded(AdoptionDecision.Adopted, null, "author", at), new C.ClockStopped("decision", true, at));
        yield return Step(party.From, new C.Rated(random.Next(1, 6), null, "author", at), new C.Closed("author", at));

        Append Step(string by, params ConsultationEvent[] facts) => new(
            new("consultation", $"c{number:x11}"), version++, new($"c{number}-{version}", null, new("someone", null, by), at),
            [.. facts.Select(Consultations.Consultation.Aggregate.Format.Write)], [], []);
    }

    private static IEnumerable<Append> Referral(int number, DateTimeOffset at, Random random, Party party)
    {
        var version = 0;
        var request = new ReferralRequest(
            ReferralDirection.Up, (Urgency)random.Next(3), $"patient-{number}", new(party.To, party.Department), Reasons[random.Next(Reasons.Length)], null, null, [],
            [new("icd10-cn", "I63.9", "脑梗死")], new("脑梗死", "肢体无力", "高血压", "阿司匹林", null, null), null, [], [], null, null, null);
        var standing = new Standing(ReceiverRelation.Alliance, null, new("5201", 1), new(party.FromArea, party.ToArea));
        yield return Step(party.From,
            new R.Drafted($"ZZ{number:D10}", new("author", "p0"), party.From, request, null, null, at), new R.Submitted(standing, [], at),
            new R.ClockStarted("answer", at.AddHours(4), false, BreachEffect.NotifyOffice, at), new R.ClockStarted("expiry", at.AddDays(9), false, BreachEffect.Expire, at));
        at = at.AddMinutes(random.Next(2, 500));
        if (random.Next(8) == 0)
        {
            yield return Step(party.To, new R.Declined(Refusals[random.Next(Refusals.Length)], null, null, "office", at), new R.ClockStopped("answer", true, at));
            yield return Step(party.From, new R.Withdrawn(null, "author", at), new R.ClockStopped("expiry", false, at));
            yield break;
        }
        if (random.Next(10) == 0) yield return Step(null, new R.ClockBreached("answer", BreachEffect.NotifyOffice, at, at));
        yield return Step(party.To,
            new R.Accepted("office", at), new R.Reserved(new(CapacityKind.Bed, $"bed-{number}", party.Department, "12床", null, null), "office", at), new R.ClockStopped("answer", true, at),
            new R.ClockStarted("arrival", at.AddDays(1), false, BreachEffect.NotifyOffice, at));
        at = at.AddMinutes(random.Next(5, 600));
        yield return Step(party.From, new R.Departed(null, "author", at));
        at = at.AddMinutes(random.Next(20, 300));
        yield return Step(party.To, new R.Arrived("office", at), new R.ClockStopped("arrival", true, at));
        yield return Step(party.To, new R.Admitted("神内一区", "12345", "office", at));
        at = at.AddDays(random.Next(2, 20));
        yield return Step(party.To, new R.Completed(new("脑梗死", "好转", "二级预防"), "p1", at), new R.ClockStarted("summary", at.AddDays(1), false, BreachEffect.NotifyOffice, at));
        yield return Step(party.To,
            new R.ReturnedDown(new($"d{number:x11}", $"ZX{number:D10}"), new(party.From, "全科"), null, new("阿司匹林", null, null, []), standing, new("p1", null), at),
            new R.ClockStopped("summary", true, at));
        at = at.AddDays(random.Next(1, 9));
        yield return Step(party.From, new R.ReturnReceived($"d{number:x11}", at), new R.ReturnFollowedUp($"d{number:x11}", false, at));
        yield return Step(party.From, new R.Rated(random.Next(1, 6), null, "author", at), new R.Closed("author", at));

        Append Step(string? by, params ReferralEvent[] facts) => new(
            new("referral", $"r{number:x11}"), version++, new($"r{number}-{version}", null, by is null ? Actor.Clock : new("someone", null, by), at),
            [.. facts.Select(Referrals.Referral.Aggregate.Format.Write)], [], []);
    }
}
