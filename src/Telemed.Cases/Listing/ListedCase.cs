using Telemed.Contracts;

namespace Telemed.Cases.Listing;

/// <summary>Where a case stands in the lists.</summary>
/// <param name="Id">The case.</param>
/// <param name="Boxes">Lists it is in.</param>
/// <param name="Counted">Lists it is only counted in.</param>
/// <param name="State">Number of its state.</param>
/// <param name="Kind">Number of its kind.</param>
/// <param name="Rank">The lowest comes first: emergencies.</param>
/// <param name="Sort">Order within a rank, see <see cref="CaseSort"/>.</param>
/// <param name="Clocks">Clocks that run.</param>
/// <remarks>State, kind and rank are enum values: whoever reorders such an enum raises the version of its projection.</remarks>
public sealed record ListedCase(
    string Id, IReadOnlyList<string> Boxes, IReadOnlyList<string> Counted, int State, int Kind, int Rank, long Sort, IReadOnlyList<(string Name, DateTimeOffset Due)> Clocks)
{
    /// <summary>Numbers of the lists, once they are known.</summary>
    internal long[]? Numbers { get; set; }
}

/// <summary>Order of cases of one rank.</summary>
public static class CaseSort
{
    /// <summary>Behind every time: a case on which no clock runs.</summary>
    private const long NoClock = 1L << 62;

    /// <summary>What is due first; then, without a clock, the newest.</summary>
    public static long Key(DateTimeOffset? due, DateTimeOffset updated) => due?.UtcTicks ?? NoClock + DateTimeOffset.MaxValue.Ticks - updated.UtcTicks;
}

/// <summary>A place in a list: what comes after it is the next page.</summary>
public readonly record struct Place(int Rank, long Sort, string Id) : IComparable<Place>
{
    /// <summary>Before everything.</summary>
    public static Place Start { get; } = new(-1, -1, "");

    /// <inheritdoc/>
    public int CompareTo(Place other) =>
        Rank != other.Rank ? Rank.CompareTo(other.Rank)
        : Sort != other.Sort ? Sort.CompareTo(other.Sort)
        : string.CompareOrdinal(Id, other.Id);

    /// <summary>Comes before.</summary>
    public static bool operator <(Place one, Place other) => one.CompareTo(other) < 0;

    /// <summary>Comes before, or is the same.</summary>
    public static bool operator <=(Place one, Place other) => one.CompareTo(other) <= 0;

    /// <summary>Comes after.</summary>
    public static bool operator >(Place one, Place other) => one.CompareTo(other) > 0;

    /// <summary>Comes after, or is the same.</summary>
    public static bool operator >=(Place one, Place other) => one.CompareTo(other) >= 0;

    /// <summary>A list of cases with this order.</summary>
    public static Paging<Place> List(string name, int usual, int most) => new(name, usual, most, Read);

    /// <summary>As a caller of that list gets it.</summary>
    public string ToCursor(Paging<Place> list) => list.Cursor($"{Rank}|{Sort}|{Id}");

    private static Place? Read(string[] parts)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        return parts is [var first, var second, { Length: > 0 } id] && int.TryParse(first, culture, out var rank) && long.TryParse(second, culture, out var sort) ? new(rank, sort, id) : null;
    }
}
