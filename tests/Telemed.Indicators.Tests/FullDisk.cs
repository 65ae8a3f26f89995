using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Indicators.Tests;

/// <summary>Stands behind every other projection: while it is full, what they wrote for an append is taken back.</summary>
internal sealed class FullDisk : IProjection
{
    private const int NoRoom = 13;

    /// <summary>Set from outside while the read model runs.</summary>
    public bool Full { get; set; }

    public string Name => "disk";

    public int Version => 1;

    public void CreateTables(SqliteConnection db) { }

    public void Apply(Projecting projecting, StoredAppend append) { }

    public void Complete(Projecting projecting)
    {
        if (Full) throw new SqliteException("full", NoRoom);
    }
}
