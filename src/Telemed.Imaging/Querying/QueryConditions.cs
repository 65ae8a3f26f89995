using System.Globalization;
using System.Text.Json;
using Telemed.Dicom.Core;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Indexing.Names;
using Telemed.ReadModel;

namespace Telemed.Imaging.Querying;

/// <summary>Keys as conditions of SQL (PS3.4 §C.2.2.2); values are parameters, never text of the statement.</summary>
internal sealed class QueryConditions
{
    /// <summary>Of a name; three exist, and SQLite takes 500 searches in one.</summary>
    private const int MostGroups = 16;

    /// <summary>Each is a search of its own; with more of them most studies fit.</summary>
    private const int MostModalities = 8;

    private readonly List<Condition> conditions = [];
    private readonly List<object> values = [];

    /// <summary>A key as SQL over the studies, and what is known about it.</summary>
    /// <param name="Placed">The same over <c>study_places</c> and <c>name_studies</c>, which both have the day and the time; null when they cannot tell.</param>
    private sealed record Condition(string Sql, string? Placed = null)
    {
        /// <summary>Days alone are counted already.</summary>
        public bool IsDay { get; init; }

        /// <summary>No day behind it is wanted.</summary>
        public bool IsLastDay { get; init; }

        /// <summary>The parameters with the modalities of which one is wanted.</summary>
        public IReadOnlyList<string> Modalities { get; init; } = [];

        /// <summary>A search for the names that are wanted.</summary>
        public string? Names { get; init; }
    }

    /// <summary>Keys that the index has no column for and that were passed over, as the standard lets a server do.</summary>
    public List<TagPath> Ignored { get; } = [];

    /// <summary>All conditions in one; <c>1</c> when there are none.</summary>
    public string Sql => All(conditions);

    /// <summary>An identifier was given, which only few studies have.</summary>
    public bool IsIdentified { get; private set; }

    /// <summary>A search for the names that are wanted; null without one.</summary>
    public string? Names => conditions.Find(condition => condition.Names is not null)?.Names;

    /// <summary>The parameters with the modalities under which studies are looked for; none for all studies, and when a name leads to them.</summary>
    public IReadOnlyList<string> Modalities => Names is null ? Led?.Modalities ?? [] : [];

    private Condition? Led => conditions.Find(condition => condition.Names is not null) ?? conditions.Find(condition => condition.Modalities.Count > 0);

    /// <summary>What can be said without a look at the study itself; <c>1</c> for nothing.</summary>
    /// <param name="fromDay">The last day comes from elsewhere.</param>
    public string Placed(bool fromDay = false) => All(conditions.Where(condition => condition.Placed is not null && !(fromDay && condition.IsLastDay)), condition => condition.Placed!);

    /// <summary>What only the study itself can tell, when it is looked for by its name or its place; null for nothing.</summary>
    public string? Rest => conditions.Where(condition => condition.Placed is null && condition != Led).ToList() is { Count: > 0 } rest ? All(rest) : null;

    /// <summary>The answer is a sum over days.</summary>
    public bool IsCounted => !IsIdentified && conditions.All(condition => condition.IsDay || condition == Led && condition.Modalities.Count == 1);

    /// <summary>The parameters, in the order of their numbers.</summary>
    public IReadOnlyList<object> Values => values;

    /// <summary>Reads the keys of a query.</summary>
    /// <returns>Null and what is wrong when a value cannot be right for its attribute.</returns>
    public static QueryConditions? Read(ImagingQuery query, out QueryFault? fault)
    {
        var read = new QueryConditions();
        foreach (var key in query.Keys)
        {
            fault = new(key.Path);
            string value = key.Value.Trim(' ', '\0');
            if (value.Length == 0 || value.All(c => c == '*')) continue;
            if (IndexedAttributes.Find(key.Path) is not { } attribute || attribute.Level > query.Level) read.Ignored.Add(key.Path);
            else if (query.EmptyValues && value == "\"\"") read.conditions.Add(new($"{attribute.Sql} IS NULL"));
            else if (!read.Match(attribute, value, query.FuzzyNames)) return null;
        }
        fault = null;
        return read;
    }

