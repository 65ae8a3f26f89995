using Telemed.Contracts;
using Telemed.Governance;

namespace Telemed.Referrals.Tests;

/// <summary>A township centre, its county hospital, a city hospital, and the people in them.</summary>
internal static class World
{
    /// <summary>A Monday, 10:00 in China.</summary>
    public static readonly DateTimeOffset Ten = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    public static readonly PolicyPack Pack = PolicyPacks.Embedded().For("520121", Ten);

    public static readonly Institution Township = Place("township", AdministrativeTier.Township, "520121", "全科");
    public static readonly Institution Neighbour = Place("neighbour", AdministrativeTier.Township, "520121", "全科");
    public static readonly Institution County = Place("county", AdministrativeTier.County, "520121", "内科", "外科");
    public static readonly Institution OtherCounty = Place("other-county", AdministrativeTier.County, "520122", "内科");
    public static readonly Institution City = Place("city", AdministrativeTier.City, "520103", "内科", "神经内科");
    public static readonly Institution Province = Place("province", AdministrativeTier.Provincial, "520103", "神经内科");
    public static readonly Institution Far = Place("far", AdministrativeTier.City, "440300", "内科");

    public static readonly Practitioner Asking = Doctor("p-author", "township", "全科");
    public static readonly Practitioner Treating = Doctor("p-county", "county", "内科");
    public static readonly Practitioner Family = Doctor("p-family", "neighbour", "全科");

    public static readonly PatientSummary Patient = new("patient", "某人", Sex.Male, new(1960, 5, 1), "01", "520**********02", true, false);

    public static readonly Caller Author = As(Role.Physician, "author", "township", "p-author");
    public static readonly Caller Colleague = As(Role.Physician, "colleague", "township", "p-colleague");
    public static readonly Caller AskingOffice = As(Role.Office, "asking-office", "township", null);
    public static readonly Caller AskedOffice = As(Role.Office, "asked-office", "county", null);
    public static readonly Caller Doctor1 = As(Role.Physician, "doctor", "county", "p-county");

    public static readonly DischargeSummary Summary = new("脑梗死", "溶栓后好转", "抗血小板，康复训练");
    public static readonly CarePlan Plan = new("阿司匹林 100mg", "每日肢体训练", "再发无力立即就诊", [new(new(2026, 11, 30), "测血压"), new(new(2026, 12, 14), "复查血脂")]);
    public static readonly Reservation Bed = new(CapacityKind.Bed, "bed-1", "内科", "3 床", null, null);
    public static readonly Reservation Slot = new(CapacityKind.Slot, "slot-1", "内科", null, Ten.AddDays(1), TimeSpan.FromMinutes(15));

    public static Pair UpPair => new(Township, County, true, null);

    public static Pair DownPair => new(County, Township, true, null, Origin: true);

    public static Surroundings Around => new(Patient, Township, Asking, UpPair, null, "case", Pack);

    public static Caller As(Role role, string account, string? institution, string? practitioner) =>
        new(account, practitioner, institution, null, null, new HashSet<Role> { role });

    public static Practitioner Doctor(string id, string institution, string department) =>
        new(id, id, institution, department, Title.Attending, "110", new(2030, 1, 1), new(2010, 1, 1));

    public static ReferralRequest Request(Urgency lane = Urgency.Routine, ReferralDirection direction = ReferralDirection.Up) => new(
        direction, lane, "patient", new("county", "内科"), direction == ReferralDirection.Down ? "stable" : "difficult", null, null, [],
        [new("icd10-cn", "I63.9", "脑梗死")], new("脑梗死？", "左侧肢体无力两小时", "高血压十年", "阿司匹林", "头颅CT", "防跌倒"),
        new(TransportMode.Ambulance, "护士一名", "吸氧"), ["1.2.3"], [], new(ConsentBasis.Written, true, Ten.AddMinutes(-10)), null, null);

    public static ReferralState After(this ReferralState state, Func<ReferralState, Decision> decide) =>
        decide(state) is Decision.Happened happened
            ? happened.Events.Aggregate(state, ReferralEvolve.Evolve)
            : throw new InvalidOperationException($"The history does not go on from {state.Status}: {decide(state)}");

