using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Consultations.Listing;

/// <summary>Which part of which lists.</summary>
/// <param name="Owners">One list, or two for the personal one.</param>
/// <param name="Urgency">Null: all.</param>
internal sealed record WorklistQuery(IReadOnlyList<string> Owners, IReadOnlyList<ConsultationStatus> States, ServiceKind? Kind, Urgency? Urgency);

/// <summary>A place in a list: what comes after it is the next page.</summary>
internal readonly record struct Place(int Rank, string Sort, string Id) : IComparable<Place>
{
    public int CompareTo(Place other) =>
        Rank != other.Rank ? Rank.CompareTo(other.Rank)
        : string.CompareOrdinal(Sort, other.Sort) is not 0 and var bySort ? bySort
        : string.CompareOrdinal(Id, other.Id);

    public string ToCursor() => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Rank}|{Sort}|{Id}")).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    public static Place? FromCursor(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        var padded = cursor.Replace('-', '+').Replace('_', '/').PadRight((cursor.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        if (!Convert.TryFromBase64String(padded, bytes, out var length)) return null;
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split('|');
        return parts.Length == 3 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var rank) ? new(rank, parts[1], parts[2]) : null;
    }
}

/// <summary>Reads a page of a list by seeking into it: the cost does not grow with the number of cases.</summary>
/// <remarks>Each state is a range of its own in the index; the first rows of every range are merged.</remarks>
internal sealed class WorklistReader(ProjectionEngine engine)
{
    /// <summary>Rank of all ended cases: among them only time counts.</summary>
    private const int EndedRank = 3;

    public List<(Place Place, CaseRow Row)> Read(WorklistQuery query, Place? after, int limit)
    {
        using var db = engine.OpenReader();
        using var range = Range(db, query.Kind is not null);
        var found = new List<Place>();
        foreach (var owner in query.Owners)
            foreach (var state in query.States)
                foreach (var rank in Enum.GetValues<Urgency>().Where(u => query.Urgency is null || query.Urgency == u))
                    Seek(range, owner, state, query.Kind, (int)rank, after, limit, found);
        found.Sort();
        return Rows(db, found.DistinctBy(p => p.Id).Take(limit));
    }

    /// <summary>The rows of these cases, in this order.</summary>
    public static List<(Place Place, CaseRow Row)> Rows(SqliteConnection db, IEnumerable<Place> places)
    {
        using var command = db.CreateCommand();
        command.CommandText = "SELECT row FROM consultations WHERE id=@id";
        var id = command.Parameters.Add("@id", SqliteType.Text);
        var rows = new List<(Place, CaseRow)>();
        foreach (var place in places)
        {
            id.Value = place.Id;
            if (command.ExecuteScalar() is byte[] json) rows.Add((place, CaseRow.FromJson(json)));
        }
        return rows;
    }

    private static SqliteCommand Range(SqliteConnection db, bool byKind)
    {
        var command = db.CreateCommand();
        command.CommandText = byKind
            ? "SELECT sort, id FROM consultation_boxes INDEXED BY consultation_boxes_by_kind WHERE owner=@owner AND state=@state AND kind=@kind AND rank=@rank AND (sort, id) > (@sort, @id) ORDER BY sort, id LIMIT @limit"
            : "SELECT sort, id FROM consultation_boxes WHERE owner=@owner AND state=@state AND rank=@rank AND (sort, id) > (@sort, @id) ORDER BY sort, id LIMIT @limit";
        foreach (var name in byKind ? new[] { "@owner", "@state", "@kind", "@rank", "@sort", "@id", "@limit" } : ["@owner", "@state", "@rank", "@sort", "@id", "@limit"])
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    private static void Seek(SqliteCommand range, string owner, ConsultationStatus state, ServiceKind? kind, int rank, Place? after, int limit, List<Place> found)
    {
        var shown = state.Ended() ? EndedRank : rank;
        if (after is { } seen && shown < seen.Rank) return;
        var (sort, id) = after is { } same && same.Rank == shown ? (same.Sort, same.Id) : ("", "");
        range.Parameters["@owner"].Value = owner;
        range.Parameters["@state"].Value = CaseLists.Name(state);
        if (kind is { } k) range.Parameters["@kind"].Value = CaseLists.Name(k);
        range.Parameters["@rank"].Value = rank;
        range.Parameters["@sort"].Value = sort;
        range.Parameters["@id"].Value = id;
        range.Parameters["@limit"].Value = limit;
        using var rows = range.ExecuteReader();
        while (rows.Read()) found.Add(new(shown, rows.GetString(0), rows.GetString(1)));
    }
}
