using Microsoft.Data.Sqlite;
using Telemed.Cases.Listing;
using Telemed.Contracts;
using Telemed.Examinations.Keeping;
using Telemed.Kernel;
using Telemed.ReadModel;
using static Telemed.Examinations.ResultEvent;

namespace Telemed.Examinations.Critical;

/// <summary>Critical values, their clocks, and the bell of the institution that answers for them.</summary>
internal sealed class CriticalProjection : IProjection
{
    public string Name => "critical-values";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE result_critical (result TEXT PRIMARY KEY, institution TEXT NOT NULL, patient TEXT NOT NULL, system TEXT NOT NULL, code TEXT NOT NULL, name TEXT,
              category TEXT NOT NULL, performed TEXT NOT NULL, summary TEXT, since TEXT NOT NULL, due TEXT NOT NULL, breached TEXT, confirmed TEXT, by_account TEXT, handling TEXT) STRICT, WITHOUT ROWID;
            CREATE INDEX result_critical_of ON result_critical (institution, confirmed, since, result);
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != Result.Category) return;
        ResultContent? said = null;
        foreach (var fact in projecting.Facts(append, Result.Aggregate.Format))
            switch (fact)
            {
                case Reported e:
                    said = e.Result.Content;
                    break;
                case Corrected e:
                    said = e.Content;
                    break;
                case CriticalFound e:
                    Found(projecting, append, e, said!);
                    break;
                case CriticalConfirmed e:
                    projecting.Execute("UPDATE result_critical SET confirmed=?2, by_account=?3, handling=?4 WHERE result=?1", append.Stream.Id, e.At, e.By, e.Handling);
                    Stop(projecting, append.Stream.Id);
                    Ring(projecting, append, "criticalConfirmed", e.At);
                    break;
                case CriticalBreached e:
                    projecting.Execute("UPDATE result_critical SET breached=?2 WHERE result=?1", append.Stream.Id, e.At);
                    Stop(projecting, append.Stream.Id);
                    Ring(projecting, append, "criticalBreached", e.At);
                    break;
                case Voided:
                    if (projecting.Change("DELETE FROM result_critical WHERE result=?1", append.Stream.Id) > 0) Stop(projecting, append.Stream.Id);
                    break;
            }
    }

    private static void Found(Projecting projecting, StoredAppend append, CriticalFound e, ResultContent content)
    {
        var id = append.Stream.Id;
        projecting.Execute("DELETE FROM result_critical WHERE result=?1", id);
        projecting.Execute(
            """
            INSERT INTO result_critical (result, institution, patient, system, code, name, category, performed, summary, since, due)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """,
            id, append.Context.Actor.InstitutionId, e.Of.PatientId, content.Item.System, content.Item.Code, content.Item.Name, Reporting.Words<ResultCategory>.Of(content.Category),
            e.Of.PerformedAt, ResultShown.Of(content, null)?.Summary, e.At, e.DueAt);
        Stop(projecting, id);
        CaseLists.Move(projecting, Result.Category, null, Clocked(id, (Result.CriticalClock, e.DueAt)));
        Ring(projecting, append, "criticalValue", e.At);
    }

    private static void Stop(Projecting projecting, string id) =>
        CaseLists.Move(projecting, Result.Category, Clocked(id, (Result.CriticalClock, default)), Clocked(id));

    private static ListedCase Clocked(string id, params IReadOnlyList<(string Name, DateTimeOffset Due)> clocks) => new(id, [], [], 0, 0, 0, 0, clocks);

    /// <summary>No value and no name: who hears it asks for the result.</summary>
    private static void Ring(Projecting projecting, StoredAppend append, string type, DateTimeOffset at)
    {
        var id = append.Stream.Id;
        if (projecting.Scalar<string>("SELECT institution FROM result_critical WHERE result=?1", id) is not { } institution) return;
        projecting.Ring($"inbox:{institution}", type, at, new
        {
            resultId = id,
            patientId = projecting.Scalar<string>("SELECT patient FROM result_critical WHERE result=?1", id),
            itemCode = projecting.Scalar<string>("SELECT code FROM result_critical WHERE result=?1", id),
            version = append.Version,
        });
    }
}
