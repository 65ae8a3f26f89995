using System.Runtime.CompilerServices;
using Telemed.Contracts;
using static Telemed.Consultations.ConsultationEvent;
using static Telemed.Consultations.Tests.World;

namespace Telemed.Consultations.Tests;

/// <summary>What was stored once stays readable.</summary>
public sealed class StoredFactsTests
{
    private static readonly ConsultationEvent[] Examples =
    [
        new Drafted("HZ261123-7K3M", new("author", "p-author"), "township", Request(), Ten), new Edited(Request(ServiceKind.Imaging), Ten),
        new Submitted(new("agreement", "2026-007"), new("5201", 1), new("520115", "520103"), Ten), new InformationRequested("血压多少？", "lead", Ten),
        new InformationProvided("180/100", ["1.2.4"], ["r1"], "author", Ten), new Accepted("office", Ten), new Declined("noCapacity", "满员", "省医院", "office", Ten),
        new Redirected(new("province", "神经内科", null, Title.Chief), "noCapacity", new("a2", "2026-008"), new("5201", 1), new("520115", "520000"), "author", Ten),
        new Assigned([new("p1", Title.AssociateChief, "神经内科")], "p1", SigningRule.All, "office", Ten),
        new Claimed(new("p1", Title.AssociateChief, "神经内科"), SigningRule.Single, "lead", Ten), new GivenBack("p1", "lead", Ten),
        new Scheduled(Ten.AddHours(1), Ten.AddHours(2), "一号会诊室", "office", Ten), new Rescheduled(Ten.AddHours(3), Ten.AddHours(4), null, "lead", Ten),
        new SessionStarted("lead", Ten), new SessionSuspended("lead", Ten), new SessionResumed("lead", Ten), new SessionFinished("lead", Ten),
        new OpinionDrafted(1, Opinion, "p1", Ten), new OpinionSigned(1, 1, new("p1", Title.AssociateChief, Ten, "eyJ..sig")),
        new OpinionReleased(1, Responsibility.Joint, Ten), new AmendmentOpened(1, "侧别有误", "p1", Ten),
        new DecisionRecorded(AdoptionDecision.Partly, "已用药", "author", Ten), new FollowedUp(Ten, "好转", "author", Ten), new Rated(5, "及时", "author", Ten),
        new Closed("author", Ten), new Withdrawn("患者已转走", "author", Ten), new MarkedNoShow(Side.Inviting, "lead", Ten), new ConvertedToReferral("r-1", "author", Ten),
        new ClockStarted("answer", Ten, true, BreachEffect.Escalate, Ten), new ClockPaused("answer", TimeSpan.FromMinutes(90), Ten), new ClockResumed("answer", Ten, Ten),
        new ClockStopped("answer", true, Ten), new ClockBreached("answer", BreachEffect.Escalate, Ten, Ten), new Escalated("answer", Ten),
        new SecondHospitalOffered("fallback", Ten), new Expired("expiry", Ten),
    ];

    public static TheoryData<string> Types => [.. Consultation.Aggregate.Format.Types.Keys];

    [Theory, MemberData(nameof(Types))]
    public void A_stored_sample_is_read_and_written_back(string type)
    {
        if (Environment.GetEnvironmentVariable("TELEMED_APPROVE") == "1") Store(type);
        StoredSamples.RoundTrip(Consultation.Aggregate.Format, type);
    }

    private static void Store(string type, [CallerFilePath] string file = "")
    {
        var sample = Path.Combine(Path.GetDirectoryName(file)!, "events", $"{type}.json");
        if (!File.Exists(sample)) File.WriteAllBytes(sample, Consultation.Aggregate.Format.Write(Examples.Single(e => Consultation.Aggregate.Format.Write(e).Type == type)).Json.ToArray());
    }
}
