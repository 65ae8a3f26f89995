using System.Globalization;
using Telemed.Contracts;

namespace Telemed.Directory.Listing;

/// <summary>Cuts pages out of ordered entries; the cursor is the place in the order.</summary>
internal static class Paging
{
    private const int Usual = 50;
    private const int Most = 500;

    /// <param name="from">Entries in order, already filtered.</param>
    /// <param name="limit">How many; 50 when not given, at most 500.</param>
    /// <param name="cursor">From the page before; anything unreadable begins anew.</param>
    /// <param name="view">Made for the entries of the page only.</param>
    public static Page<TView> Cut<T, TView>(IEnumerable<T> from, int? limit, string? cursor, Func<T, TView> view)
    {
        var skip = int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0;
        var take = Math.Clamp(limit ?? Usual, 1, Most);
        var found = from.Skip(skip).Take(take + 1).ToList();
        var next = found.Count > take ? (skip + take).ToString(CultureInfo.InvariantCulture) : null;
        return new([.. found.Take(take).Select(view)], next);
    }
}
