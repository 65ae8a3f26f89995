using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;
using static Telemed.Capacity.RosterEvent;

namespace Telemed.Capacity.Rostering;

/// <summary>Shifts by institution and time; and calls to whoever is on duty when an emergency comes in.</summary>
/// <remarks>Who is called follows from the shifts as the log had them by then: a read model made anew calls the same.</remarks>
internal sealed class RosterProjection : IProjection
{
    /// <summary>Ticks: no shift that began earlier can still run.</summary>
    public const long LongestShift = TimeSpan.TicksPerDay;

    private const string OnDuty = """
        SELECT nullif(json_group_array(practitioner), '[]') FROM (SELECT DISTINCT practitioner FROM duty_shifts
          WHERE institution=?1 AND start>?2 AND start<=?3 AND ends>?3 AND services&?4 AND line=?5 ORDER BY practitioner)
        """;

    public string Name => "rosters";

    public int Version => 2;

    /// <summary>A kind of service as one bit.</summary>
    public static long Bit(ServiceKind service) => 1L << (int)service;

    /// <summary>Changes with every shift and with every reader's load.</summary>
    public static string Topic(string institutionId) => $"roster:{institutionId}";

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE duty_weeks (id TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE duty_shifts (institution TEXT NOT NULL, start INTEGER NOT NULL, id TEXT NOT NULL, ends INTEGER NOT NULL, practitioner TEXT NOT NULL,
              services INTEGER NOT NULL, line INTEGER NOT NULL, week TEXT NOT NULL, shift TEXT NOT NULL, PRIMARY KEY (institution, start, id)) STRICT, WITHOUT ROWID;
            CREATE INDEX duty_shifts_of_week ON duty_shifts (week, id);
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != RosterRules.Category) return;
        var week = append.Stream.Id;
        var institution = RosterRules.InstitutionOf(week);
        projecting.Execute("INSERT INTO duty_weeks VALUES (?1, ?2) ON CONFLICT DO UPDATE SET version=excluded.version", week, append.Version);
        foreach (var fact in projecting.Facts(append, RosterRules.Aggregate.Format))
        {
            if (fact is ShiftChanged or ShiftRemoved) projecting.Execute("DELETE FROM duty_shifts WHERE week=?1 AND id=?2", week, IdOf(fact));
            if (fact is ShiftAdded added) Insert(projecting, institution, week, added.Shift);
            if (fact is ShiftChanged changed) Insert(projecting, institution, week, changed.Shift);
        }
        projecting.Knock(Topic(institution), append.Context.At);
    }

    /// <summary>An emergency calls the first line of its service, or the back-up where nobody else is on duty; put before the head of the office, it calls the back-up too.</summary>
    public void Apply(Projecting projecting, object fact)
    {
        if (fact is not CaseStep { Category: "consultation", Case: { Urgency: Urgency.Emergency, ToId: { } asked } told } step) return;
        var called = step.Step switch
        {
            "submitted" or "redirected" => Called(projecting, asked, told.Kind, step.At, DutyLine.First) ?? Called(projecting, asked, told.Kind, step.At, DutyLine.Backup),
            "escalated" => Called(projecting, asked, told.Kind, step.At, DutyLine.Backup),
            _ => null,
        };
        if (called is not null) projecting.Publish(new DutyCalled(step.CaseId, called));
    }

    private static string IdOf(RosterEvent fact) => fact is ShiftChanged changed ? changed.Shift.Id : ((ShiftRemoved)fact).ShiftId;

    private static void Insert(Projecting projecting, string institution, string week, Shift shift) => projecting.Execute(
        "INSERT INTO duty_shifts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        institution, shift.Start.UtcTicks, shift.Id, shift.End.UtcTicks, shift.PractitionerId, shift.Services.Aggregate(0L, (bits, s) => bits | Bit(s)), (int)shift.Line, week,
        JsonSerializer.Serialize(shift, StoredJson.Options));

    private static string[]? Called(Projecting projecting, string institution, string kind, DateTimeOffset at, DutyLine line) =>
        projecting.Scalar<string>(OnDuty, institution, at.UtcTicks - LongestShift, at.UtcTicks, Bit(Enum.Parse<ServiceKind>(kind, ignoreCase: true)), (int)line) is { } ids
            ? JsonSerializer.Deserialize<string[]>(ids)
            : null;
}
