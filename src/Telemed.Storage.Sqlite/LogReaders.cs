using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>A page of appends with the position of the last.</summary>
internal readonly record struct LogPage(List<StoredAppend> Appends, long LastPosition, bool AtEnd);

/// <summary>Read-only connections, reused; each page is a short read transaction of its own.</summary>
internal sealed class LogReaders(string path) : IDisposable
{
    private const int MostBytesInPage = 4 << 20;
    private readonly ConcurrentBag<Reader> idle = [];
    private volatile bool disposed;

    /// <summary>Appends of one stream above a version.</summary>
    public LogPage Stream(StreamId stream, long afterVersion, int most) =>
        Use(reader => reader.Page(reader.ByStream.With(stream.Value, afterVersion, (long)most), most, 0));

    /// <summary>Appends of all streams above a position.</summary>
    public LogPage All(long afterPosition, int most) =>
        Use(reader => reader.Page(reader.ByPosition.With(afterPosition, (long)most), most, afterPosition));

    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var reader)) reader.Dispose();
    }

    private T Use<T>(Func<Reader, T> read)
    {
        ObjectDisposedException.ThrowIf(disposed, typeof(SqliteEventLog));
        var reader = idle.TryTake(out var free) ? free : new(LogFile.Kind.OpenReader(path));
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
        public SqliteCommand ByStream { get; } = db.Prepare(
            "SELECT position, body, previous, hash FROM appends WHERE stream=(SELECT id FROM streams WHERE name=@stream) AND version>@after ORDER BY version LIMIT @most", "@stream", "@after", "@most");

        public SqliteCommand ByPosition { get; } = db.Prepare(
            "SELECT position, body, previous, hash FROM appends WHERE position>@after ORDER BY position LIMIT @most", "@after", "@most");

        public LogPage Page(SqliteCommand query, int most, long after)
        {
            var page = new List<StoredAppend>();
            var bytes = 0;
            using var rows = query.ExecuteReader();
            while (rows.Read())
            {
                after = rows.GetInt64(0);
                var body = rows.GetFieldValue<byte[]>(1);
                page.Add(AppendBody.Read(body, rows.GetFieldValue<byte[]>(2), rows.GetFieldValue<byte[]>(3)));
                if ((bytes += body.Length) > MostBytesInPage) return new(page, after, AtEnd: false);
            }
            return new(page, after, AtEnd: page.Count < most);
        }

        public void Dispose()
        {
            ByStream.Dispose();
            ByPosition.Dispose();
            db.Dispose();
        }
    }
}
