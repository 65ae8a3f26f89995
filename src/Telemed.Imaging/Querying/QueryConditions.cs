using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Dicom.Core;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Indexing.Names;

namespace Telemed.Imaging.Querying;

/// <summary>Keys as conditions of SQL (PS3.4 §C.2.2.2); values are parameters, never text of the statement.</summary>
internal sealed class QueryConditions
{
    private readonly List<string> conditions = [];
    private readonly List<object> values = [];

    /// <summary>Keys that the index has no column for and that were passed over, as the standard lets a server do.</summary>
    public List<TagPath> Ignored { get; } = [];

    /// <summary>All conditions in one; <c>1</c> when there are none.</summary>
    public string Sql => conditions.Count == 0 ? "1" : string.Join(" AND ", conditions);

    /// <summary>True when nothing narrows the search.</summary>
    public bool IsEmpty => conditions.Count == 0;

    /// <summary>A key was given that only few studies have: an identifier, a whole name, the beginning of one.</summary>
    public bool IsSelective { get; private set; }

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
            else if (query.EmptyValues && value == "\"\"") read.conditions.Add($"{attribute.Sql} IS NULL");
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
        conditions.Add(string.Format(CultureInfo.InvariantCulture, condition, names));
    }

    /// <summary>Gives the parameters to a command.</summary>
    public void Bind(SqliteCommand command)
    {
        for (int i = 0; i < values.Count; i++) command.Parameters.AddWithValue(Name(i + 1), values[i]);
    }

    private bool Match(IndexedAttribute attribute, string value, bool fuzzy) => attribute.Kind switch
    {
        MatchKind.PatientName => MatchPatientName(value, fuzzy),
        MatchKind.Text when attribute.Column is "patient_id" or "accession" or "study_id" => MatchIdentifier(attribute.Sql, value),
        MatchKind.Name => MatchName(attribute.Sql + "_key", value),
        MatchKind.Date => MatchRange(attribute.Sql, value, DicomTimes.Day, atEnd: ""),
        MatchKind.Time => MatchRange(attribute.Sql, value, DicomTimes.Time, atEnd: "~"),
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
            IsSelective = true;
            if (start.Length < value.Length) Where(column + " >= {0} AND " + column + " < {1}", start, After(start));
        }
        return MatchText(column, value);
    }

    /// <summary>Any of the wanted values equals, or fits, any of those kept.</summary>
    private bool MatchList(string column, string value)
    {
        var wanted = value.Split('\\', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Any(wanted, one => $"{column} GLOB {Parameter($"*\\{(IsPattern(one) ? Glob(one) : Literal(one))}\\*")}");
        return wanted.Length > 0;
    }

    private bool MatchUids(string column, string value)
    {
        var uids = value.Split('\\', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (uids.Length == 0 || !uids.All(uid => Uid.IsValid(uid))) return false;
        IsSelective |= column is not "i.class" and not "i.syntax";
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
    private bool MatchRange(string column, string value, Func<string, string?> normal, string atEnd)
    {
        int hyphen = value.IndexOf('-', StringComparison.Ordinal);
        string from = (hyphen < 0 ? value : value[..hyphen]).Trim(), to = (hyphen < 0 ? value : value[(hyphen + 1)..]).Trim();
        if (from.Length + to.Length == 0) return false;
        if (from.Length > 0)
        {
            if (normal(from) is not { } first) return false;
            Where(column + " >= {0}", first);
        }
        if (to.Length > 0)
        {
            if (normal(to) is not { } last) return false;
            Where(column + " <= {0}", last + atEnd);
        }
        return true;
    }

    private bool MatchName(string column, string value)
    {
        if (PersonNames.Key(value) is not { } key) return true;
        string pattern = IsPattern(key) ? Glob(key) : Literal(key);
        // Without a wildcard a name matches by its first components, so that a family name finds the person.
        Where("('=' || " + column + " || '=') GLOB {0}" + (IsPattern(key) ? "" : " OR ('=' || " + column + ") GLOB {1}"), IsPattern(key) ? [$"*={pattern}=*"] : [$"*={pattern}=*", $"*={pattern} *"]);
        conditions[^1] = $"({conditions[^1]})";
        return true;
    }

    private bool MatchPatientName(string value, bool fuzzy)
    {
        if (PersonNames.Key(value) is not { } key) return true;
        IsSelective = true;
        var forms = new List<string>();
        foreach (string group in key.Split('=')) forms.Add(NameCondition(group));
        if (fuzzy)
            foreach (var wanted in PersonNames.Wanted(value)) forms.Add($"(n.form = {(int)wanted.Form} AND n.key >= {Parameter(wanted.Key)} AND n.key < {Parameter(After(wanted.Key))})");
        conditions.Add($"s.study IN (SELECT n.study FROM study_names n WHERE {string.Join(" OR ", forms)})");
        return true;
    }

    private string NameCondition(string group)
    {
        if (!IsPattern(group))
            return $"(n.form = 0 AND (n.key = {Parameter(group)} OR n.key >= {Parameter(group + ' ')} AND n.key < {Parameter(group + '!')}))";
        string start = group[..group.AsSpan().IndexOfAny('*', '?')].TrimEnd();
        string range = start.Length == 0 ? "" : $" AND n.key >= {Parameter(start)} AND n.key < {Parameter(After(start))}";
        return $"(n.form = 0{range} AND n.key GLOB {Parameter(Glob(group))})";
    }

    private void Any(string[] wanted, Func<string, string> condition)
    {
        if (wanted.Length > 0) conditions.Add(wanted.Length == 1 ? condition(wanted[0]) : $"({string.Join(" OR ", wanted.Select(condition))})");
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