    /// <summary>Adds a condition; <c>{0}</c>, <c>{1}</c> … stand for its values.</summary>
    public void Where([System.Diagnostics.CodeAnalysis.StringSyntax("CompositeFormat")] string condition, params ReadOnlySpan<object> parameters)
    {
        var names = new object[parameters.Length];
        for (int i = 0; i < parameters.Length; i++) names[i] = Parameter(parameters[i]);
        conditions.Add(new(string.Format(CultureInfo.InvariantCulture, condition, names)));
    }

    /// <summary>Gives the parameters to a statement.</summary>
    public void Bind(ReadStatement statement)
    {
        for (int i = 0; i < values.Count; i++) statement.Offer(Name(i + 1), values[i]);
    }

    private static string All(IEnumerable<Condition> conditions, Func<Condition, string>? sql = null) =>
        string.Join(" AND ", conditions.Select(sql ?? (static condition => condition.Sql)).DefaultIfEmpty("1"));

    private bool Match(IndexedAttribute attribute, string value, bool fuzzy) => attribute.Kind switch
    {
        MatchKind.PatientName => MatchPatientName(value, fuzzy),
        MatchKind.Text when attribute.Column is "patient_id" or "accession" or "study_id" => MatchIdentifier(attribute.Sql, value),
        MatchKind.Name => MatchName(attribute.Sql + "_key", value),
        MatchKind.Date => MatchRange(attribute.Sql, value, DicomTimes.Day, atEnd: "", attribute.Sql == "s.study_date" ? "p.day" : null),
        MatchKind.Time => MatchRange(attribute.Sql, value, DicomTimes.Time, atEnd: "~", attribute.Sql == "s.study_time" ? "p.time" : null),
        MatchKind.Number => MatchNumber(attribute.Sql, value),
        MatchKind.Uid => MatchUids(attribute.Sql, value),
        MatchKind.List => MatchList(attribute.Sql, value),
        _ => MatchText(attribute.Sql, value),
    };

