using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Governance.ReadingAccess;

/// <summary>Who looked at a patient's data: for the patient and for the auditor (个人信息保护法 art. 45; GY-26.1).</summary>
public sealed record GetReads(Caller Caller, string PatientId, int Limit, string? Cursor) : IRequest<Answer<Page<ReadRow>>>;

/// <summary>One look.</summary>
public sealed record ReadRow(DateTimeOffset At, string AccountId, string? Name, string? InstitutionName, string What, string Purpose, string? CaseId);

internal sealed class GetReadsHandler(ProjectionEngine readModel, IAccountDirectory accounts, IDirectory directory) : IRequestHandler<GetReads, Answer<Page<ReadRow>>>
{
    public async Task<Answer<Page<ReadRow>>> Handle(GetReads request, CancellationToken cancellationToken)
    {
        if (!request.Caller.Is(Role.Auditor) && !(request.Caller.Is(Role.Resident) && request.Caller.PatientId == request.PatientId)) return Problem.NotFound;
        var rows = new List<ReadRow>();
        long last = 0;
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT id, at, account, institution, what, purpose, case_id FROM patient_reads WHERE patient=@patient AND id<@before ORDER BY id DESC LIMIT @limit";
        command.Parameters.AddWithValue("@patient", request.PatientId);
        command.Parameters.AddWithValue("@before", long.TryParse(request.Cursor, CultureInfo.InvariantCulture, out var before) ? before : long.MaxValue);
        command.Parameters.AddWithValue("@limit", request.Limit);
        using var found = command.ExecuteReader();
        while (found.Read())
        {
            last = found.GetInt64(0);
            var account = await accounts.Find(found.GetString(2), cancellationToken);
            rows.Add(new(found.GetDateTimeOffset(1), found.GetString(2), account?.DisplayName,
                Text(found, 3) is { } institution ? directory.Institution(institution)?.Name : null, found.GetString(4), found.GetString(5), Text(found, 6)));
        }
        return Answer<Page<ReadRow>>.Ok(new(rows, rows.Count < request.Limit ? null : last.ToString(CultureInfo.InvariantCulture)));
    }

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

internal static class GetReadsEndpoint
{
    public static void Map(RouteGroupBuilder signedIn) => signedIn.MapGet("audit", Get);

    private static async Task<IResult> Get(string patientId, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new GetReads(http.Caller(), patientId, Math.Clamp(limit ?? 50, 1, 200), cursor), ct)).ToResult(http);
}
