using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Consultations.Sessions;

/// <summary>Rings the topic of a room with every fact of it, and the inboxes of those who are called.</summary>
public sealed class SessionProjection : IProjection
{
    public string Name => "sessions";

    public int Version => 1;

    public void CreateTables(SqliteConnection db) { }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != Session.Aggregate.Category) return;
        foreach (var fact in projecting.Facts(append, Session.Aggregate.Format))
        {
            projecting.Ring($"session:{append.Stream.Id}", JsonNamingPolicy.CamelCase.ConvertName(fact.GetType().Name), append.Context.At, fact);
            if (fact is not SessionEvent.Called called) continue;
            foreach (var party in called.Parties)
                projecting.Ring($"inbox:{party.InstitutionId}", "called", append.Context.At, new
                {
                    caseId = append.Stream.Id,
                    number = called.Number,
                    kind = called.Kind,
                    urgency = called.Urgency,
                    forPractitioners = party.Practitioners,
                });
        }
    }
}
