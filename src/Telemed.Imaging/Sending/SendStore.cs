using Microsoft.Data.Sqlite;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Sending;

/// <summary>The file <c>sends.db</c>: what is to be sent, and what has been acknowledged where. One writer; survives the process, and the power but for its last moment.</summary>
internal sealed partial class SendStore : IDisposable
{
    private readonly LocalDatabase db;
    private readonly Lock gate = new();

    public SendStore(string dataDirectory)
    {
        db = new(dataDirectory, "sends.db", Schema);
        db.Run("UPDATE sends SET state = 'Queued' WHERE state = 'Sending'");
    }

    private static readonly string[] Schema =
    [
        """
        CREATE TABLE IF NOT EXISTS sends (id TEXT PRIMARY KEY, institution TEXT NOT NULL, account TEXT NOT NULL, destination TEXT NOT NULL, study TEXT NOT NULL,
          priority INTEGER NOT NULL, state TEXT NOT NULL, cause TEXT NOT NULL, total INTEGER NOT NULL, sent INTEGER NOT NULL, refused INTEGER NOT NULL,
          total_bytes INTEGER NOT NULL, bytes INTEGER NOT NULL, attempts INTEGER NOT NULL, error TEXT, created INTEGER NOT NULL, next INTEGER, finished INTEGER) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX IF NOT EXISTS sends_of ON sends (institution, created DESC, id)",
        "CREATE INDEX IF NOT EXISTS sends_due ON sends (destination, priority DESC, created) WHERE state IN ('Queued', 'Sending', 'Waiting')",
        """
        CREATE TABLE IF NOT EXISTS send_items (send TEXT NOT NULL, n INTEGER NOT NULL, instance TEXT NOT NULL, class TEXT NOT NULL, syntax TEXT NOT NULL, bytes INTEGER NOT NULL,
          state INTEGER NOT NULL, fault TEXT, PRIMARY KEY (send, n)) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX IF NOT EXISTS send_items_left ON send_items (send, n) WHERE state = 0",
        "CREATE UNIQUE INDEX IF NOT EXISTS send_items_instance ON send_items (send, instance)",
        "CREATE INDEX IF NOT EXISTS sends_study ON sends (destination, study)",
        "CREATE TABLE IF NOT EXISTS delivered (destination TEXT NOT NULL, instance TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (destination, instance)) STRICT, WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS memory (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
        """
        CREATE TABLE IF NOT EXISTS link_hours (destination TEXT NOT NULL, hour INTEGER NOT NULL, bytes INTEGER NOT NULL, busy INTEGER NOT NULL, successes INTEGER NOT NULL,
          failures INTEGER NOT NULL, rtt INTEGER NOT NULL, rtts INTEGER NOT NULL, last_success INTEGER, last_failure INTEGER, fault TEXT, PRIMARY KEY (destination, hour)) STRICT, WITHOUT ROWID
        """,
    ];

    /// <summary>Keeps a send with its objects; those the destination has already acknowledged count as sent. One of the same study to the same destination that is not
    /// over takes the objects in, and the higher priority: two sends would carry the same things.</summary>
    /// <param name="send">Id, parties, priority and cause; the counts are made here.</param>
    /// <param name="items">In the order of sending.</param>
    /// <param name="again">Send also what the destination has acknowledged before.</param>
    /// <returns>The send that the objects are in.</returns>
    public Send Add(Send send, IReadOnlyList<SendItem> items, bool again)
    {
        lock (gate)
        {
            using var transaction = db.Begin();
            string id = (Read("WHERE id = ?1", send.Id) is [var same] ? same : Open(send.DestinationId, send.StudyInstanceUid))?.Id ?? send.Id;
            db.Run("""
                INSERT INTO sends (id, institution, account, destination, study, priority, state, cause, total, sent, refused, total_bytes, bytes, attempts, created)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'Queued', ?7, 0, 0, 0, 0, 0, 0, ?8) ON CONFLICT DO UPDATE SET priority = max(priority, excluded.priority)
                """, id, send.InstitutionId, send.AccountId, send.DestinationId, send.StudyInstanceUid, (long)send.Priority, send.Cause.ToString(), Ms(send.CreatedAt));
            foreach (var item in items)
                db.Run($"""
                    INSERT INTO send_items (send, n, instance, class, syntax, bytes, state)
                    SELECT ?1, (SELECT coalesce(max(n), 0) + 1 FROM send_items WHERE send = ?1), ?2, ?3, ?4, ?5,
                      {(again ? "0" : "EXISTS (SELECT 1 FROM delivered WHERE destination = ?6 AND instance = ?2)")}
                    WHERE ?6 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM send_items WHERE send = ?1 AND instance = ?2)
                    """, id, item.SopInstanceUid, item.SopClassUid, item.TransferSyntaxUid, item.Bytes, send.DestinationId);
            db.Run("""
                UPDATE sends SET (total, sent, total_bytes, bytes) =
                  (SELECT count(*), coalesce(sum(state = 1), 0), coalesce(sum(bytes), 0), coalesce(sum(CASE state WHEN 1 THEN bytes ELSE 0 END), 0) FROM send_items WHERE send = ?1) WHERE id = ?1
                """, id);
            db.Run("UPDATE sends SET state = 'Done', finished = created WHERE id = ?1 AND sent = total AND state = 'Queued'", id);
            if (send.NextAttemptAt is { } opening && id == send.Id) db.Run("UPDATE sends SET state = 'Waiting', next = ?2 WHERE id = ?1 AND state = 'Queued'", id, Ms(opening));
            if (send.Priority == SendPriority.Emergency) db.Run("UPDATE sends SET next = NULL, state = 'Queued' WHERE id = ?1 AND state = 'Waiting'", id);
            transaction.Commit();
            return Read("WHERE id = ?1", id)[0];
        }
    }

