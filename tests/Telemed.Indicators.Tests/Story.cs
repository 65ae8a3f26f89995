using Telemed.Contracts;

namespace Telemed.Indicators.Tests;

/// <summary>Short cases told step by step.</summary>
internal static class Story
{
    public static readonly DateTimeOffset June = new(2026, 6, 10, 2, 0, 0, TimeSpan.Zero);

    /// <summary>A step of an up-referral from a town of county A to its county hospital, unless said otherwise.</summary>
    public static CaseStep Step(
        string id, string step, DateTimeOffset at, string? detail = null, string state = "submitted", string from = "townA1", string? to = "countyA", string kind = "up",
        string category = "referral", Urgency lane = Urgency.Routine, bool open = true, DateTimeOffset? due = null, bool met = true)
    {
        var region = new Region();
        return new(category, id, step, at, from, new(
            $"N-{id}", kind, lane, state, open, "patient", from, to, "内科", region.Institution(from)!.AreaCode, to is null ? null : region.Institution(to)!.AreaCode), detail, due, met);
    }
}
