using System.Globalization;
using System.Text.Json;
using Telemed.Imaging.Indexing;
using Telemed.ReadModel;

namespace Telemed.Imaging.Querying;

/// <summary>A query as SQL. Own studies and opened ones are two ordered searches that SQLite merges: one condition with OR would sort everything.</summary>
/// <remarks>Own studies are found by what is narrowest: an identifier, a name, or their place in the order of answers, under one modality or none.</remarks>
internal sealed class QueryStatement
{
    private readonly ImagingQuery query;
    private readonly QueryConditions conditions;

    public QueryStatement(ImagingQuery query, QueryConditions conditions)
    {
        (this.query, this.conditions) = (query, conditions);
        Columns = [.. IndexedAttributes.All.Where(IsReturned)];
    }

    /// <summary>What <see cref="Select"/> and <see cref="Row"/> return, column by column from <see cref="FirstColumn"/>; behind them the instance that speaks for the match,
    /// and three counts of a patient.</summary>
    public IReadOnlyList<IndexedAttribute> Columns { get; }

    /// <summary>Where <see cref="Columns"/> begin.</summary>
    public int FirstColumn => query.Level == QueryLevel.Patient ? Order.Length : 0;

    /// <summary>Few enough are found that counting them while they are read costs less than a question of its own.</summary>
    public bool IsNarrow => conditions.IsIdentified || conditions.Names is not null || query.Scope.OwnInstitutionId is null;

    /// <summary>Days in their order, with how many studies each has; null unless all that is asked can be said by counting days.</summary>
    public string? Days => query.Level != QueryLevel.Study || query.Scope.OwnInstitutionId is null || !conditions.IsCounted ? null
        : $"SELECT p.day, p.studies FROM study_days p WHERE {Place(conditions.Modalities.FirstOrDefault("''"))} AND {conditions.Placed()} ORDER BY p.day DESC";

    /// <summary>The studies in their order: day, time and identifier.</summary>
    /// <param name="fromDay">No day behind <c>@from</c>: those are passed over already.</param>
    /// <param name="all">Without limit and offset.</param>
    public string Studies(bool fromDay, bool all) =>
        $"{Searches(fromDay)} ORDER BY 1 DESC, 2 DESC, 3{(all ? "" : " LIMIT @limit OFFSET @offset")}";

    /// <summary>What is known of one study.</summary>
    public string Row => $"SELECT {string.Join(", ", Columns.Select(column => column.Sql))}, s.first FROM studies s WHERE s.study = @study";

