using Telemed.Kernel;

namespace Telemed.Storage.Sqlite.Tests;

/// <summary>A kill of the process cannot show a missing sync, so the settings that bring it are looked at.</summary>
public sealed class DurabilityTests : IDisposable
{
    private const long Full = 2;
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_log_syncs_at_every_commit_when_new_and_when_opened_again()
    {
        for (var i = 0; i < 2; i++)
        {
            using var db = LogFile.Kind.OpenWriter(folder["events.db"]);
            Assert.Equal(("wal", Full), (db.Scalar("PRAGMA journal_mode"), db.Scalar("PRAGMA synchronous")));
        }
    }

    [Fact]
    public void The_vault_syncs_at_every_commit_and_overwrites_what_it_deletes()
    {
        for (var i = 0; i < 2; i++)
        {
            using var db = VaultFile.OpenWriter(folder["vault.db"], MasterKey.FromBase64(Convert.ToBase64String(new byte[MasterKey.Length]))).Db;
            Assert.Equal(("wal", Full, 1L), (db.Scalar("PRAGMA journal_mode"), db.Scalar("PRAGMA synchronous"), db.Scalar("PRAGMA secure_delete")));
        }
    }
}
