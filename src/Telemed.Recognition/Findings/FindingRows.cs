using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Recognition.Findings;

/// <summary>A finding as it lies in the read model. It names no patient.</summary>
internal sealed record FindingRow(
    string Id, DateTimeOffset At, string InstitutionId, string AreaCode, string ItemCode, string CheckId, string Number, string? PriorInstitutionId, DateTimeOffset? PriorAt, decimal? Fee,
    string? ReasonCode, string? Answer, string? AnsweredBy, DateTimeOffset? AnsweredAt)
{
    /// <summary>Who may know of it: those who supervise the institution, and its own people.</summary>
    public bool SeenBy(Caller caller) =>
        (caller.Is(Role.HealthAuthority) || caller.Is(Role.Insurer)) && caller.AreaCode is { Length: 2 or 4 or 6 } area && AreaCode.StartsWith(area, StringComparison.Ordinal)
        || Own(caller);

    public bool Own(Caller caller) => (caller.Is(Role.Office) || caller.Is(Role.Physician)) && caller.InstitutionId == InstitutionId;
}

internal sealed class FindingRows(ProjectionEngine engine)
{
    private const string Columns = "id, at, institution, area, item, check_id, number, prior_institution, prior_at, fee, reason, answer, answered_by, answered_at";

    public FindingRow? Find(string id)
    {
        using var db = engine.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM recognition_findings WHERE id=@id";
        command.Parameters.AddWithValue("@id", id);
        using var row = command.ExecuteReader();
        return row.Read() ? Row(row) : null;
    }

    /// <summary>Newest first, behind a place in the list.</summary>
    public List<FindingRow> Of(string? area, string? institution, DateTimeOffset? from, DateTimeOffset? to, (DateTimeOffset At, string Id)? after, int limit)
    {
        using var db = engine.OpenReader();
        using var command = db.CreateCommand();
        List<string> conditions = ["1"];
        void And(string condition, string name, object value)
        {
            conditions.Add(condition);
            command.Parameters.AddWithValue(name, value);
        }
        if (area is not null) And("area LIKE @area", "@area", area + "%");
        if (institution is not null) And("institution=@institution", "@institution", institution);
        if (from is { } since) And("at>=@from", "@from", since.ToUniversalTime());
        if (to is { } until) And("at<@to", "@to", until.ToUniversalTime());
        if (after is { } place)
        {
            And("(at, id)<(@at, @id)", "@at", place.At.ToUniversalTime());
            command.Parameters.AddWithValue("@id", place.Id);
        }
        command.CommandText = $"SELECT {Columns} FROM recognition_findings WHERE {string.Join(" AND ", conditions)} ORDER BY at DESC, id DESC LIMIT @limit";
        command.Parameters.AddWithValue("@limit", limit);
        using var rows = command.ExecuteReader();
        var found = new List<FindingRow>();
        while (rows.Read()) found.Add(Row(rows));
        return found;
    }

    private static FindingRow Row(SqliteDataReader row) => new(
        row.GetString(0), row.GetDateTimeOffset(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), Text(row, 7), Moment(row, 8),
        Text(row, 9) is { } fee ? decimal.Parse(fee, CultureInfo.InvariantCulture) : null, Text(row, 10), Text(row, 11), Text(row, 12), Moment(row, 13));

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Moment(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDateTimeOffset(column);
}