    /// <summary>The matches. Keys and order are looked up first, the rest of a row only for the matches that are wanted.</summary>
    public string Select()
    {
        var by = Order.Select((one, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}{(one.IsDescending ? " DESC" : "")}"));
        string orderBy = $" ORDER BY {string.Join(", ", by)}";
        string limit = query.Limit is null && query.Offset == 0 ? "" : " LIMIT @limit OFFSET @offset";
        string keys = Searches(fromDay: false);
        if (query.Level == QueryLevel.Patient) return $"{keys}{orderBy}{limit}";
        string columns = string.Join(", ", Columns.Select(column => column.Sql).Append(query.Level == QueryLevel.Series ? "e.first" : "i.instance"));
        string series = "studies s ON s.study = k.o3 CROSS JOIN series e ON e.study = k.o3 AND e.series = k.o5";
        string rows = query.Level == QueryLevel.Series ? series : series + " CROSS JOIN instances i ON i.instance = k.o7";
        return $"SELECT {columns} FROM ({keys}{orderBy}{limit}) k CROSS JOIN {rows} ORDER BY {string.Join(", ", by.Select(one => "k.o" + one))}";
    }

    /// <summary>How many there are.</summary>
    public string Count()
    {
        string counted = query.Level == QueryLevel.Patient ? "DISTINCT coalesce(s.institution, '') || ' ' || coalesce(s.issuer, '') || ' ' || coalesce(s.patient_id, s.study)" : "*";
        // A study with two of the modalities that are wanted is one study.
        var scopes = Scopes().ToLookup(scope => scope.IsPlaced && conditions.Modalities.Count > 1, scope => scope.Sql);
        var counts = scopes[false].Select(scope => $"(SELECT count({counted}) FROM {scope})");
        if (scopes[true].Any()) counts = counts.Append($"(SELECT count(*) FROM ({string.Join(" UNION ", scopes[true].Select(scope => $"SELECT {Identity} FROM {scope}"))}))");
        return $"SELECT {string.Join(" + ", counts)}";
    }

    /// <summary>How many of others' studies are among them.</summary>
    public string? CountOpened => query.Scope.Opened.Count == 0 ? null : $"SELECT count(*) FROM {Opened}";

    /// <summary>Gives a statement of this query its parameters.</summary>
    public void Bind(ReadStatement statement, int? limit, int offset)
    {
        if (query.Scope.OwnInstitutionId is { } own) statement.Offer("@own", own);
        if (query.Scope.Opened.Count > 0) statement.Offer("@open", JsonSerializer.Serialize(query.Scope.Opened));
        statement.Offer("@limit", limit ?? -1).Offer("@offset", offset);
        conditions.Bind(statement);
    }

    private bool IsReturned(IndexedAttribute attribute)
    {
        if (attribute.Level > query.Level || query.Level == QueryLevel.Patient && attribute.Path.Tag == Dicom.Core.Tags.StudyInstanceUid) return false;
        return attribute.Level == query.Level && attribute.IsDefault || query.Level == QueryLevel.Study && attribute is { Level: QueryLevel.Patient, IsDefault: true }
            || attribute.Kind == MatchKind.Uid && attribute.Level != QueryLevel.Instance || query.IncludeAll && attribute.Level == query.Level
            || query.Include.Contains(attribute.Path) || query.Include.Contains(new(attribute.Path.Tag))
            || query.Keys.Any(key => key.Path == attribute.Path || key.Path.Tag == attribute.Path.Tag);
    }

    /// <summary>Searches for what is the asker's own, one for each modality, and one for what was opened, each with its columns of the order.</summary>
    private string Searches(bool fromDay)
    {
        var searches = new System.Text.StringBuilder();
        bool wasPlaced = false;
        foreach (var (scope, isPlaced) in Scopes(fromDay))
        {
            var order = isPlaced ? [("p.day", true), ("p.time", true), ("p.study", false), .. Order[3..]] : Order;
            string columns = string.Join(", ", order.Select((one, i) => string.Create(CultureInfo.InvariantCulture, $"{one.Sql} AS o{i + 1}")));
            if (searches.Length > 0) searches.Append(isPlaced && wasPlaced ? " UNION " : " UNION ALL ");
            searches.Append(CultureInfo.InvariantCulture, $"SELECT {columns}{Grouped()} FROM {scope}{Group()}");
            wasPlaced = isPlaced;
        }
        return searches.ToString();
    }

    /// <summary>Tables and conditions of one search each.</summary>
    private IEnumerable<(string Sql, bool IsPlaced)> Scopes(bool fromDay = false)
    {
        var (own, opened) = (query.Scope.OwnInstitutionId, query.Scope.Opened);
        // With a key that few studies have, the order of the institution's studies is the longer way to them.
        if (own is not null && (conditions.IsIdentified || query.Level == QueryLevel.Patient)) yield return ($"{Tables("JOIN")} WHERE +s.institution = @own AND {conditions.Sql}", false);
        else if (own is not null)
            foreach (string modality in conditions.Modalities.DefaultIfEmpty("''")) yield return (Placed(modality, fromDay), true);
        if (opened.Count > 0) yield return (Opened, false);
        if (own is null && opened.Count == 0) yield return ($"{Tables("JOIN")} WHERE 0", false);
    }

    private string Opened => $"{Tables("JOIN")} WHERE s.study IN (SELECT value FROM json_each(@open)){(query.Scope.OwnInstitutionId is null ? "" : " AND s.institution IS NOT @own")} AND {conditions.Sql}";

    private string Identity => query.Level switch { QueryLevel.Series => "p.study, e.series", QueryLevel.Instance => "i.instance", _ => "p.study" };

    private static string Place(string modality) => $"p.institution = @own AND p.modality = {modality}";

    private string Placed(string modality, bool fromDay)
    {
        // One study may be found by several forms of its name.
        string places = conditions.Names is not { } names ? "study_places p"
            : $"(SELECT DISTINCT x.day, x.time, x.study FROM ({names}) n CROSS JOIN name_studies x ON x.name = n.name AND x.institution = @own) p";
        string studies = query.Level == QueryLevel.Study && conditions.Rest is null ? "" : $" CROSS JOIN {Tables("CROSS JOIN")}";
        string joined = studies.Length == 0 ? "1" : "s.study = p.study";
        return $"{places}{studies} WHERE {joined} AND {(conditions.Names is null ? Place(modality) : "1")} AND {conditions.Placed(fromDay)} AND {conditions.Rest ?? "1"}{(fromDay ? " AND p.day <= @from" : "")}";
    }

    private string Tables(string join) => query.Level switch
    {
        QueryLevel.Series => $"studies s {join} series e ON e.study = s.study",
        QueryLevel.Instance => $"studies s {join} series e ON e.study = s.study {join} instances i ON i.study = e.study AND i.series = e.series",
        _ => "studies s",
    };

    private string Group() => query.Level == QueryLevel.Patient ? " GROUP BY s.institution, s.issuer, coalesce(s.patient_id, s.study)" : "";

    private string Grouped() => query.Level != QueryLevel.Patient ? ""
        : $", {string.Join(", ", Columns.Select(column => $"max({column.Sql})"))}, max(s.first), count(*), sum(s.series_count), sum(s.instance_count)";

    private (string Sql, bool IsDescending)[] Order => query.Level switch
    {
        QueryLevel.Patient => [("s.patient_id", false), ("s.issuer", false), ("s.institution", false)],
        QueryLevel.Study => OfStudies,
        QueryLevel.Series => [.. OfStudies, ("e.number", false), ("e.series", false)],
        _ => [.. OfStudies, ("e.number", false), ("e.series", false), ("i.number", false), ("i.instance", false)],
    };

    private static readonly (string Sql, bool IsDescending)[] OfStudies = [("coalesce(s.study_date, '')", true), ("coalesce(s.study_time, '')", true), ("s.study", false)];
}
