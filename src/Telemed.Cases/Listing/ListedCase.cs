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
    string Id, IReadOnlyList<string> Boxes, IReadOnlyList<string> Counted, int State, int Kind, int Rank, long Sort, IReadOnlyList<(string Name, DateTimeOffset Due)> Clocks);

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

    /// <summary>As a caller gets it.</summary>
    public string ToCursor() =>
        System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Rank}|{Sort}|{Id}")));

    /// <summary>As a caller gives it back; null when it is none of ours.</summary>
    public static Place? FromCursor(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor) || !System.Buffers.Text.Base64Url.IsValid(cursor)) return null;
        var parts = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(cursor)).Split('|');
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        return parts.Length == 3 && int.TryParse(parts[0], culture, out var rank) && long.TryParse(parts[1], culture, out var sort) ? new(rank, sort, parts[2]) : null;
    }
}
