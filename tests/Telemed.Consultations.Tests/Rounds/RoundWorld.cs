using Telemed.Consultations.Rounds;
using Telemed.Contracts;
using static Telemed.Consultations.Tests.World;
using RoundDecision = Telemed.Kernel.Decision<Telemed.Consultations.Rounds.RoundEvent, Telemed.Consultations.Rounds.RoundRefusal>;

namespace Telemed.Consultations.Tests.Rounds;

/// <summary>A round of three beds between the township and the city.</summary>
internal static class RoundWorld
{
    public static readonly RoundPlan Plan = new(new("city", "重症医学科", null, null), Ten.AddDays(1), Ten.AddDays(1).AddHours(2), null);

    public static readonly PlannedPlace[] Beds = [new("c1", "内科二病区", "1"), new("c2", "内科二病区", "2"), new("c3", null, "抢救3")];

    public static RoundState Planned => RoundState.Initial.After(s => Round.Plan(s, World.Author, "CF-1", Plan, Beds, Ten));

    public static RoundState Taken => Planned.After(s => Round.Take(s, Lead, First, Ten));

    public static RoundState Underway => Taken.After(s => Round.Start(s, Lead, AllOpen, Ten.AddDays(1)));

    public static CaseStanding AllOpen(string caseId) => CaseStanding.Open;

    public static Func<string, CaseStanding> With(CaseStanding standing, params string[] cases) => id => cases.Contains(id) ? standing : CaseStanding.Open;

    public static RoundState In(string state) => state switch
    {
        "planned" => Planned,
        "planned, taken" => Taken,
        "underway" => Planned.After(s => Round.Start(s, World.Author, AllOpen, Ten.AddDays(1))),
        "underway, taken" => Underway,
        "finished" => Underway.After(s => Round.Finish(s, Lead, [new("c2", "检查中"), new("c3", "检查中")], AllOpen, Ten.AddDays(1))),
        "cancelled" => Planned.After(s => Round.Cancel(s, World.Author, "网络中断", Ten)),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static RoundState After(this RoundState state, Func<RoundState, RoundDecision> decide) =>
        decide(state) is RoundDecision.Happened happened
            ? happened.Events.Aggregate(state, RoundEvolve.Evolve)
            : throw new InvalidOperationException($"The history does not go on from {state.Status}: {decide(state)}");

    /// <summary>Every action with a body that no rule but the table can refuse.</summary>
    public static RoundDecision Try(RoundState s, RoundAction action, Caller by, DateTimeOffset at) => action switch
    {
        RoundAction.Reorder => Round.Reorder(s, by, ["c3", "c2", "c1"], at),
        RoundAction.Add => Round.Add(s, by, [new("c4", null, "4")], at),
        RoundAction.LeaveOut => Round.LeaveOut(s, by, "c3", "已出院", CaseStanding.Open, at),
        RoundAction.Reschedule => Round.Reschedule(s, by, at.AddDays(2), at.AddDays(2).AddHours(1), at),
        RoundAction.Take => Round.Take(s, by, by.Is(Role.Office) ? First : Doctor(by.PractitionerId ?? "", "city", Title.Chief, "重症医学科"), at),
        RoundAction.Start => Round.Start(s, by, AllOpen, at),
        RoundAction.Next => Round.Next(s, by, AllOpen, at),
        RoundAction.Move => Round.Move(s, by, "c2", AllOpen, at),
        RoundAction.Finish => Round.Finish(s, by, [new("c2", "检查中"), new("c3", "检查中")], AllOpen, at),
        RoundAction.Cancel => Round.Cancel(s, by, "网络中断", at),
        RoundAction.GiveBack => Round.GiveBack(s, by, "专家临时有事", at),
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };
}
