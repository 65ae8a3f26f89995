using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Examinations.Keeping;
using Telemed.Examinations.Reading;
using Telemed.Examinations.Reporting;
using Telemed.ReadModel;

namespace Telemed.Examinations.Critical;

/// <summary>The patient of a critical value, for those who call the ward.</summary>
public sealed record CriticalPatient(string Id, string Name, Sex Sex, int? Age, string MaskedIdNumber);

/// <summary>A result with a critical value. Patient and values are left out for a health authority.</summary>
/// <param name="Values">Those that are critical.</param>
public sealed record CriticalItem(
    string Id, long Version, string? PatientId, CriticalPatient? Patient, string InstitutionId, string? InstitutionName, CodeView? Item, CodeView? Local, ResultCategory Category,
    DateTimeOffset PerformedAt, string? Summary, IReadOnlyList<ValueView>? Values, CriticalView Critical);

/// <summary>Critical values of an institution: the oldest that waits comes first, of the confirmed the newest.</summary>
public sealed record ListCritical(Caller Caller, string? InstitutionId, bool? Open, int? Limit, Language Language) : IRequest<Answer<Page<CriticalItem>>>, IValidated
{
    internal const int Most = 200;

    public void Validate(FieldErrors errors) => Paging.Limit(errors, Limit, Most);
}

internal sealed class ListCriticalHandler(ProjectionEngine readModel, ResultTables tables, ResultViews views, IPatients patients, IDirectory directory, IAccountDirectory accounts, TimeProvider time)
    : IRequestHandler<ListCritical, Answer<Page<CriticalItem>>>
{
    public async Task<Answer<Page<CriticalItem>>> Handle(ListCritical request, CancellationToken cancellationToken)
    {
        var caller = request.Caller;
        var institution = string.IsNullOrEmpty(request.InstitutionId) ? caller.InstitutionId : request.InstitutionId;
        var own = institution is not null && ResultWriter.InstitutionOf(caller) == institution;
        if (!own && !(caller.Is(Role.HealthAuthority) && caller.AreaCode is { } area && institution is not null && directory.Supervises(area, institution))) return Problem.Forbidden;
        var rows = Rows(institution!, request.Open != false, request.Limit ?? ListCritical.Most);
        var people = own ? await patients.Find([.. rows.Select(r => r.Patient).Distinct()], cancellationToken) : new Dictionary<string, PatientSummary>();
        var items = new List<CriticalItem>(rows.Count);
        foreach (var row in rows) items.Add(await Item(row, institution!, own ? people.GetValueOrDefault(row.Patient) : null, own, request.Language, cancellationToken));
        return Answer<Page<CriticalItem>>.Ok(new(items, null));
    }

    /// <summary>Few wait: version and values are read from the result's own facts.</summary>
    private async ValueTask<CriticalItem> Item(Row row, string institution, PatientSummary? person, bool own, Language language, CancellationToken cancellationToken)
    {
        var loaded = await tables.Load(row.Result, cancellationToken);
        var patient = person is null ? null : new CriticalPatient(person.Id, person.Name, person.Sex, person.AgeOn(ChinaTime.Day(time.GetUtcNow())), person.MaskedIdNumber);
        var values = loaded?.State.Report?.Content.Values.Where(v => v.Flag == ValueFlag.Critical).Select(ValueView.Of);
        var critical = new CriticalView(
            null, row.Since, row.Due, row.Breached, row.Confirmed, own ? row.Handling : null, row.By is { } by ? (await accounts.Find(by, cancellationToken))?.DisplayName : null);
        return new(
            row.Result, loaded?.Version ?? 0, own ? row.Patient : null, patient, institution, directory.Institution(institution)?.Name,
            views.ItemOf(tables.StandardOf(institution, row.Item), language), row.Item.IsStandard() ? null : new(row.Item.Code, row.Item.Name, row.Item.System), row.Category, row.Performed,
            own ? row.Summary : null, own && values is not null ? [.. values] : null, critical);
    }

    private List<Row> Rows(string institution, bool open, int limit)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = $"""
            SELECT result, patient, system, code, name, category, performed, summary, since, due, breached, confirmed, by_account, handling FROM result_critical
            WHERE institution=@institution AND confirmed IS {(open ? "NULL ORDER BY since, result" : "NOT NULL ORDER BY confirmed DESC, result")} LIMIT @limit
            """;
        command.Parameters.AddWithValue("@institution", institution);
        command.Parameters.AddWithValue("@limit", limit);
        using var row = command.ExecuteReader();
        var found = new List<Row>();
        while (row.Read())
            found.Add(new(
                row.GetString(0), row.GetString(1), new(row.GetString(2), row.GetString(3), Text(row, 4)), Words<ResultCategory>.Read(row.GetString(5))!.Value, row.GetDateTimeOffset(6),
                Text(row, 7), row.GetDateTimeOffset(8), row.GetDateTimeOffset(9), Time(row, 10), Time(row, 11), Text(row, 12), Text(row, 13)));
        return found;
    }

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Time(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDateTimeOffset(column);

    private sealed record Row(
        string Result, string Patient, ItemRef Item, ResultCategory Category, DateTimeOffset Performed, string? Summary, DateTimeOffset Since, DateTimeOffset Due,
        DateTimeOffset? Breached, DateTimeOffset? Confirmed, string? By, string? Handling);
}

internal static class ListCriticalEndpoint
{
    public static void Map(RouteGroupBuilder results) => results.MapGet("critical", Get);

    private static async Task<IResult> Get(string? institutionId, bool? open, int? limit, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListCritical(http.Caller(), institutionId, open, limit, http.Language()), cancellationToken)).ToResult(http);
}