    public Send? Find(string id)
    {
        lock (gate) return Read("WHERE id = ?1", id) is [var found] ? found : null;
    }

    /// <summary>A send of that study to that destination that is not over.</summary>
    public Send? Open(string destination, string study)
    {
        lock (gate)
            return Read("WHERE destination = ?1 AND study = ?2 AND state IN ('Queued', 'Sending', 'Waiting', 'Paused') ORDER BY created DESC LIMIT 1", destination, study) is [var found] ? found : null;
    }

    /// <summary>Sends of an institution, those that are not over first, then the newest.</summary>
    public IReadOnlyList<Send> List(string institution, bool openOnly, int most, int skip)
    {
        lock (gate)
            return Read($"""
                WHERE institution = ?1 {(openOnly ? "AND state IN ('Queued', 'Sending', 'Waiting', 'Paused')" : "")}
                ORDER BY state IN ('Queued', 'Sending', 'Waiting', 'Paused') DESC, created DESC, id LIMIT ?2 OFFSET ?3
                """, institution, (long)most, (long)skip);
    }

    /// <summary>What could be worked on now, the most urgent first.</summary>
    public IReadOnlyList<Send> Due(DateTimeOffset now)
    {
        lock (gate) return Read("WHERE state IN ('Queued', 'Sending', 'Waiting') AND coalesce(next, 0) <= ?1 ORDER BY priority DESC, created, id LIMIT 2000", Ms(now));
    }

    /// <summary>When the next send that waits becomes due; null when none waits.</summary>
    public DateTimeOffset? NextDue()
    {
        lock (gate)
        {
            return db.Command("SELECT min(next) FROM sends WHERE state = 'Waiting'", []).ExecuteScalar() is long next ? DateTimeOffset.FromUnixTimeMilliseconds(next) : null;
        }
    }

    /// <summary>Objects of a send that are neither acknowledged nor refused, from a place on.</summary>
    public IReadOnlyList<SendItem> Left(string id, int from, int most)
    {
        lock (gate)
        {
            using var rows = db.Command("SELECT n, instance, class, syntax, bytes FROM send_items WHERE send = ?1 AND state = 0 AND n >= ?2 ORDER BY n LIMIT ?3", [id, (long)from, (long)most]).ExecuteReader();
            var left = new List<SendItem>();
            while (rows.Read()) left.Add(new(rows.GetInt32(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetInt64(4)));
            return left;
        }
    }

    /// <summary>What kinds of objects are left in a send.</summary>
    public IReadOnlyList<(string SopClassUid, string TransferSyntaxUid)> Kinds(string id)
    {
        lock (gate)
        {
            using var rows = db.Command("SELECT DISTINCT class, syntax FROM send_items WHERE send = ?1 AND state = 0", [id]).ExecuteReader();
            var kinds = new List<(string, string)>();
            while (rows.Read()) kinds.Add((rows.GetString(0), rows.GetString(1)));
            return kinds;
        }
    }

    public static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    public void Dispose()
    {
        lock (gate) db.Dispose();
    }

    private List<Send> Read(string where, params ReadOnlySpan<object?> values)
    {
        using var rows = db.Command($"""
            SELECT id, institution, account, destination, study, priority, state, cause, total, sent, refused, total_bytes, bytes, attempts, error, created, next, finished FROM sends {where}
            """, values).ExecuteReader();
        var found = new List<Send>();
        while (rows.Read())
            found.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetString(4), (SendPriority)rows.GetInt32(5),
                Enum.Parse<SendState>(rows.GetString(6)), Enum.Parse<SendCause>(rows.GetString(7)), rows.GetInt32(8), rows.GetInt32(9), rows.GetInt32(10), rows.GetInt64(11), rows.GetInt64(12),
                rows.GetInt32(13), rows.IsDBNull(14) ? null : rows.GetString(14), At(rows, 15)!.Value, At(rows, 16), At(rows, 17)));
        return found;
    }

    private static DateTimeOffset? At(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(column));

}
