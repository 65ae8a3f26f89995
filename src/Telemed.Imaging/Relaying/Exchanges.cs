using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Imaging.Studies;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Imaging.Relaying;

/// <summary>Says which studies go from institution to institution over another platform: those that are sent there, and those that it sends here.</summary>
internal sealed class Exchanges : IProjection
{
    public string Name => "study-exchanges";

    public int Version => 1;

    public void CreateTables(SqliteConnection db) { }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != StudyRules.Category) return;
        foreach (var fact in projecting.Facts(append, StudyRules.Aggregate.Format))
            if (Parties(fact, append.Context.Actor.InstitutionId) is { From: { } from, To: var to })
                projecting.Publish(new StudyExchanged(append.Stream.Id, from, to, append.Context.At));
    }

    private static (string? From, string To)? Parties(StudyEvent fact, string? by) => fact switch
    {
        StudyEvent.OpenedByPeer e => (e.SenderId, e.InstitutionId),
        StudyEvent.SendAsked { Peer: not null } e => (by, e.ReceiverId),
        StudyEvent.SendAsked e when e.DestinationId.StartsWith("peer:", StringComparison.Ordinal) => (by, e.ReceiverId),   // before the platform was kept with it
        _ => null,
    };
}
