namespace Telemed.Imaging.Sending;

/// <summary>How sends move on.</summary>
internal sealed partial class SendStore
{
    /// <summary>The destination has acknowledged objects: from now on they are never sent to it again unless somebody asks for that. False when the send was given up meanwhile.</summary>
    public void Acknowledge(Send send, IReadOnlyCollection<SendItem> items, DateTimeOffset at)
    {
        lock (gate)
        {
            using var transaction = db.Begin();
            foreach (var item in items)
            {
                db.Run("INSERT INTO delivered (destination, instance, at) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET at = excluded.at", send.DestinationId, item.SopInstanceUid, Ms(at));
                if (db.Run("UPDATE send_items SET state = 1, fault = NULL WHERE send = ?1 AND n = ?2 AND state <> 1", send.Id, (long)item.N) == 1)
                    db.Run("UPDATE sends SET sent = sent + 1, bytes = bytes + ?2, attempts = 0 WHERE id = ?1", send.Id, item.Bytes);
            }
            transaction.Commit();
        }
    }

    /// <summary>The destination will never take that object.</summary>
    public void Refuse(Send send, SendItem item, string fault)
    {
        lock (gate)
        {
            using var transaction = db.Begin();
            if (db.Run("UPDATE send_items SET state = 2, fault = ?3 WHERE send = ?1 AND n = ?2 AND state = 0", send.Id, (long)item.N, fault) == 1)
                db.Run("UPDATE sends SET refused = refused + 1, error = ?2 WHERE id = ?1", send.Id, fault);
            transaction.Commit();
        }
    }

    /// <summary>Puts a send into work; false when somebody holds it or gave it up.</summary>
    public bool Begin(string id) => Change("UPDATE sends SET state = 'Sending', next = NULL WHERE id = ?1 AND state IN ('Queued', 'Waiting', 'Sending')", id);

    /// <summary>Its worker left off without an end: another send goes first.</summary>
    public bool Yield(string id) => Change("UPDATE sends SET state = 'Queued' WHERE id = ?1 AND state = 'Sending'", id);

    /// <summary>The attempt failed; the next one is at a time.</summary>
    public bool Wait(string id, string fault, int attempts, DateTimeOffset next) =>
        Change("UPDATE sends SET state = 'Waiting', error = ?2, attempts = ?3, next = ?4 WHERE id = ?1 AND state = 'Sending'", id, fault, (long)attempts, Ms(next));

    /// <summary>Something moved, though no object is acknowledged yet: failures count from the beginning.</summary>
    public void GotOn(string id) => Change("UPDATE sends SET attempts = 0 WHERE id = ?1", id);

    /// <summary>Objects of a send that are acknowledged.</summary>
    public IReadOnlyList<string> Done(string id)
    {
        lock (gate)
        {
            using var rows = db.Command("SELECT instance FROM send_items WHERE send = ?1 AND state = 1", [id]).ExecuteReader();
            var done = new List<string>();
            while (rows.Read()) done.Add(rows.GetString(0));
            return done;
        }
    }

    /// <summary>What waits for its turn to a destination that cannot be had waits with the one that found out.</summary>
    public void Rest(string destination, string fault, DateTimeOffset now, DateTimeOffset next) => Change("""
        UPDATE sends SET state = 'Waiting', error = ?2, next = ?4 WHERE destination = ?1 AND (state = 'Queued' OR state = 'Waiting' AND next <= ?3)
        """, destination, fault, Ms(now), Ms(next));

    /// <summary>The destination can be had again: nobody waits for it any longer.</summary>
    public void Release(string destination, DateTimeOffset now) => Change("""
        UPDATE sends SET next = ?2 WHERE destination = ?1 AND state = 'Waiting' AND next > ?2 AND error IN ('unreachable', 'rejected', 'ended')
        """, destination, Ms(now));

    /// <summary>Ends a send of which nothing is left.</summary>
    public bool Finish(string id, DateTimeOffset at) => Change("""
        UPDATE sends SET state = CASE WHEN refused = 0 THEN 'Done' ELSE 'Partial' END, error = CASE WHEN refused = 0 THEN NULL ELSE error END, next = NULL, finished = ?2
        WHERE id = ?1 AND state IN ('Sending', 'Queued') AND NOT EXISTS (SELECT 1 FROM send_items WHERE send = ?1 AND state = 0)
        """, id, Ms(at));

    /// <summary>What somebody wants of it, from the state they saw; false when it has another meanwhile.</summary>
    public bool Steer(string id, SendState from, SendState to, bool refusedToo, DateTimeOffset at)
    {
        lock (gate)
        {
            using var transaction = db.Begin();
            bool changed = db.Run("UPDATE sends SET state = ?3, next = NULL, attempts = 0, finished = ?4 WHERE id = ?1 AND state = ?2",
                id, from.ToString(), to.ToString(), to == SendState.Cancelled ? Ms(at) : null) == 1;
            if (changed && refusedToo)
            {
                db.Run("UPDATE send_items SET state = 0, fault = NULL WHERE send = ?1 AND state = 2", id);
                db.Run("UPDATE sends SET refused = 0, error = NULL WHERE id = ?1", id);
            }
            transaction.Commit();
            return changed;
        }
    }

