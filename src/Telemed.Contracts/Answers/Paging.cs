using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Telemed.Contracts;

/// <summary>The one rule of every list: how many items at once, and where a client goes on.</summary>
/// <remarks>A cursor is opaque, safe in an address as it is, and names its list: it is refused by every other one.</remarks>
/// <param name="name">Of the list, in its cursors.</param>
/// <param name="usual">Items when no limit is given.</param>
/// <param name="most">Items at once; more is refused.</param>
/// <param name="read">The place that the parts of a cursor say; null when they say none.</param>
public sealed class Paging<TPlace>(string name, int usual, int most, Func<string[], TPlace?> read)
    where TPlace : struct
{
    /// <summary>How many items the page has.</summary>
    public int Take(int? limit) => limit ?? usual;

    /// <summary>The cursor of a place, its parts parted by bars.</summary>
    public string Cursor(FormattableString place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{name}|{FormattableString.Invariant(place)}"));

    /// <summary>The place behind which the page begins; null for the first page, and for a cursor that this list did not give.</summary>
    public TPlace? After(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor) || !Base64Url.IsValid(cursor)) return null;
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('|') is [var list, .. var parts] && list == name ? read(parts) : null;
    }

    /// <summary>Adds an error for a limit out of range (<c>out-of-range</c>) and for a cursor that this list did not give (<c>unknown-cursor</c>).</summary>
    public void Check(FieldErrors errors, int? limit, string? cursor)
    {
        Paging.Limit(errors, limit, most);
        if (!string.IsNullOrEmpty(cursor) && After(cursor) is null)
            errors.Add("cursor", "unknown-cursor", "此列表没有给出过该游标，请不带游标从头读取", "This list gave no such cursor; begin again without one");
    }

    /// <summary>The same for a door that asks nobody else; null when nothing is wrong.</summary>
    public Problem? Refuses(int? limit, string? cursor)
    {
        var errors = new FieldErrors();
        Check(errors, limit, cursor);
        return errors.None ? null : Problem.Invalid(errors.Found);
    }
}

/// <summary>Lists of the simpler kinds.</summary>
public static class Paging
{
    /// <summary>A list whose place is how many items came before.</summary>
    public static Paging<int> Counted(string name, int usual, int most) =>
        new(name, usual, most, parts => parts is [var part] && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null);

    /// <summary>Cuts a page out of ordered items.</summary>
    /// <param name="list">Says how many and from where.</param>
    /// <param name="from">Items in order, already filtered.</param>
    /// <param name="limit">As the client sent it, already checked.</param>
    /// <param name="cursor">As the client sent it, already checked.</param>
    /// <param name="view">Made for the items of the page only.</param>
    public static Page<TView> Cut<T, TView>(this Paging<int> list, IEnumerable<T> from, int? limit, string? cursor, Func<T, TView> view)
    {
        var (before, take) = (list.After(cursor) ?? 0, list.Take(limit));
        var found = from.Skip(before).Take(take + 1).ToList();
        return new([.. found.Take(take).Select(view)], found.Count > take ? list.Cursor($"{before + take}") : null);
    }

    /// <summary>Adds an error for a limit below 1 or above <paramref name="most"/>; for a list that is one page.</summary>
    public static void Limit(FieldErrors errors, int? limit, int most)
    {
        if (limit < 1 || limit > most) errors.Add("limit", "out-of-range", $"应为 1 至 {most}", $"Must be 1 to {most}");
    }
}
