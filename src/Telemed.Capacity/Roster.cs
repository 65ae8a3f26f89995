using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Telemed.Contracts;
using Telemed.Kernel;
using static Telemed.Capacity.RosterEvent;

namespace Telemed.Capacity;

/// <summary>Stored facts of a week's roster (值班表). Names and members are the storage format: add, never rename.</summary>
public abstract record RosterEvent
{
    private RosterEvent() { }

    public sealed record Opened(string InstitutionId, DateOnly Monday) : RosterEvent;
    public sealed record ShiftAdded(Shift Shift) : RosterEvent;

    /// <summary>The shift of that id, from now on as it stands here.</summary>
    public sealed record ShiftChanged(Shift Shift) : RosterEvent;
    public sealed record ShiftRemoved(string ShiftId) : RosterEvent;
}

/// <summary>Why a step on a roster is refused.</summary>
public enum RosterRefusal
{
    [Refusal("没有此班次", "No such shift", 404)]
    ShiftUnknown,

    [Refusal("班次已结束，不能再变更", "The shift is over; it stays as it was")]
    ShiftOver,

    [Refusal("班次已开始，只能变更结束时间和一线/二线", "The shift has begun: only its end and its line can change")]
    ShiftBegun,

    [Refusal("结束时间已过", "It would end in the past", 400, "to")]
    EndsInThePast,

    [Refusal("班次须留在原来的一周，可移除后重新添加", "A shift stays in its week; remove it and add it there", 400, "day")]
    OtherWeek,

    [Refusal("本机构没有此在职人员", "Nobody of that name works here", 400, "practitionerId")]
    NotOfThisHouse,

    [Refusal("该日执业证已过有效期", "The licence has run out by that day", 400, "practitionerId")]
    LicenceOver,

    [Refusal("职称达不到该服务的要求", "The title does not allow this service", 400, "services")]
    TitleBelowService,

    [Refusal("独立执业年限不足", "Too few years of independent practice for this service", 400, "services")]
    PracticeBelowService,

    [Refusal("执业范围不含该服务", "The scope of practice does not hold this service", 400, "services")]
    OutOfScope,

    [Refusal("该人员在此时段已有班次", "This person is on duty at that time already", 409, "from")]
    ShiftsOverlap,

    [Refusal("该周没有班次可复制", "That week has no shift to copy", 400, "from")]
    WeekEmpty,
}

/// <summary>The roster of one institution and one week, Monday to Sunday by the day on which a shift begins.</summary>
/// <param name="InstitutionId">Null before the first shift.</param>
public sealed record RosterState(string? InstitutionId, DateOnly Monday, ImmutableList<Shift> Shifts)
{
    /// <summary>Null when there is none of that id.</summary>
    public Shift? Shift(string id) => Shifts.Find(s => s.Id == id);
}

/// <summary>A shift that was not copied, and why.</summary>
public sealed record LeftOut(Shift Shift, RosterRefusal Why);

/// <summary>What a decision about somebody's duty has to know beside the roster.</summary>
/// <param name="Who">By id; null when unknown.</param>
/// <param name="Others">Shifts of the weeks around.</param>
public sealed record DutySurroundings(Func<string, Practitioner?> Who, PolicyPack Pack, IReadOnlyList<Shift> Others);