    /// <summary>A small thing to remember, such as how far something was read; null when never said.</summary>
    public string? Recall(string name)
    {
        lock (gate) return db.Command("SELECT value FROM memory WHERE name = ?1", [name]).ExecuteScalar() as string;
    }

    public void Remember(string name, string? value)
    {
        lock (gate)
        {
            if (value is null) db.Run("DELETE FROM memory WHERE name = ?1", name);
            else db.Run("INSERT INTO memory (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value", name, value);
        }
    }

    /// <summary>What is remembered below a prefix.</summary>
    public IReadOnlyList<(string Name, string Value)> Remembered(string prefix)
    {
        lock (gate)
        {
            using var rows = db.Command("SELECT name, value FROM memory WHERE name >= ?1 AND name < ?2", [prefix, prefix + "\uffff"]).ExecuteReader();
            var found = new List<(string, string)>();
            while (rows.Read()) found.Add((rows.GetString(0), rows.GetString(1)));
            return found;
        }
    }

    /// <summary>Adds what a transfer showed of the way to a destination.</summary>
    public void Measure(string destination, LinkSample sample, DateTimeOffset at)
    {
        long hour = at.ToUnixTimeSeconds() / 3600;
        lock (gate)
        {
            db.Run("""
                INSERT INTO link_hours (destination, hour, bytes, busy, successes, failures, rtt, rtts, last_success, last_failure, fault)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes, busy = busy + excluded.busy, successes = successes + excluded.successes, failures = failures + excluded.failures,
                  rtt = rtt + excluded.rtt, rtts = rtts + excluded.rtts, last_success = coalesce(excluded.last_success, last_success),
                  last_failure = coalesce(excluded.last_failure, last_failure), fault = coalesce(excluded.fault, fault)
                """, destination, hour, sample.Bytes, (long)sample.Busy.TotalMilliseconds, sample.Fault is null && sample.Bytes > 0 ? 1L : 0L, sample.Fault is null ? 0L : 1L,
                (long)(sample.RoundTrip?.TotalMicroseconds ?? 0), sample.RoundTrip is null ? 0L : 1L, sample.Fault is null ? Ms(at) : null, sample.Fault is null ? null : Ms(at), sample.Fault);
            db.Run("DELETE FROM link_hours WHERE hour < ?1", hour - (24 * 7));
        }
    }

    /// <summary>The way to a destination over the last day.</summary>
    public LinkQuality Quality(string destination, DateTimeOffset now)
    {
        lock (gate)
        {
            using var rows = db.Command("""
                SELECT coalesce(sum(bytes), 0), coalesce(sum(busy), 0), coalesce(sum(successes), 0), coalesce(sum(failures), 0), coalesce(sum(rtt), 0), coalesce(sum(rtts), 0),
                  max(last_success), max(last_failure), (SELECT fault FROM link_hours l WHERE l.destination = ?1 AND fault IS NOT NULL ORDER BY hour DESC LIMIT 1)
                FROM link_hours WHERE destination = ?1 AND hour > ?2
                """, [destination, (now.ToUnixTimeSeconds() / 3600) - 24]).ExecuteReader();
            rows.Read();
            long busy = rows.GetInt64(1), trips = rows.GetInt64(5);
            return new(trips == 0 ? null : Math.Round(rows.GetInt64(4) / 1000.0 / trips, 2), busy == 0 ? null : rows.GetInt64(0) * 1000 / busy, rows.GetInt64(0), rows.GetInt64(2), rows.GetInt64(3),
                At(rows, 6), At(rows, 7), rows.IsDBNull(8) ? null : rows.GetString(8));
        }
    }

    private bool Change(string sql, params ReadOnlySpan<object?> values)
    {
        lock (gate) return db.Run(sql, values) == 1;
    }
}

/// <summary>What one transfer or one probe showed.</summary>
/// <param name="Bytes">Moved.</param>
/// <param name="Busy">For how long.</param>
/// <param name="RoundTrip">Of a question and its answer, when there was one.</param>
/// <param name="Fault">Why it ended badly; null when it did not.</param>
internal readonly record struct LinkSample(long Bytes, TimeSpan Busy, TimeSpan? RoundTrip, string? Fault);

/// <summary>A day of a link.</summary>
/// <param name="RttMs">Mean round trip in milliseconds; null when nothing was asked.</param>
/// <param name="BytesPerSecond">While something was sent.</param>
internal sealed record LinkQuality(
    double? RttMs, long? BytesPerSecond, long Bytes, long Successes, long Failures, DateTimeOffset? LastSuccessAt, DateTimeOffset? LastFailureAt, string? Fault);
