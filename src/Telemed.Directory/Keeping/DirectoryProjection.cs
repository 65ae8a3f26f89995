using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Directory.Keeping;

/// <summary>One row per institution, alliance, agreement and practitioner with its present state; tells the memory of this node.</summary>
internal sealed class DirectoryProjection(DirectoryMemory memory) : IProjection
{
    public string Name => "directory";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = "CREATE TABLE directory (stream TEXT PRIMARY KEY, version INTEGER NOT NULL, state TEXT NOT NULL) STRICT, WITHOUT ROWID";
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        switch (append.Stream.Category)
        {
            case InstitutionRules.Category: memory.Put(append.Stream, append.Version, Fold(projecting, append, InstitutionRules.Aggregate)); break;
            case AllianceRules.Category: memory.Put(append.Stream, append.Version, Fold(projecting, append, AllianceRules.Aggregate)); break;
            case AgreementRules.Category: memory.Put(append.Stream, append.Version, Fold(projecting, append, AgreementRules.Aggregate)); break;
            case PractitionerRules.Category:
                memory.Put(append.Stream, append.Version, Fold(projecting, append, PractitionerRules.Aggregate));
                if (append.Version > 1) projecting.Knock($"practitioner:{append.Stream.Id}", append.Context.At);   // who moved or left may watch other things now
                break;
        }
    }

    private static TState Fold<TState, TEvent, TRefusal>(Projecting projecting, StoredAppend append, Aggregate<TState, TEvent, TRefusal> aggregate)
        where TState : class where TEvent : class where TRefusal : struct, Enum
    {
        var state = projecting.Scalar<string>("SELECT state FROM directory WHERE stream=?1", append.Stream.Value) is { } json
            ? JsonSerializer.Deserialize<TState>(json, StoredJson.Options)!
            : aggregate.Initial;
        foreach (var fact in projecting.Facts(append, aggregate.Format)) state = aggregate.Evolve(state, fact);
        projecting.Execute(
            "INSERT INTO directory VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET version=excluded.version, state=excluded.state",
            append.Stream.Value, append.Version, JsonSerializer.Serialize(state, StoredJson.Options));
        return state;
    }
}
