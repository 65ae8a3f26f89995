using System.Runtime.CompilerServices;
using Telemed.Contracts;
using static Telemed.Referrals.ReferralEvent;
using static Telemed.Referrals.Tests.World;

namespace Telemed.Referrals.Tests;

/// <summary>What was stored once stays readable.</summary>
public sealed class StoredFactsTests
{
    private static readonly Standing Standing = new(ReceiverRelation.Agreement, new("agreement", "2026-007"), new("5201", 1), new("520121", "520103"));

    private static readonly ReferralEvent[] Examples =
    [
        new Drafted("ZZ202611230000000001", new("author", "p-author"), "township", Request() with { Plan = Plan, ReasonComment = "说明", RelationReason = "越级理由", ConsultationId = "c-1", Criteria = ["upCritical"] }, new("up-1", "ZZ-2"), "p-family", Ten),
        new Edited(Request(Urgency.Emergency), Ten), new Submitted(Standing, Plan.FollowUps, Ten), new InformationRequested("血压多少？", "office", Ten),
        new InformationProvided("180/100", ["1.2.4"], ["r1"], "author", Ten), new Accepted("office", Ten), new Reserved(Slot, "office", Ten),
        new Declined("noBed", "满员", "city", "office", Ten), new Contested("病情加重", "author", Ten), new Redirected(new("city", "神经内科"), "noBed", Standing, "author", Ten),
        new Departed(new(TransportMode.Transfer, "医师一名", "监护"), "author", Ten), new Arrived("office", Ten), new MarkedNotArrived("电话未接", "office", Ten),
        new Admitted("一病区", "A-1", "office", Ten), new Completed(Summary, "doctor", Ten),
        new ReturnedDown(new("down-1", "ZZ-3"), new("township", "全科"), "p-family", Plan, Standing, new("doctor", "p-county"), Ten),
        new ReturnReceived("down-1", Ten), new ReturnFollowedUp("down-1", true, Ten), new ReturnEnded("down-1", ReferralStatus.Withdrawn, Ten),
        new Received("p-author", "author", Ten), new FollowedUp("1", Ten, "血压 130/80", "author", Ten), new FollowUpWaived("2", "迁居", "author", Ten),
        new Rated(5, "及时", "author", Ten), new Closed("author", Ten), new ClosedItself("admittedElsewhere", new("r-2", "ZZ-4"), "city", Ten),
        new CancellationRequested("患者拒绝", Side.Asking, "author", Ten), new CancellationRefused("office", Ten), new Cancelled("患者拒绝", "office", Ten),
        new Withdrawn("改主意", "author", Ten), new DeathRecorded(Ten, "途中", "心源性猝死", "author", Ten),
        new ClockStarted("answer", Ten, true, BreachEffect.Escalate, Ten), new ClockPaused("answer", TimeSpan.FromMinutes(90), Ten), new ClockResumed("answer", Ten, Ten),
        new ClockStopped("answer", true, Ten), new ClockBreached("answer", BreachEffect.Escalate, Ten, Ten), new Escalated("answer", Ten),
        new SecondHospitalOffered("fallback", Ten), new Expired("expiry", Ten),
    ];

    public static TheoryData<string> Types => [.. Referral.Aggregate.Format.Types.Keys];

    [Theory, MemberData(nameof(Types))]
    public void A_stored_sample_is_read_and_written_back(string type)
    {
        if (Environment.GetEnvironmentVariable("TELEMED_APPROVE") == "1") Store(type);
        StoredSamples.RoundTrip(Referral.Aggregate.Format, type);
    }

    private static void Store(string type, [CallerFilePath] string file = "")
    {
        var sample = Path.Combine(Path.GetDirectoryName(file)!, "events", $"{type}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(sample)!);
        if (!File.Exists(sample)) File.WriteAllBytes(sample, Referral.Aggregate.Format.Write(Examples.Single(e => Referral.Aggregate.Format.Write(e).Type == type)).Json.ToArray());
    }
}
