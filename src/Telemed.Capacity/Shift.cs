using System.Text.Json.Serialization;
using Telemed.Contracts;

namespace Telemed.Capacity;

/// <summary>Whom an emergency calls first, and who stands behind.</summary>
public enum DutyLine
{
    /// <summary>一线.</summary>
    First,

    /// <summary>二线.</summary>
    Backup,
}

/// <summary>Hours of one practitioner on duty (班次), in local time; a day at most.</summary>
/// <param name="Services">For which kinds of service; at least one.</param>
/// <param name="Day">Day on which it begins.</param>
/// <param name="To">Of the next day when it is not later than <paramref name="From"/>.</param>
public sealed record Shift(string Id, string PractitionerId, IReadOnlyList<ServiceKind> Services, DateOnly Day, TimeOnly From, TimeOnly To, DutyLine Line)
{
    /// <summary>Inclusive.</summary>
    [JsonIgnore]
    public DateTimeOffset Start => Slots.Moment(Day.ToDateTime(From));

    /// <summary>Exclusive.</summary>
    [JsonIgnore]
    public DateTimeOffset End => Slots.Moment((Overnight ? Day.AddDays(1) : Day).ToDateTime(To));

    /// <summary>Over midnight.</summary>
    [JsonIgnore]
    public bool Overnight => To <= From;

    /// <summary>The last day that it touches.</summary>
    [JsonIgnore]
    public DateOnly LastDay => ChinaTime.Day(End.AddTicks(-1));

    /// <summary>On duty at that moment.</summary>
    public bool Covers(DateTimeOffset at) => Start <= at && at < End;

    /// <summary>The same person twice at one time.</summary>
    public bool Meets(Shift other) => PractitionerId == other.PractitionerId && Start < other.End && other.Start < End;

    /// <summary>The same duty, whatever its name.</summary>
    public bool SameAs(Shift other) => this with { Id = other.Id, Services = other.Services } == other && Services.Order().SequenceEqual(other.Services.Order());
}