    /// <summary>Real histories, one for each state, made by the rules themselves.</summary>
    public static ReferralState In(string state)
    {
        var up = Request();
        var emergency = Request(Urgency.Emergency);
        return state switch
        {
            "draft" => Drafted(up),
            "submitted" => Submitted(up),
            "submitted, emergency" => Submitted(emergency),
            "submitted, second hospital offered" => Submitted(emergency).After(s => Referral.FireClock(s, ReferralClocks.Fallback, Ten.AddMinutes(15))),
            "needsInfo" => Submitted(up).After(s => Referral.RequestInfo(s, AskedOffice, "血压多少？", Pack, Ten)),
            "needsInfo, emergency" => Submitted(emergency).After(s => Referral.RequestInfo(s, AskedOffice, "血压多少？", Pack, Ten)),
            "declined" => Submitted(up).After(s => Referral.Decline(s, AskedOffice, "noBed", null, "city", Pack, Ten)),
            "declined, contested" => Contested.After(s => Referral.Decline(s, AskedOffice, "noBed", null, null, Pack, Ten)),
            "declined, emergency" => In("inTransit, not accepted").After(s => Referral.Decline(s, AskedOffice, "noBed", null, null, Pack, Ten)),
            "redirected" => In("declined").After(s => Referral.Redirect(s, Author, new("city", "内科"), null, new(Township, City, false, null), Pack, Ten)) with { Request = up },
            "accepted" => Accepted(up),
            "reserved" => Submitted(up).After(s => Referral.Accept(s, AskedOffice, Bed, Pack, Ten)),
            "inTransit" => In("reserved").After(s => Referral.Depart(s, Author, null, Pack, Ten)),
            "inTransit, not accepted" => Submitted(emergency).After(s => Referral.Depart(s, Author, null, Pack, Ten)),
            "inTransit, question open" => In("needsInfo, emergency").After(s => Referral.Depart(s, Author, null, Pack, Ten)),
            "arrived" => In("inTransit").After(s => Referral.Arrive(s, AskedOffice, Ten.AddHours(1))),
            "arrived, not accepted" => In("inTransit, not accepted").After(s => Referral.Arrive(s, AskedOffice, Ten.AddHours(1))),
            "underCare" => UnderCare(up),
            "completed" => Completed(up),
            "completed, returned" => Returned(up),
            "completed, loop closed" => Returned(up).After(s => Referral.HearOfReturn(s, s.Return!.Case.Id, FollowedUp, Pack, Ten.AddHours(2))),
            "closed" => In("completed, loop closed").After(s => Referral.Close(s, Author, Ten.AddHours(2))),
            "cancelRequested, by asking" => In("reserved").After(s => Referral.Cancel(s, Author, "患者拒绝", Pack, Ten)),
            "cancelRequested, by asked" => In("reserved").After(s => Referral.Cancel(s, AskedOffice, "停诊", Pack, Ten)),
            "cancelled" => In("cancelRequested, by asking").After(s => Referral.ConfirmCancel(s, AskedOffice, true, Pack, Ten)),
            "withdrawn" => Submitted(up).After(s => Referral.Withdraw(s, Author, null, Ten)),
            "expired" => Submitted(up).After(s => Referral.FireClock(s, ReferralClocks.Expiry, Ten.AddDays(40))),
            "notArrived" => Accepted(up).After(s => Referral.FireClock(s, ReferralClocks.NoShow, Ten.AddHours(72))),
            "deceased" => UnderCare(up).After(s => Referral.RecordDeath(s, Doctor1, Ten, null, "多器官衰竭", Ten.AddHours(1))),
            "submitted, down" => Down,
            "accepted, down" => Down.After(s => Referral.Accept(s, AskedOffice, null, Pack, Ten.AddHours(2))),
            "underCare, down" => Received,
            "underCare, followed up" => FollowedUp,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };
    }

    public static ReferralState Contested => In("declined").After(s => Referral.Contest(s, Author, "病情加重", Pack, Ten));

    /// <summary>A patient who goes down to the county from elsewhere, so that the same people ask and are asked.</summary>
    public static ReferralState Down => Submitted(Request(direction: ReferralDirection.Down) with { Plan = Plan });

    public static ReferralState Received => Down.After(s => Referral.Receive(s, AskedOffice, null, null, Pack, Ten.AddHours(2)));

    public static ReferralState FollowedUp => Received.After(s => Referral.FollowUp(s, AskedOffice, null, Ten.AddHours(2), "血压 130/80", Pack, Ten.AddHours(2)));

    public static ReferralState Drafted(ReferralRequest request) => ReferralState.Initial.After(s => Referral.Open(s, Author, "ZZ-1", request, null, null, Ten));

    public static ReferralState Submitted(ReferralRequest request) => Drafted(request).After(s => Referral.Submit(s, Author, Around with
    {
        Between = request.Direction == ReferralDirection.Down ? UpPair with { Origin = true } : UpPair,
    }, Ten));

    public static ReferralState Accepted(ReferralRequest request) => Submitted(request).After(s => Referral.Accept(s, AskedOffice, null, Pack, Ten));

    public static ReferralState UnderCare(ReferralRequest request) => Accepted(request)
        .After(s => Referral.Depart(s, Author, null, Pack, Ten)).After(s => Referral.Arrive(s, AskedOffice, Ten.AddHours(1))).After(s => Referral.Admit(s, AskedOffice, "一病区", "A-1", Ten.AddHours(1)));

    public static ReferralState Completed(ReferralRequest request) => UnderCare(request).After(s => Referral.Complete(s, Doctor1, Summary, Pack, Ten.AddHours(1)));

    public static ReferralState Returned(ReferralRequest request) => Completed(request)
        .After(s => Referral.ReturnDown(s, "case", Doctor1, null, Plan, new("township", "全科"), null, DownPair, Pack, Ten.AddHours(1)));

    private static Institution Place(string id, AdministrativeTier tier, string area, params string[] departments) =>
        new(id, $"名{id}", tier, HospitalGrade.Unrated, Ownership.Public, ConnectionStatus.Connected, area, [], []) { Departments = departments };
}
