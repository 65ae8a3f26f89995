using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Imaging.Indexing;

namespace Telemed.Imaging.Querying;

/// <summary>A query as SQL. Own studies and opened ones are two ordered searches that SQLite merges: one condition with OR would sort everything.</summary>
internal sealed class QueryStatement
{
    private readonly ImagingQuery query;
    private readonly QueryConditions conditions;

    public QueryStatement(ImagingQuery query, QueryConditions conditions)
    {
        (this.query, this.conditions) = (query, conditions);
        Columns = [.. IndexedAttributes.All.Where(IsReturned)];
    }

    /// <summary>What <see cref="Select"/> returns, column by column from <see cref="FirstColumn"/>; behind them the instance that speaks for the match, and three counts of a patient.</summary>
    public IReadOnlyList<IndexedAttribute> Columns { get; }

    /// <summary>Where <see cref="Columns"/> begin.</summary>
    public int FirstColumn => query.Level == QueryLevel.Patient ? Order().Length : 0;

    /// <summary>The matches. Keys and order are looked up first, the rest of a row only for the matches that are wanted.</summary>
    public string Select()
    {
        string[] order = Order();
        var by = order.Select((one, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}{(one.EndsWith(" DESC", StringComparison.Ordinal) ? " DESC" : "")}"));
        string orderBy = $" ORDER BY {string.Join(", ", by)}";
        string limit = query.Limit is null && query.Offset == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" LIMIT {query.Limit ?? -1} OFFSET {query.Offset}");
        string keys = string.Join(" UNION ALL ", Scopes().Select(scope =>
            $"SELECT {string.Join(", ", order.Select((one, i) => string.Create(CultureInfo.InvariantCulture, $"{Strip(one)} AS o{i + 1}")))}{Grouped()} FROM {Tables()} WHERE {scope} AND {conditions.Sql}{Group()}"));
        if (query.Level == QueryLevel.Patient) return $"{keys}{orderBy}{limit}";
        string columns = string.Join(", ", Columns.Select(column => column.Sql).Append(Speaker()).Append("0, 0, 0"));
        return $"SELECT {columns} FROM ({keys}{orderBy}{limit}) k CROSS JOIN {Rows()} ORDER BY {string.Join(", ", by.Select(one => "k.o" + one))}";
    }

    /// <summary>How many; a whole institution's studies are counted already.</summary>
    public string Count(bool isUniversal)
    {
        if (isUniversal && query.Level == QueryLevel.Study && query.Scope.OwnInstitutionId is not null)
            return "SELECT coalesce((SELECT studies FROM owners WHERE institution = @own), 0)"
                + (query.Scope.Opened.Count == 0 ? "" : $" + (SELECT count(*) FROM studies s WHERE {Scopes().Last()})");
        string counted = query.Level == QueryLevel.Patient ? "DISTINCT coalesce(s.institution, '') || ' ' || coalesce(s.issuer, '') || ' ' || coalesce(s.patient_id, s.study)" : "*";
        return $"SELECT {string.Join(" + ", Scopes().Select(scope => $"(SELECT count({counted}) FROM {Tables()} WHERE {scope} AND {conditions.Sql})"))}";
    }

    /// <summary>A command with every parameter.</summary>
    public SqliteCommand Command(SqliteConnection db, string sql)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        if (query.Scope.OwnInstitutionId is { } own) command.Parameters.AddWithValue("@own", own);
        if (query.Scope.Opened.Count > 0) command.Parameters.AddWithValue("@open", JsonSerializer.Serialize(query.Scope.Opened));
        conditions.Bind(command);
        return command;
    }

    private bool IsReturned(IndexedAttribute attribute)
    {
        if (attribute.Level > query.Level || query.Level == QueryLevel.Patient && attribute.Path.Tag == Dicom.Core.Tags.StudyInstanceUid) return false;
        return attribute.Level == query.Level && attribute.IsDefault || query.Level == QueryLevel.Study && attribute is { Level: QueryLevel.Patient, IsDefault: true }
            || attribute.Kind == MatchKind.Uid && attribute.Level != QueryLevel.Instance || query.IncludeAll && attribute.Level == query.Level
            || query.Include.Contains(attribute.Path) || query.Include.Contains(new(attribute.Path.Tag))
            || query.Keys.Any(key => key.Path == attribute.Path || key.Path.Tag == attribute.Path.Tag);
    }

    private IEnumerable<string> Scopes()
    {
        var (own, opened) = (query.Scope.OwnInstitutionId, query.Scope.Opened);
        // With a key that few studies have, the order of the institution's studies is the longer way to them.
        if (own is not null) yield return conditions.IsSelective ? "+s.institution = @own" : "s.institution = @own";
        if (opened.Count > 0) yield return "s.study IN (SELECT value FROM json_each(@open))" + (own is null ? "" : " AND s.institution IS NOT @own");
        if (own is null && opened.Count == 0) yield return "0";
    }

    private string Tables() => query.Level switch
    {
        QueryLevel.Series => "studies s JOIN series e ON e.study = s.study",
        QueryLevel.Instance => "studies s JOIN series e ON e.study = s.study JOIN instances i ON i.study = e.study AND i.series = e.series",
        _ => "studies s",
    };

    /// <summary>The tables again, found by the keys.</summary>
    private string Rows() => query.Level switch
    {
        QueryLevel.Series => "studies s ON s.study = k.o3 CROSS JOIN series e ON e.study = k.o3 AND e.series = k.o5",
        QueryLevel.Instance => "studies s ON s.study = k.o3 CROSS JOIN series e ON e.study = k.o3 AND e.series = k.o5 CROSS JOIN instances i ON i.instance = k.o7",
        _ => "studies s ON s.study = k.o3",
    };

    private string Group() => query.Level == QueryLevel.Patient ? " GROUP BY s.institution, s.issuer, coalesce(s.patient_id, s.study)" : "";

    private string Grouped() => query.Level != QueryLevel.Patient ? ""
        : $", {string.Join(", ", Columns.Select(column => $"max({column.Sql})"))}, max(s.first), count(*), sum(s.series_count), sum(s.instance_count)";

    private string Speaker() => query.Level switch { QueryLevel.Series => "e.first", QueryLevel.Instance => "i.instance", _ => "s.first" };

    private string[] Order() => query.Level switch
    {
        QueryLevel.Patient => ["s.patient_id", "s.issuer", "s.institution"],
        QueryLevel.Study => ["s.study_date DESC", "s.study_time DESC", "s.study"],
        QueryLevel.Series => ["s.study_date DESC", "s.study_time DESC", "s.study", "e.number", "e.series"],
        _ => ["s.study_date DESC", "s.study_time DESC", "s.study", "e.number", "e.series", "i.number", "i.instance"],
    };

    private static string Strip(string order) => order.Replace(" DESC", "", StringComparison.Ordinal);
}
