using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Opening;

namespace Telemed.Imaging.Querying;

/// <summary>A study in the list of the page.</summary>
/// <param name="PatientId">Patient ID of the study, as its institution gave it.</param>
/// <param name="StudyDate">As <c>20260801</c>.</param>
/// <param name="ReceivedAt">When its first object arrived, UTC.</param>
public sealed record StudyItem(
    string StudyInstanceUid, string? PatientId, string? PatientName, IReadOnlyList<string> Modalities, string? Description, string? StudyDate,
    string? InstitutionId, int SeriesCount, int InstanceCount, DateTimeOffset ReceivedAt);

/// <summary>Studies the caller may open, those received last first.</summary>
internal static class StudyListEndpoint
{
    private static readonly Paging<(string Received, string Study)> Studies = new("studies", 50, 200, parts =>
        parts is [{ Length: > 0 } received, { Length: > 0 } study] ? (received, study) : null);

    public static void Map(RouteGroupBuilder imaging) =>
        imaging.MapGet("studies", Get).WithSummary("Studies the caller may open").Produces<Page<StudyItem>>();

    private static IResult Get(string? patientId, int? limit, string? cursor, HttpContext http, ImagingIndex index, IStudyScopes scopes)
    {
        if (Studies.Refuses(limit, cursor) is { } refused) return refused.ToResult(http);
        int rows = Studies.Take(limit);
        var after = Studies.After(cursor) ?? ("", "");
        var scope = scopes.ScopeOf(http.Caller());
        var found = Query(index, scope.OwnInstitutionId ?? "", scope.Opened, patientId, after, rows + 1);
        bool more = found.Count > rows;
        if (more) found.RemoveAt(rows);
        return Results.Ok(new Page<StudyItem>([.. found.Select(row => row.Item)], more ? Studies.Cursor($"{found[^1].Received}|{found[^1].Item.StudyInstanceUid}") : null));
    }

    private static List<(StudyItem Item, string Received)> Query(
        ImagingIndex index, string own, IReadOnlyList<string> opened, string? patientId, (string Received, string Study) after, int rows)
    {
        using var db = index.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = $"""
            SELECT study, patient_id, patient_name, modalities, description, study_date, institution, series_count, instance_count, received FROM studies
            WHERE (institution = @own OR study IN (SELECT value FROM json_each(@open)))
              {(string.IsNullOrEmpty(patientId) ? "" : "AND patient_id = @patient")}
              {(after.Received.Length == 0 ? "" : "AND (received, study) < (@received, @study)")}
            ORDER BY received DESC, study DESC LIMIT @rows
            """;
        command.Parameters.AddWithValue("@own", own);
        command.Parameters.AddWithValue("@open", JsonSerializer.Serialize(opened));
        command.Parameters.AddWithValue("@patient", patientId ?? "");
        command.Parameters.AddWithValue("@received", after.Received);
        command.Parameters.AddWithValue("@study", after.Study);
        command.Parameters.AddWithValue("@rows", rows);
        using var reader = command.ExecuteReader();
        var found = new List<(StudyItem, string)>();
        while (reader.Read()) found.Add((Item(reader), reader.GetString(9)));
        return found;
    }

    private static StudyItem Item(SqliteDataReader row) => new(
        row.GetString(0), Text(row, 1), Text(row, 2)?.TrimEnd('='), (Text(row, 3) ?? "").Split('\\', StringSplitOptions.RemoveEmptyEntries), Text(row, 4), Text(row, 5),
        Text(row, 6), row.GetInt32(7), row.GetInt32(8), DateTimeOffset.Parse(row.GetString(9), CultureInfo.InvariantCulture));

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
