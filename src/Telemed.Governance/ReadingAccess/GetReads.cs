using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Governance.ReadingAccess;

/// <summary>Who looked at a patient's data: for the patient and for the auditor (个人信息保护法 art. 45; GY-26.1). Without a patient a resident asks for the own, an auditor for all.</summary>
public sealed record GetReads(Caller Caller, string? PatientId, int? Limit, string? Cursor) : IRequest<Answer<Page<ReadRow>>>, IValidated
{
    internal static Paging<long> List { get; } = new("audit", 50, 200, parts =>
        parts is [var part] && long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null);

    public void Validate(FieldErrors errors) => List.Check(errors, Limit, Cursor);
}

/// <summary>One look.</summary>
public sealed record ReadRow(DateTimeOffset At, string PatientId, string AccountId, string? Name, string? InstitutionName, string What, string Purpose, string? CaseId);

internal sealed class GetReadsHandler(ProjectionEngine readModel, IAccountDirectory accounts, IDirectory directory) : IRequestHandler<GetReads, Answer<Page<ReadRow>>>
{
    public async Task<Answer<Page<ReadRow>>> Handle(GetReads request, CancellationToken cancellationToken)
    {
        var caller = request.Caller;
        var patient = request.PatientId ?? (caller.Is(Role.Resident) ? caller.PatientId : null);
        if (!caller.Is(Role.Auditor) && !(caller.Is(Role.Resident) && caller.PatientId == patient)) return patient is null ? Problem.Forbidden : Problem.NotFound;
        var rows = new List<ReadRow>();
        long last = 0;
        var take = GetReads.List.Take(request.Limit);
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = patient is null
            ? "SELECT id, at, account, institution, what, purpose, case_id, patient FROM patient_reads WHERE id<@before ORDER BY id DESC LIMIT @limit"
            : "SELECT id, at, account, institution, what, purpose, case_id, patient FROM patient_reads WHERE patient=@patient AND id<@before ORDER BY id DESC LIMIT @limit";
        if (patient is not null) command.Parameters.AddWithValue("@patient", patient);
        command.Parameters.AddWithValue("@before", GetReads.List.After(request.Cursor) ?? long.MaxValue);
        command.Parameters.AddWithValue("@limit", take);
        using var found = command.ExecuteReader();
        while (found.Read())
        {
            last = found.GetInt64(0);
            var account = await accounts.Find(found.GetString(2), cancellationToken);
            rows.Add(new(found.GetDateTimeOffset(1), found.GetString(7), found.GetString(2), account?.DisplayName,
                Text(found, 3) is { } institution ? directory.Institution(institution)?.Name : null, found.GetString(4), found.GetString(5), Text(found, 6)));
        }
        return Answer<Page<ReadRow>>.Ok(new(rows, rows.Count < take ? null : GetReads.List.Cursor($"{last}")));
    }

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

internal static class GetReadsEndpoint
{
    public static void Map(RouteGroupBuilder signedIn) => signedIn.MapGet("audit", Get);

    private static async Task<IResult> Get(string? patientId, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new GetReads(http.Caller(), patientId, limit, cursor), ct)).ToResult(http);
}
