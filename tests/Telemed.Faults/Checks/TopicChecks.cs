using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Faults.Hub;

namespace Telemed.Faults.Checks;

/// <summary>What the hub clients delivered against the topics as they lie in a read model.</summary>
internal sealed class TopicChecks(string file)
{
    public Check Of(IReadOnlyList<Follower> followers)
    {
        var tracks = followers.SelectMany(f => f.Tracks).ToArray();
        var delivered = tracks.Sum(t => t.Delivered.Count);
        return Check.Of("no gap and no repeat in any topic at any hub client",
            $"{followers.Count} clients, {tracks.Length} topics, {delivered} rings", followers.SelectMany(f => f.Wrong).Concat(tracks.SelectMany(Compare)));
    }

    /// <summary>Whether every client has delivered the last ring of each of its topics.</summary>
    public bool Complete(IReadOnlyList<Follower> followers)
    {
        try
        {
            var last = Rows("SELECT topic, max(seq) FROM topics GROUP BY topic").ToDictionary(r => r.GetString(0), r => r.GetInt64(1));
            return followers.All(f => f.Tracks.All(t => t.Withdrawn || t.Begin is not null && t.Last >= last.GetValueOrDefault(t.Topic)));
        }
        catch (InvalidOperationException)
        {
            return false;   // a client is just adding a topic
        }
    }

    private IEnumerable<string> Compare(TopicTrack track)
    {
        if (track.Begin is not { } begin)
        {
            yield return $"{track.Topic} was never watched";
            yield break;
        }
        var stored = Rows("SELECT seq, type, data FROM topics WHERE topic=@topic AND seq>@since ORDER BY seq", ("@topic", track.Topic), ("@since", begin))
            .Select(r => new Heard(r.GetInt64(0), r.GetString(1), r.GetString(2))).ToArray();
        if (stored.Length != track.Delivered.Count && !track.Withdrawn)
            yield return string.Create(CultureInfo.InvariantCulture, $"{track.Topic}: {track.Delivered.Count} rings were delivered after {begin}, {stored.Length} were rung");
        foreach (var (kept, heard) in stored.Zip(track.Delivered))
        {
            if (kept.Seq == heard.Seq && kept.Type == heard.Type && Same(kept.Data) == Same(heard.Data)) continue;
            yield return $"{track.Topic}: heard {heard.Seq} {heard.Type} {heard.Data} where {kept.Seq} {kept.Type} {kept.Data} was rung";
        }
    }

    private static string Same(string json) => JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json));

    private IEnumerable<SqliteDataReader> Rows(string sql, params (string Name, object Value)[] values)
    {
        using var db = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        using var rows = command.ExecuteReader();
        while (rows.Read()) yield return rows;
    }
}
