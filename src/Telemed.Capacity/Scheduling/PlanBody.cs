using System.Globalization;
using Telemed.Contracts;

namespace Telemed.Capacity.Scheduling;

/// <summary>Hours as the client sends them; every member may be missing.</summary>
/// <param name="From">Local time, <c>08:00</c>.</param>
/// <param name="ValidFrom">First day, <c>2026-11-23</c>.</param>
public sealed record PlanBody(IReadOnlyList<int>? Weekdays, string? From, string? To, int? SlotMinutes, int? PerSlot, QuotaBody? Quota, string? ValidFrom)
{
    private const int ShortestSlot = 5;
    private const int LongestSlot = 480;
    private const int MostPerSlot = 50;
    private const int LongestRelease = 720;

    internal void Validate(FieldErrors errors)
    {
        if (Weekdays is not { Count: > 0 }) errors.Required("weekdays", (object?)null);
        else if (Weekdays.Any(d => d is < 1 or > 7) || Weekdays.Distinct().Count() != Weekdays.Count)
            errors.Add("weekdays", "invalid", "星期用 1（周一）至 7（周日）表示，不可重复", "Weekdays are 1 (Monday) to 7 (Sunday), each once");
        errors.Required("slotMinutes", SlotMinutes);
        if (SlotMinutes is < ShortestSlot or > LongestSlot)
            errors.Add("slotMinutes", "invalid", $"每个号 {ShortestSlot} 至 {LongestSlot} 分钟", $"A slot lasts {ShortestSlot} to {LongestSlot} minutes");
        if (PerSlot is < 1 or > MostPerSlot) errors.Add("perSlot", "invalid", $"每时段 1 至 {MostPerSlot} 人", $"1 to {MostPerSlot} patients at a time");
        Hours(errors);
        if (Quota is { PrimaryShare: < 0 or > 1 }) errors.Add("quota.primaryShare", "invalid", "基层预留比例为 0 至 1", "The share kept for primary care is 0 to 1");
        if (Quota is { ReleaseHoursBefore: < 0 or > LongestRelease })
            errors.Add("quota.releaseHoursBefore", "invalid", $"释放时间为开诊前 0 至 {LongestRelease} 小时", $"Released 0 to {LongestRelease} hours before the start");
        errors.Day("validFrom", ValidFrom, required: true);
    }

    /// <summary>The hours; only after <see cref="Validate"/>.</summary>
    internal SchedulePlan ToPlan() => new(
        [.. Weekdays!.Order()], Time(From)!.Value, Time(To)!.Value, SlotMinutes!.Value, PerSlot ?? 1,
        Quota is null ? Capacity.Quota.None : new(Quota.PrimaryShare ?? 0, Quota.ReleaseHoursBefore ?? 0), Days.Read(ValidFrom)!.Value);

    private void Hours(FieldErrors errors)
    {
        var (from, to) = (Time(From), Time(To));
        Hour(errors, "from", From, from);
        Hour(errors, "to", To, to);
        if (from is not { } opens || to is not { } closes) return;
        if (closes <= opens) errors.Add("to", "before-from", "结束时间须晚于开始时间", "Ends before it begins");
        else if (SlotMinutes is >= ShortestSlot and <= LongestSlot && closes - opens < TimeSpan.FromMinutes(SlotMinutes.Value))
            errors.Add("slotMinutes", "too-long", "出诊时段放不下一个号", "Not one slot fits into these hours");
    }

    private static void Hour(FieldErrors errors, string field, string? text, TimeOnly? time)
    {
        if (string.IsNullOrWhiteSpace(text)) errors.Required(field, (object?)null);
        else if (time is null) errors.Add(field, "invalid", "时间格式为 08:00", "A time is written 08:00");
    }

    private static TimeOnly? Time(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

/// <summary>A quota as the client sends it.</summary>
public sealed record QuotaBody(decimal? PrimaryShare, int? ReleaseHoursBefore);