/// <summary>The rules of a duty roster. What is over stays as it was.</summary>
public static class RosterRules
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "roster";

    private const int DayLength = 8;

    public static RosterState Initial { get; } = new(null, default, []);

    public static Aggregate<RosterState, RosterEvent, RosterRefusal> Aggregate { get; } = new(Category, Initial, Evolve, new(Category));

    /// <summary>The Monday of a day's week.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>The one stream of an institution's week.</summary>
    public static string IdOf(string institutionId, DateOnly monday) => $"{institutionId}-{SlotKey.DayOf(monday)}";

    /// <summary>Whose roster a stream holds.</summary>
    public static string InstitutionOf(string id) => id[..^(DayLength + 1)];

    /// <summary>The id of a shift: its week, and what sets it apart.</summary>
    public static string ShiftId(DateOnly monday, string name) => $"{SlotKey.DayOf(monday)}-{name}";

    /// <summary>The week of a shift id; null when it is none.</summary>
    public static DateOnly? WeekOf(string shiftId) =>
        shiftId.Length > DayLength && shiftId[DayLength] == '-'
        && DateOnly.TryParseExact(shiftId.AsSpan(0, DayLength), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && MondayOf(day) == day ? day : null;

    /// <summary>Adds shifts of one week, all of them or none.</summary>
    public static RosterDecision Add(RosterState state, string institutionId, IReadOnlyList<Shift> shifts, DutySurroundings around, DateTimeOffset now)
    {
        var taken = new List<Shift>();
        foreach (var shift in shifts)
        {
            if (Stops(shift, institutionId, [.. state.Shifts, .. taken, .. around.Others], around, now) is { } refusal) return refusal;
            taken.Add(shift);
        }
        return RosterDecision.All([.. Opening(state, institutionId, shifts[0].Day), .. taken.Select(s => new ShiftAdded(s))]);
    }

    /// <param name="shift">With the id of the one that it replaces.</param>
    public static RosterDecision Change(RosterState state, Shift shift, DutySurroundings around, DateTimeOffset now)
    {
        if (state.Shift(shift.Id) is not { } known) return RosterRefusal.ShiftUnknown;
        if (known.End <= now) return RosterRefusal.ShiftOver;
        if (known.SameAs(shift)) return RosterDecision.Nothing;
        if (MondayOf(shift.Day) != state.Monday) return RosterRefusal.OtherWeek;
        var begun = known.Start <= now;
        if (begun && !(known with { To = shift.To, Line = shift.Line }).SameAs(shift)) return RosterRefusal.ShiftBegun;
        // shortened while it runs: whoever is on duty is not asked for a licence to go home
        if (begun && shift.End <= known.End) return shift.End < now.AddMinutes(-1) ? RosterRefusal.EndsInThePast : new ShiftChanged(shift);
        return Stops(shift, state.InstitutionId!, [.. state.Shifts.Remove(known), .. around.Others.Where(o => o.Id != shift.Id)], around, now) is { } refusal
            ? refusal
            : new ShiftChanged(shift);
    }

    public static RosterDecision Remove(RosterState state, string shiftId, DateTimeOffset now) =>
        state.Shift(shiftId) is not { } known ? RosterRefusal.ShiftUnknown
        : known.End <= now ? RosterRefusal.ShiftOver
        : known.Start <= now ? RosterRefusal.ShiftBegun
        : new ShiftRemoved(shiftId);

    /// <summary>Another week as this one was, as far as it can be; what is there already stays and is not copied twice.</summary>
    /// <param name="to">Its Monday.</param>
    /// <param name="idOf">The id of the copy of a shift.</param>
    public static (RosterDecision Decision, IReadOnlyList<LeftOut> Left) CopyWeek(
        RosterState from, RosterState state, DateOnly to, Func<Shift, string> idOf, DutySurroundings around, DateTimeOffset now)
    {
        if (from.InstitutionId is not { } institution || from.Shifts.IsEmpty) return (RosterRefusal.WeekEmpty, []);
        var (taken, left) = (new List<Shift>(), new List<LeftOut>());
        foreach (var shift in from.Shifts)
        {
            var copy = shift with { Id = idOf(shift), Day = shift.Day.AddDays(to.DayNumber - from.Monday.DayNumber) };
            if (state.Shifts.Exists(copy.SameAs)) continue;
            if (Stops(copy, institution, [.. state.Shifts, .. taken, .. around.Others], around, now) is { } why) left.Add(new(copy, why));
            else taken.Add(copy);
        }
        return (taken.Count == 0 ? RosterDecision.Nothing : RosterDecision.All([.. Opening(state, institution, to), .. taken.Select(s => new ShiftAdded(s))]), left);
    }

    public static RosterState Evolve(RosterState state, RosterEvent fact) => fact switch
    {
        Opened e => state with { InstitutionId = e.InstitutionId, Monday = e.Monday },
        ShiftAdded e => state with { Shifts = state.Shifts.Add(e.Shift) },
        ShiftChanged e => state with { Shifts = state.Shifts.Replace(state.Shift(e.Shift.Id)!, e.Shift) },
        ShiftRemoved e => state with { Shifts = state.Shifts.RemoveAll(s => s.Id == e.ShiftId) },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static RosterEvent[] Opening(RosterState state, string institutionId, DateOnly day) =>
        state.InstitutionId is null ? [new Opened(institutionId, MondayOf(day))] : [];

    /// <summary>The first rule that keeps somebody from this duty.</summary>
    private static RosterRefusal? Stops(Shift shift, string institutionId, IEnumerable<Shift> others, DutySurroundings around, DateTimeOffset now) =>
        shift.End <= now ? RosterRefusal.EndsInThePast
        : around.Who(shift.PractitionerId) is not { Active: true } who || who.InstitutionId != institutionId ? RosterRefusal.NotOfThisHouse
        : who.LicenceValidTo < shift.LastDay ? RosterRefusal.LicenceOver
        : shift.Services.Select(service => Unfit(who, service, shift.Day, around.Pack)).FirstOrDefault(r => r is not null)
            ?? (others.Any(shift.Meets) ? RosterRefusal.ShiftsOverlap : null);

    /// <summary>Nobody is on duty for what could not be assigned to them.</summary>
    private static RosterRefusal? Unfit(Practitioner who, ServiceKind service, DateOnly day, PolicyPack pack)
    {
        var rule = pack.Output(service);
        if (who.Title < rule.MinimumTitle) return RosterRefusal.TitleBelowService;
        if (who.PractisingSince.AddYears(rule.Years) > day) return RosterRefusal.PracticeBelowService;
        return ScopeOfPractice.Allows(who.Scope, service) ? null : RosterRefusal.OutOfScope;
    }
}
