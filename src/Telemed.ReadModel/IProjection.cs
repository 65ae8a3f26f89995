using Microsoft.Data.Sqlite;
using Telemed.Kernel;

namespace Telemed.ReadModel;

/// <summary>Tables that are computed from the log and from nothing else.</summary>
/// <remarks>Called on one thread, in log order, each append once. No clock, no outside call: the same log must give the same tables.
/// What throws here stops the read model, because a skipped fact would be a silent lie.</remarks>
public interface IProjection
{
    /// <summary>Unique among the projections of a read model.</summary>
    string Name { get; }

    /// <summary>Raised when tables or meaning change; the read model is then rebuilt at the next start.</summary>
    int Version { get; }

    /// <summary>Creates the tables, empty, in a file without any of them.</summary>
    void CreateTables(SqliteConnection db);

    /// <summary>Takes one append of any stream; ignores those of no interest.</summary>
    void Apply(Projecting projecting, StoredAppend append);

    /// <summary>Takes a fact that a projection published, inside the same transaction.</summary>
    void Apply(Projecting projecting, object fact) { }

    /// <summary>Called behind the last fact that an append made projections publish: for those who want its facts together.</summary>
    void Complete(Projecting projecting) { }

    /// <summary>The transaction did not happen: whatever a projection keeps in memory beside <see cref="Projecting.Remember"/> since the last commit is not so. The same appends come again.</summary>
    void Forget() { }
}
