using Microsoft.Data.Sqlite;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Relaying;

/// <summary>A study that another platform sends here.</summary>
/// <param name="SenderId">Whose study it is, an institution here.</param>
/// <param name="ReceiverId">For whom it is, an institution here.</param>
internal sealed record Arrival(
    string Study, string Peer, string SenderId, string ReceiverId, int Expected, int Received, long ExpectedBytes, long ReceivedBytes, DateTimeOffset StartedAt, DateTimeOffset LastAt,
    DateTimeOffset? CompletedAt)
{
    public bool IsComplete => CompletedAt is not null;
}

/// <summary>The file <c>arrivals.db</c>: which objects of which studies other platforms announced, and which of them are here.</summary>
internal sealed class Arrivals(string dataDirectory) : IDisposable
{
    private static readonly string[] Schema =
    [
        """
        CREATE TABLE IF NOT EXISTS arrivals (study TEXT NOT NULL, peer TEXT NOT NULL, sender TEXT NOT NULL, receiver TEXT NOT NULL, issuer TEXT, expected INTEGER NOT NULL, received INTEGER NOT NULL,
          expected_bytes INTEGER NOT NULL, received_bytes INTEGER NOT NULL, started INTEGER NOT NULL, last INTEGER NOT NULL, completed INTEGER, PRIMARY KEY (study, peer)) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX IF NOT EXISTS arrivals_sender ON arrivals (sender, started DESC)",
        "CREATE INDEX IF NOT EXISTS arrivals_receiver ON arrivals (receiver, started DESC)",
        "CREATE TABLE IF NOT EXISTS announced (study TEXT NOT NULL, peer TEXT NOT NULL, uid TEXT NOT NULL, bytes INTEGER NOT NULL, here INTEGER NOT NULL, PRIMARY KEY (study, peer, uid)) STRICT, WITHOUT ROWID",
    ];

    private readonly LocalDatabase db = new(dataDirectory, "arrivals.db", Schema);
    private readonly Lock gate = new();

    /// <summary>Takes a manifest in: what was announced before and is here stays so.</summary>
    public Arrival Announce(Arrival arrival, string? issuer, IReadOnlyList<AnnouncedObject> objects, IReadOnlySet<string> here)
    {
        lock (gate)
        {
            using var transaction = db.Begin();
            db.Run("""
                INSERT INTO arrivals (study, peer, sender, receiver, issuer, expected, received, expected_bytes, received_bytes, started, last) VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, 0, 0, ?6, ?6)
                ON CONFLICT DO UPDATE SET receiver = excluded.receiver, issuer = excluded.issuer, last = excluded.last
                """, arrival.Study, arrival.Peer, arrival.SenderId, arrival.ReceiverId, issuer, Ms(arrival.StartedAt));
            foreach (var one in objects)
                db.Run("INSERT INTO announced (study, peer, uid, bytes, here) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET here = max(here, excluded.here)",
                    arrival.Study, arrival.Peer, one.Uid, one.Bytes, here.Contains(one.Uid) ? 1L : 0L);
            Count(arrival.Study, arrival.Peer, arrival.StartedAt);
            transaction.Commit();
            return Read("WHERE study = ?1 AND peer = ?2", arrival.Study, arrival.Peer)[0];
        }
    }

    /// <summary>Objects came: the last one that was missing makes the study complete in the same step.</summary>
    /// <returns>The arrival, and whether this completed it.</returns>
    public (Arrival Arrival, bool Completed) Came(string study, string peer, IEnumerable<string> uids, DateTimeOffset at)
    {
        lock (gate)
        {
            using var transaction = db.Begin();
            foreach (string uid in uids) db.Run("UPDATE announced SET here = 1 WHERE study = ?1 AND peer = ?2 AND uid = ?3", study, peer, uid);
            bool before = Read("WHERE study = ?1 AND peer = ?2", study, peer)[0].IsComplete;
            Count(study, peer, at);
            transaction.Commit();
            var now = Read("WHERE study = ?1 AND peer = ?2", study, peer)[0];
            return (now, now.IsComplete && !before);
        }
    }

    public Arrival? Find(string study, string peer)
    {
        lock (gate) return Read("WHERE study = ?1 AND peer = ?2", study, peer) is [var found] ? found : null;
    }

    /// <summary>Who gave the patient's number, as the peer said.</summary>
    public string? IssuerOf(string study, string peer)
    {
        lock (gate) return db.Command("SELECT issuer FROM arrivals WHERE study = ?1 AND peer = ?2", [study, peer]).ExecuteScalar() as string;
    }

    /// <summary>Objects of an announced study that came from that peer; the index may not have read them yet.</summary>
    public HashSet<string> Here(string study, string peer)
    {
        lock (gate)
        {
            using var rows = db.Command("SELECT uid FROM announced WHERE study = ?1 AND peer = ?2 AND here = 1", [study, peer]).ExecuteReader();
            var here = new HashSet<string>(StringComparer.Ordinal);
            while (rows.Read()) here.Add(rows.GetString(0));
            return here;
        }
    }

    public bool IsAnnounced(string study, string peer, string uid)
    {
        lock (gate) return db.Command("SELECT 1 FROM announced WHERE study = ?1 AND peer = ?2 AND uid = ?3", [study, peer, uid]).ExecuteScalar() is not null;
    }

    /// <summary>Arrivals of and for an institution, the newest first.</summary>
    public IReadOnlyList<Arrival> List(string institution, int most)
    {
        lock (gate) return Read("WHERE sender = ?1 OR receiver = ?1 ORDER BY completed IS NOT NULL, started DESC LIMIT ?2", institution, (long)most);
    }

    /// <summary>The one of a study that is not complete, else the last; null when no platform ever sent it.</summary>
    public Arrival? Of(string study)
    {
        lock (gate) return Read("WHERE study = ?1 ORDER BY completed IS NOT NULL, last DESC LIMIT 1", study) is [var found] ? found : null;
    }

    public void Dispose()
    {
        lock (gate) db.Dispose();
    }

    private void Count(string study, string peer, DateTimeOffset at)
    {
        db.Run("""
            UPDATE arrivals SET last = ?3, (expected, received, expected_bytes, received_bytes) =
              (SELECT count(*), coalesce(sum(here), 0), coalesce(sum(bytes), 0), coalesce(sum(here * bytes), 0) FROM announced WHERE study = ?1 AND peer = ?2) WHERE study = ?1 AND peer = ?2
            """, study, peer, Ms(at));
        db.Run("UPDATE arrivals SET completed = CASE WHEN expected > received THEN NULL ELSE coalesce(completed, ?3) END WHERE study = ?1 AND peer = ?2", study, peer, Ms(at));
    }

    private List<Arrival> Read(string where, params ReadOnlySpan<object?> values)
    {
        using var rows = db.Command($"SELECT study, peer, sender, receiver, expected, received, expected_bytes, received_bytes, started, last, completed FROM arrivals {where}", values).ExecuteReader();
        var found = new List<Arrival>();
        while (rows.Read())
            found.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetInt32(4), rows.GetInt32(5), rows.GetInt64(6), rows.GetInt64(7),
                At(rows, 8)!.Value, At(rows, 9)!.Value, At(rows, 10)));
        return found;
    }

    private static DateTimeOffset? At(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(column));

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}
