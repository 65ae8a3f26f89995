using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>Reads and opens persons, on read-only connections that are reused.</summary>
internal sealed class VaultReaders(string path, byte[] wrappingKey) : IDisposable
{
    private readonly ConcurrentBag<Reader> idle = [];
    private volatile bool disposed;

    /// <exception cref="VaultDamagedException">Something does not authenticate.</exception>
    public Dictionary<string, IReadOnlyDictionary<string, string>> Read(IEnumerable<string> subjects) => Use(reader =>
    {
        var found = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var subject in subjects)
        {
            if (Open(reader.Fields, subject) is { } fields) found[subject] = fields;
        }
        return found;
    });

    public List<string> Find(string blind) => Use(reader =>
    {
        using var rows = reader.Entries.With(blind).ExecuteReader();
        var found = new List<string>();
        while (rows.Read()) found.Add(rows.GetString(0));
        return found;
    });

    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var reader)) reader.Dispose();
    }

    private Dictionary<string, string>? Open(SqliteCommand query, string subject)
    {
        Dictionary<string, string>? fields = null;
        byte[] key = [];
        string? field = null;
        using var rows = query.With(subject).ExecuteReader();
        try
        {
            while (rows.Read())
            {
                if (fields is null)
                {
                    key = Seal.Open(wrappingKey, rows.GetFieldValue<byte[]>(0), subject);
                    fields = [];
                }
                if (rows.IsDBNull(1)) continue;
                field = rows.GetString(1);
                fields[field] = Encoding.UTF8.GetString(Seal.Open(key, rows.GetFieldValue<byte[]>(2), subject, field));
            }
            return fields;
        }
        catch (CryptographicException)
        {
            throw new VaultDamagedException(subject, field);
        }
    }

    private T Use<T>(Func<Reader, T> read)
    {
        ObjectDisposedException.ThrowIf(disposed, typeof(SqlitePersonVault));
        var reader = idle.TryTake(out var free) ? free : new(VaultFile.Kind.OpenReader(path));
        try
        {
            return read(reader);
        }
        finally
        {
            idle.Add(reader);
            if (disposed) Dispose();
        }
    }

    private sealed class Reader(SqliteConnection db) : IDisposable
    {
        public SqliteCommand Fields { get; } = db.Prepare(
            "SELECT s.key, f.field, f.value FROM subjects s LEFT JOIN fields f ON f.subject = s.subject WHERE s.subject=@subject", "@subject");

        public SqliteCommand Entries { get; } = db.Prepare("SELECT subject FROM entries WHERE blind=@blind ORDER BY subject", "@blind");

        public void Dispose()
        {
            Fields.Dispose();
            Entries.Dispose();
            db.Dispose();
        }
    }
}
