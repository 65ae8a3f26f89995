using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Telemed.ReadModel;

/// <summary>Reading connections to one SQLite file; those that nobody uses at the moment wait with their statements for the next.</summary>
/// <param name="path">Of a file that is there when the first is taken.</param>
public sealed class ReadSessions(string path)
{
    private const int MillisecondsToWait = 5000;

    private readonly ConcurrentBag<ReadSession> idle = [];
    private volatile bool closed;

    /// <summary>One that nobody uses, or a new one; dispose it.</summary>
    public ReadSession Take()
    {
        if (idle.TryTake(out var free)) return free;
        var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 5 }.ToString());
        db.Open();
        db.KeepPlans();
        SqliteException.ThrowExceptionForRC(raw.sqlite3_busy_timeout(db.Handle!, MillisecondsToWait), db.Handle!);
        return new(db, GiveBack);
    }

    /// <summary>Closes those that nobody uses; the others when they are given back.</summary>
    public void Close()
    {
        closed = true;
        CloseIdle();
    }

    private void GiveBack(ReadSession session)
    {
        idle.Add(session);
        if (closed) CloseIdle();
    }

    private void CloseIdle()
    {
        while (idle.TryTake(out var session)) session.Close();
    }
}
