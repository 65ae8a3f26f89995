using System.Globalization;
using MediatR;
using Telemed.Capacity;
using Telemed.Capacity.Rostering;
using Telemed.Capacity.Scheduling;
using Telemed.Capacity.Wards;
using Telemed.Contracts;

namespace Telemed.Web.Demo;

/// <summary>Clinics, leave, wards and duties of the demo region as data; institutions and practitioners by key.</summary>
internal sealed record DemoCapacityData(
    IReadOnlyList<DemoSchedule> Schedules, IReadOnlyList<DemoLeave> Leave, IReadOnlyList<DemoWard> Wards, IReadOnlyList<DemoDuty> Duties)
{
    public static DemoCapacityData Read() => DemoData.Read<DemoCapacityData>("capacity-5201.json");
}

internal sealed record DemoSchedule(
    string Institution, string Department, string? Practitioner, IReadOnlyList<int> Weekdays, string From, string To, int SlotMinutes, int PerSlot,
    decimal PrimaryShare, int ReleaseHoursBefore);

/// <param name="InDays">Days from the day of the demo.</param>
internal sealed record DemoLeave(string Institution, string Department, int InDays, string Reason);

/// <param name="Closed">How many of the beds, counted from the last, take nobody.</param>
internal sealed record DemoWard(string Institution, string Department, string Ward, int Beds, int Closed);

/// <summary>Hours on duty in the week of the demo.</summary>
/// <param name="Weekdays">1 Monday to 7 Sunday; 0 the Sunday before, whose night is this week's.</param>
internal sealed record DemoDuty(string Institution, string Practitioner, IReadOnlyList<string> Services, IReadOnlyList<int> Weekdays, string From, string To, string Line);

/// <summary>Plans the clinics, beds and duties of the demo region through the public commands, each by the office of its institution.</summary>
/// <remarks>Commands have fixed ids: run again it makes nothing twice.</remarks>
internal sealed class DemoCapacity(IMediator mediator, DemoRegionIds ids, DateTimeOffset now)
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(90);

    /// <exception cref="DemoException">A step was refused.</exception>
    public async Task Seed(DemoCapacityData data, CancellationToken cancellationToken)
    {
        var opened = await Task.WhenAll(data.Schedules.Select((s, i) => Schedule(s, i, cancellationToken)));
        await Task.WhenAll(data.Leave.Select((leave, i) => Block(leave, i, opened, cancellationToken)));
        await Task.WhenAll([.. data.Wards.Select((ward, i) => Ward(ward, i, cancellationToken)), .. data.Duties.Select((duty, i) => Duty(duty, i, cancellationToken))]);
    }

    private async Task<(DemoSchedule Schedule, string Id)> Schedule(DemoSchedule s, int number, CancellationToken cancellationToken)
    {
        var by = Office(s.Institution, $"schedule-{number}", Age);
        var plan = new PlanBody(s.Weekdays, s.From, s.To, s.SlotMinutes, s.PerSlot, new(s.PrimaryShare, s.ReleaseHoursBefore), Day(by.At));
        var view = await Send($"schedule {s.Department}", new OpenSchedule(by, s.Department, s.Practitioner is { } p ? ids.Practitioners[p] : null, plan), cancellationToken);
        return (s, view.Id);
    }

    private async Task Block(DemoLeave leave, int number, IReadOnlyList<(DemoSchedule Schedule, string Id)> opened, CancellationToken cancellationToken)
    {
        var of = opened.First(o => o.Schedule.Institution == leave.Institution && o.Schedule.Department == leave.Department);
        await Send($"leave {leave.Department}",
            new BlockDay(Office(leave.Institution, $"leave-{number}", TimeSpan.Zero), of.Id, Day(now.AddDays(leave.InDays)), leave.Reason), cancellationToken);
    }

    private async Task Ward(DemoWard ward, int number, CancellationToken cancellationToken)
    {
        string[] labels = [.. Enumerable.Range(1, ward.Beds).Select(n => $"{n}床")];
        var beds = await Send($"ward {ward.Ward}", new AddBeds(Office(ward.Institution, $"ward-{number}", Age), ward.Department, ward.Ward, labels), cancellationToken);
        foreach (var bed in beds.Items.TakeLast(ward.Closed))
            await Send($"bed {bed.Label}", new CloseBed(Office(ward.Institution, $"ward-{number}-closed-{bed.Id}", TimeSpan.Zero), bed.Id, Close: true, "检修"), cancellationToken);
    }

    /// <summary>Planned before the week began, so that its past days stand there too.</summary>
    private async Task Duty(DemoDuty duty, int number, CancellationToken cancellationToken)
    {
        var monday = RosterRules.MondayOf(ChinaTime.Day(now));
        var by = Office(duty.Institution, $"duty-{number}", now - Slots.Moment(monday.AddDays(-1).ToDateTime(default)));
        foreach (var week in duty.Weekdays.Select(d => monday.AddDays(d - 1)).GroupBy(RosterRules.MondayOf))
        {
            string[] days = [.. week.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];
            var shifts = new ShiftBody(ids.Practitioners[duty.Practitioner], duty.Services, null, days, duty.From, duty.To, duty.Line);
            await Send($"duty {duty.Practitioner}", new AddShifts(by with { CommandId = $"{by.CommandId}-{days[0]}" }, ids.Institutions[duty.Institution], shifts), cancellationToken);
        }
    }

    private async Task<T> Send<T>(string step, IRequest<Answer<T>> request, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(request, cancellationToken);
        return answer.Problem is { } problem ? throw new DemoException(step, problem) : answer.Value;
    }

    private Command Office(string institution, string name, TimeSpan ago) => new(
        new($"demo-office-{institution}", null, ids.Institutions[institution], null, null, new HashSet<Role> { Role.Office }), $"demo-{name}", null, null, now - ago);

    private static string Day(DateTimeOffset at) => ChinaTime.Day(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
