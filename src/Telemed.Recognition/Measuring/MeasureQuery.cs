using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;

namespace Telemed.Recognition.Measuring;

/// <summary>Whose figures, of which months, narrowed to what.</summary>
/// <param name="From">First month, <c>2026-01</c>; that of January of this year without.</param>
/// <param name="To">Last month, inclusive; this one without.</param>
public sealed record MeasureFilter(
    string? From, string? To, string? By, string? Institution, string? Item, string? Relation, string? Specialty, string? Reason, string? Key, string? Measure, int? Limit, string? Cursor)
{
    internal static Paging<(string At, string Check, string Item)> List { get; } = new("measured", 50, 200, parts =>
        parts is [var at, { Length: > 0 } check, var item] && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, out _) ? (at, check, item) : null);

    public void Validate(FieldErrors errors)
    {
        if (!string.IsNullOrEmpty(From) && Months.Parse(From) is null) errors.Invalid("from");
        if (!string.IsNullOrEmpty(To) && Months.Parse(To) is null) errors.Invalid("to");
        Named.Check<Dimension>(errors, "by", By);
        List.Check(errors, Limit, Cursor);
        foreach (var (name, text) in new[] { ("institution", Institution), ("item", Item), ("relation", Relation), ("specialty", Specialty), ("reason", Reason), ("key", Key) })
            errors.Optional(name, text, 100);
    }
}

/// <summary>A filter within the caller's rights, as conditions of a statement over counts or moments (<c>m</c>) and cells (<c>c</c>).</summary>
internal sealed class MeasureQuery
{
    private readonly List<string> conditions = ["m.month BETWEEN @from AND @to"];
    private readonly Dictionary<string, object> values = [];

    private MeasureQuery(Dimension by) => By = by;

    public Dimension By { get; }

    /// <summary>Column of the dimension.</summary>
    public string Column => Of(By);

    public string Where => string.Join(" AND ", conditions);

    /// <summary>Null when figures are none of this caller's business: they are for the health authority and the insurer of an area and the office of an institution.</summary>
    public static MeasureQuery? For(Caller caller, MeasureFilter filter, DateTimeOffset now)
    {
        var query = new MeasureQuery(Named.Read<Dimension>(filter.By) ?? Dimension.None);
        if ((caller.Is(Role.HealthAuthority) || caller.Is(Role.Insurer)) && caller.AreaCode is { Length: 2 or 4 or 6 } area) query.And("c.area LIKE @area", "@area", area + "%");
        else if (caller.Is(Role.Office) && caller.InstitutionId is { } own) query.And("c.institution=@own", "@own", own);
        else return null;
        var thisMonth = Months.Of(now);
        query.values["@from"] = Months.Parse(filter.From) ?? (thisMonth / 100 * 100) + 1;
        query.values["@to"] = Months.Parse(filter.To) ?? thisMonth;
        query.Equal("institution", filter.Institution);
        query.Equal("item", filter.Item);
        query.Equal("relation", filter.Relation);
        query.Equal("specialty", filter.Specialty);
        query.Equal("reason", filter.Reason);
        if (query.By == Dimension.Month && Months.Parse(filter.Key) is { } month) query.And("m.month=@key", "@key", month);
        else if (filter.Key is not null && query.By is not (Dimension.None or Dimension.Month)) query.And($"{query.Column}=@key", "@key", filter.Key);
        return query;
    }

    public void And(string condition, string name, object value)
    {
        conditions.Add(condition);
        values[name] = value;
    }

    public SqliteCommand Command(SqliteConnection db, string sql)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        return command;
    }

    private void Equal(string column, string? value)
    {
        if (!string.IsNullOrEmpty(value)) And($"c.{column}=@{column}", $"@{column}", value);
    }

    private static string Of(Dimension by) => by switch
    {
        Dimension.Month => "m.month",
        Dimension.None => "''",
        _ => "c." + by.ToString().ToLower(CultureInfo.InvariantCulture),
    };
}
