using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Telemed.Dicom.Core;

namespace Telemed.Imaging.Querying;

/// <summary>A QIDO-RS query (PS3.18 §8.3.4) as conditions of SQL. Keys that the index does not keep are passed over, as the standard lets a server do.</summary>
internal sealed class Search
{
    private const int DefaultLimit = 1000;
    private const int MaxLimit = 10_000;

    private readonly List<string> conditions = [];
    private readonly List<(string Name, object Value)> parameters = [];

    /// <summary>Rows asked for, at most 10,000.</summary>
    public int Limit { get; private set; } = DefaultLimit;

    /// <summary>Rows passed over.</summary>
    public int Offset { get; private set; }

    /// <summary>Reads the query string.</summary>
    /// <returns>Null and the parameter's name when a value cannot be right.</returns>
    public static Search? Read(IQueryCollection query, IReadOnlyDictionary<Tag, (string Column, MatchKind Kind)> keys, out string bad)
    {
        var search = new Search();
        bad = "";
        foreach (var (name, values) in query)
        {
            string value = values.ToString().Trim();
            bad = name;
            if (name is "limit" or "offset")
            {
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return null;
                if (name == "limit") search.Limit = Math.Clamp(number, 1, MaxLimit);
                else search.Offset = number;
            }
            else if (value.Length > 0 && value != "*" && Tag.TryParse(name, out var tag) && keys.TryGetValue(tag, out var key) && !search.Match(key.Column, key.Kind, value))
            {
                return null;
            }
        }
        return search;
    }

    /// <summary>Adds a condition with its parameters.</summary>
    public Search Where(string condition, params ReadOnlySpan<(string Name, object Value)> values)
    {
        conditions.Add(condition);
        foreach (var value in values) parameters.Add(value);
        return this;
    }

    /// <summary>Runs the query; one row more than the limit is asked for, so that the caller can tell whether there are more.</summary>
    public List<T> Run<T>(SqliteConnection db, string select, string order, Func<SqliteDataReader, T> row)
    {
        using var command = db.CreateCommand();
        string where = conditions.Count == 0 ? "1" : string.Join(" AND ", conditions);
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"{select} WHERE {where} ORDER BY {order} LIMIT {Limit + 1} OFFSET {Offset}");
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read()) found.Add(row(rows));
        return found;
    }

    private bool Match(string column, MatchKind kind, string value)
    {
        string parameter = string.Create(CultureInfo.InvariantCulture, $"@k{parameters.Count}");
        switch (kind)
        {
            case MatchKind.Date:
                return MatchDate(column, parameter, value);
            case MatchKind.Number:
                if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)) return false;
                Where($"{column} = {parameter}", (parameter, number));
                return true;
            case MatchKind.OneOfList:
                Where($"'\\' || {column} || '\\' LIKE {parameter} ESCAPE '!'", (parameter, $"%\\{value.Replace("%", "!%", StringComparison.Ordinal)}\\%"));
                return true;
            case MatchKind.Uid:
                var uids = value.Split([',', '\\'], StringSplitOptions.RemoveEmptyEntries);
                if (!uids.All(uid => Uid.IsValid(uid))) return false;
                Where($"{column} IN (SELECT value FROM json_each({parameter}))", (parameter, System.Text.Json.JsonSerializer.Serialize(uids)));
                return true;
            case MatchKind.Name:
                string key = Indexing.NameKey.Of(value) ?? "";
                // Without a wildcard a name matches by its first components, so that a family name finds the person.
                if (IsPattern(key)) Where($"{column} GLOB {parameter}", (parameter, Glob(key)));
                else Where($"({column} = {parameter} OR {column} GLOB {parameter}g)", (parameter, key), (parameter + "g", Glob(key) + " *"));
                return true;
            default:
                if (IsPattern(value)) Where($"{column} GLOB {parameter}", (parameter, Glob(value)));
                else Where($"{column} = {parameter}", (parameter, value));
                return true;
        }
    }

    private bool MatchDate(string column, string parameter, string value)
    {
        var ends = value.Split('-');
        if (ends.Length > 2 || ends.Any(end => end.Length != 0 && (end.Length != 8 || !end.All(char.IsAsciiDigit)))) return false;
        string from = ends[0], to = ends[^1];
        if (from.Length > 0) Where($"{column} >= {parameter}a", (parameter + "a", from));
        if (to.Length > 0) Where($"{column} <= {parameter}b", (parameter + "b", to));
        return from.Length + to.Length > 0;
    }

    private static bool IsPattern(string value) => value.AsSpan().ContainsAny('*', '?');

    private static string Glob(string value) => value.Replace("[", "[[]", StringComparison.Ordinal);
}

/// <summary>How a key is matched (PS3.4 §C.2.2.2).</summary>
internal enum MatchKind
{
    /// <summary>Equal, or with wildcards.</summary>
    Text,
    /// <summary>A person's name.</summary>
    Name,
    /// <summary>A day or a range of days.</summary>
    Date,
    /// <summary>One of several identifiers.</summary>
    Uid,
    /// <summary>A whole number.</summary>
    Number,
    /// <summary>One value of a column that holds several.</summary>
    OneOfList,
}
