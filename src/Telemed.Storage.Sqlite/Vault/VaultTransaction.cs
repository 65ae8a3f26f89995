using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>Writes persons inside one transaction after another, on the one writing connection.</summary>
internal sealed class VaultTransaction : IGroupTransaction
{
    private const int KeyLength = 32;
    private readonly SqliteConnection db;
    private readonly byte[] wrappingKey;
    private readonly SqliteCommand readKey, insertKey, upsertField, insertEntry;
    private readonly SqliteCommand[] erase;
    private readonly Action<string> written;
    private readonly List<string> touched = [];
    private bool erased;

    /// <param name="connection">Owned from now on.</param>
    /// <param name="wrappingKey">Wraps the keys of the subjects.</param>
    /// <param name="written">Hears of every subject that a commit has changed.</param>
    public VaultTransaction(SqliteConnection connection, byte[] wrappingKey, Action<string> written)
    {
        db = connection;
        this.written = written;
        this.wrappingKey = wrappingKey;
        readKey = db.Prepare("SELECT key FROM subjects WHERE subject=@subject", "@subject");
        insertKey = db.Prepare("INSERT INTO subjects VALUES (@subject, @key)", "@subject", "@key");
        upsertField = db.Prepare(
            "INSERT INTO fields VALUES (@subject, @field, @value) ON CONFLICT DO UPDATE SET value=excluded.value", "@subject", "@field", "@value");
        insertEntry = db.Prepare("INSERT OR IGNORE INTO entries VALUES (@blind, @subject)", "@blind", "@subject");
        erase =
        [
            db.Prepare("DELETE FROM subjects WHERE subject=@subject", "@subject"),
            db.Prepare("DELETE FROM fields WHERE subject=@subject", "@subject"),
            db.Prepare("DELETE FROM entries WHERE subject=@subject", "@subject"),
        ];
    }

    public void Begin() => db.Run("BEGIN IMMEDIATE");

    public void Commit() => db.Run("COMMIT");

    public void Rollback()
    {
        touched.Clear();
        if (SQLitePCL.raw.sqlite3_get_autocommit(db.Handle) == 0) db.Run("ROLLBACK");
    }

    /// <summary>After an erasure the old pages in the write-ahead log go too.</summary>
    public void Committed()
    {
        foreach (var subject in touched) written(subject);
        touched.Clear();
        if (erased) erased = db.Scalar("PRAGMA wal_checkpoint(TRUNCATE)") is not 0L;   // busy with a reader: a later commit does it
    }

    /// <returns>What is wrong with the stored key; null when the fields are written.</returns>
    public VaultDamagedException? Put(string subject, IReadOnlyDictionary<string, string> fields, IReadOnlyList<string> blinds)
    {
        byte[] key;
        try
        {
            key = KeyOf(subject);
        }
        catch (CryptographicException)
        {
            return new(subject, null);   // its own caller's trouble: the rest of the group goes on
        }
        touched.Add(subject);
        foreach (var (field, value) in fields)
            upsertField.With(subject, field, Seal.Close(key, Encoding.UTF8.GetBytes(value), subject, field)).ExecuteNonQuery();
        foreach (var blind in blinds) insertEntry.With(blind, subject).ExecuteNonQuery();
        return null;
    }

    /// <summary>Puts a person as another vault has sealed it.</summary>
    public bool PutSealed(SealedPerson person)
    {
        foreach (var command in erase) command.With(person.Subject).ExecuteNonQuery();
        insertKey.With(person.Subject, person.Key).ExecuteNonQuery();
        foreach (var (field, value) in person.Fields) upsertField.With(person.Subject, field, value).ExecuteNonQuery();
        foreach (var blind in person.Blinds) insertEntry.With(blind, person.Subject).ExecuteNonQuery();
        touched.Add(person.Subject);
        return true;
    }

    /// <returns>Whether there was nobody in the vault, so that it could take the keys.</returns>
    public bool Take(VaultKeys keys)
    {
        if (db.Scalar("SELECT 1 FROM subjects LIMIT 1") is not null) return false;
        VaultFile.Write(db, keys);
        return true;
    }

    /// <returns>How many subjects lie under the next keys now.</returns>
    public int Rotate(VaultKeys keys, VaultKeys next)
    {
        var subjects = new List<(string Subject, byte[] Key)>();
        using (var all = db.Prepare("SELECT subject, key FROM subjects"))
        using (var rows = all.ExecuteReader())
            while (rows.Read()) subjects.Add((rows.GetString(0), rows.GetFieldValue<byte[]>(1)));
        using var update = db.Prepare("UPDATE subjects SET key=@key WHERE subject=@subject", "@key", "@subject");
        foreach (var (subject, key) in subjects) update.With(keys.Reseal(key, subject, next), subject).ExecuteNonQuery();
        VaultFile.Write(db, next);
        erased = true;   // the old seals go from the write-ahead log too
        return subjects.Count;
    }

    /// <returns>Whether there was anything.</returns>
    public bool Erase(string subject)
    {
        var known = readKey.With(subject).ExecuteScalar() is not null;
        foreach (var command in erase) command.With(subject).ExecuteNonQuery();
        touched.Add(subject);
        erased = true;
        return known;
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[readKey, insertKey, upsertField, insertEntry, .. erase]) command.Dispose();
        db.Dispose();
    }

    private byte[] KeyOf(string subject)
    {
        if (readKey.With(subject).ExecuteScalar() is byte[] wrapped) return Seal.Open(wrappingKey, wrapped, subject);
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        insertKey.With(subject, Seal.Close(wrappingKey, key, subject)).ExecuteNonQuery();
        return key;
    }
}