    private bool MatchText(string column, string value)
    {
        var wanted = value.Split('\\', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (wanted.Length == 1) Where(IsPattern(value) ? column + " GLOB {0}" : column + " = {0}", IsPattern(value) ? Glob(value) : value);
        else Any(wanted, one => IsPattern(one) ? $"{column} GLOB {Parameter(Glob(one))}" : $"{column} = {Parameter(one)}");
        return wanted.Length > 0;
    }

    private bool MatchIdentifier(string column, string value)
    {
        string start = value[..(value.AsSpan().IndexOfAny('*', '?', '\\') is >= 0 and var special ? special : value.Length)];
        if (start.Length > 0 && !value.Contains('\\', StringComparison.Ordinal))
        {
            IsIdentified = true;
            if (start.Length < value.Length) Where(column + " >= {0} AND " + column + " < {1}", start, After(start));
        }
        return MatchText(column, value);
    }

    /// <summary>Any of the wanted values equals, or fits, any of those kept.</summary>
    private bool MatchList(string column, string value)
    {
        var wanted = value.Split('\\', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Any(wanted, one => $"{column} GLOB {Parameter($"*\\{(IsPattern(one) ? Glob(one) : Literal(one))}\\*")}");
        if (column == "s.modalities" && wanted.Length <= MostModalities && !wanted.Any(IsPattern)) conditions[^1] = conditions[^1] with { Modalities = [.. wanted.Distinct().Select(Parameter)] };
        return wanted.Length > 0;
    }

    private bool MatchUids(string column, string value)
    {
        var uids = value.Split('\\', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (uids.Length == 0 || !uids.All(uid => Uid.IsValid(uid))) return false;
        IsIdentified |= column is not "i.class" and not "i.syntax";
        if (uids.Length == 1) Where(column + " = {0}", uids[0]);
        else Where(column + " IN (SELECT value FROM json_each({0}))", JsonSerializer.Serialize(uids));
        return true;
    }

    private bool MatchNumber(string column, string value)
    {
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)) return false;
        Where(column + " = {0}", number);
        return true;
    }

    /// <summary>One value, or a range with a hyphen and at least one end. A time with fewer digits stands for all the times that begin with it.</summary>
    private bool MatchRange(string column, string value, Func<string, string?> normal, string atEnd, string? placed)
    {
        int hyphen = value.IndexOf('-', StringComparison.Ordinal);
        string from = (hyphen < 0 ? value : value[..hyphen]).Trim(), to = (hyphen < 0 ? value : value[(hyphen + 1)..]).Trim();
        if (from.Length + to.Length == 0) return false;
        if (from.Length > 0)
        {
            if (normal(from) is not { } first) return false;
            string parameter = Parameter(first);
            conditions.Add(new($"{column} >= {parameter}", placed is null ? null : $"{placed} >= {parameter}") { IsDay = placed == "p.day" });
        }
        if (to.Length > 0)
        {
            if (normal(to) is not { } last) return false;
            string parameter = Parameter(last + atEnd);
            // What has no day has an empty one there, and is in no range.
            if (placed is not null && from.Length == 0) conditions.Add(new($"{column} IS NOT NULL", $"{placed} > ''") { IsDay = placed == "p.day" });
            conditions.Add(new($"{column} <= {parameter}", placed is null ? null : $"{placed} <= {parameter}") { IsDay = placed == "p.day", IsLastDay = placed == "p.day" });
        }
        return true;
    }

    private bool MatchName(string column, string value)
    {
        if (PersonNames.Key(value) is not { } key) return true;
        string pattern = IsPattern(key) ? Glob(key) : Literal(key);
        // Without a wildcard a name matches by its first components, so that a family name finds the person.
        Where("('=' || " + column + " || '=') GLOB {0}" + (IsPattern(key) ? "" : " OR ('=' || " + column + ") GLOB {1}"), IsPattern(key) ? [$"*={pattern}=*"] : [$"*={pattern}=*", $"*={pattern} *"]);
        conditions[^1] = new($"({conditions[^1].Sql})");
        return true;
    }

    private bool MatchPatientName(string value, bool fuzzy)
    {
        if (PersonNames.Key(value) is not { } key) return true;
        var found = key.Split('=').Take(MostGroups).Select(NameSearch).ToList();
        if (fuzzy)
            foreach (var wanted in PersonNames.Wanted(value).Take(4 * MostGroups))
                found.Add($"SELECT name FROM name_keys WHERE form = {(int)wanted.Form} AND key >= {Parameter(wanted.Key)} AND key < {Parameter(After(wanted.Key))}");
        string names = string.Join(" UNION ", found);
        conditions.Add(new($"s.study IN (SELECT x.study FROM ({names}) n CROSS JOIN name_studies x ON x.name = n.name)") { Names = names });
        return true;
    }

    private string NameSearch(string group)
    {
        if (!IsPattern(group))
        {
            string whole = Parameter(group);
            return $"SELECT name FROM name_keys WHERE form = 0 AND key = {whole} UNION SELECT name FROM name_keys WHERE form = 0 AND key >= {Parameter(group + ' ')} AND key < {Parameter(group + '!')}";
        }
        string start = group[..group.AsSpan().IndexOfAny('*', '?')].TrimEnd(), pattern = Parameter(Glob(group));
        if (start.Length > 0) return $"SELECT name FROM name_keys WHERE form = 0 AND key >= {Parameter(start)} AND key < {Parameter(After(start))} AND key GLOB {pattern}";
        return NameGrams.Wanted(group) is { } pieces
            ? $"SELECT k.name FROM name_grams g CROSS JOIN name_keys k INDEXED BY name_keys_exact ON k.name = g.rowid AND k.form = 0 WHERE g.name_grams MATCH {Parameter(pieces)} AND k.key GLOB {pattern}"
            : $"SELECT name FROM name_keys WHERE form = 0 AND key GLOB {pattern}";
    }

    private void Any(string[] wanted, Func<string, string> condition)
    {
        if (wanted.Length > 0) conditions.Add(new(wanted.Length == 1 ? condition(wanted[0]) : $"({string.Join(" OR ", wanted.Select(condition))})"));
    }

    private string Parameter(object value)
    {
        values.Add(value);
        return Name(values.Count);
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"@v{number}");

    /// <summary>Behind every text that begins with this one.</summary>
    private static string After(string start) => start + '\uFFFF';

    private static bool IsPattern(string value) => value.AsSpan().ContainsAny('*', '?');

    private static string Glob(string value) => value.Replace("[", "[[]", StringComparison.Ordinal);

    private static string Literal(string value) => Glob(value).Replace("*", "[*]", StringComparison.Ordinal).Replace("?", "[?]", StringComparison.Ordinal);
}
