using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Telemed.Kernel;

namespace Telemed.ReadModel;

/// <summary>What a projection works with: the tables of the read model inside the open transaction.</summary>
/// <remarks>Parameters are named (<c>@id</c>) or numbered (<c>?1</c>) and are given in the order of their first appearance in the statement.
/// A <see cref="DateTimeOffset"/> is stored as UTC text that sorts by time.</remarks>
public sealed class Projecting
{
    private const int CachedTopics = 50_000;
    private readonly WriterStatements statements;
    private readonly RecentlyUsed<string, long> lastSequences = new(CachedTopics);
    private readonly Dictionary<EventData, object> read = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<object> published = [];
    private readonly List<TopicEvent> rung = [];
    private readonly Dictionary<string, DateTimeOffset> knocked = [];
    private readonly Dictionary<(string Sql, string Key), (object?[] Values, long Sum)> sums = [];
    private readonly Dictionary<(string Sql, (long, long, long, long) Key), long> numberedSums = [];
    private readonly Dictionary<string, (object Known, Action Clear)> remembered = [];
    private readonly Dictionary<string, IWriteBehind> behind = [];

    internal Projecting(WriterStatements statements)
    {
        this.statements = statements;
    }

    /// <summary>Rings of the open transaction.</summary>
    internal IReadOnlyList<TopicEvent> Rung => rung;

    /// <summary>Facts of an append, each read from JSON once for all projections.</summary>
    /// <exception cref="UnknownEventException">A type outside the format.</exception>
    public IEnumerable<TEvent> Facts<TEvent>(StoredAppend append, EventFormat<TEvent> format) where TEvent : class
    {
        foreach (var stored in append.Events)
        {
            if (!read.TryGetValue(stored, out var fact)) read.Add(stored, fact = format.Read(stored));
            yield return (TEvent)fact;
        }
    }

    /// <summary>Runs a statement; the number of rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => statements.Of(sql, values).Run();

    /// <summary>The first column of the first row as <see cref="long"/>, <see cref="int"/>, <see cref="string"/> or bytes; the default when there is no row or it is null.</summary>
    public T? Scalar<T>(string sql, params ReadOnlySpan<object?> values) => statements.Of(sql, values).Scalar<T>();

    /// <summary>Adds to a counter before the transaction ends: many additions to one row cost one statement. Nothing of this transaction sees it.</summary>
    /// <param name="sql">An upsert that adds its last parameter, the sum, to the row that the values before it name. It also runs for a sum of zero.</param>
    /// <param name="change">What to add.</param>
    /// <param name="key">Texts that name the row.</param>
    public void Add(string sql, long change, params ReadOnlySpan<string> key)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, (sql, string.Join('\n', key!)), out var known);
        if (!known) sum.Values = [.. key, null];
        sum.Sum += change;
    }

    /// <summary>The same for a row named by four numbers.</summary>
    public void Add(string sql, long change, (long, long, long, long) key) =>
        CollectionsMarshal.GetValueRefOrAddDefault(numberedSums, (sql, key), out _) += change;

    /// <summary>What a projection keeps in memory of its own rows, so that it need not read them again; emptied when a transaction did not happen or the tables are new.</summary>
    /// <param name="name">Of this memory.</param>
    /// <param name="capacity">Most entries.</param>
    public RecentlyUsed<TKey, TValue> Remember<TKey, TValue>(string name, int capacity) where TKey : notnull
    {
        if (remembered.TryGetValue(name, out var kept)) return (RecentlyUsed<TKey, TValue>)kept.Known;
        var known = new RecentlyUsed<TKey, TValue>(capacity);
        remembered.Add(name, (known, known.Clear));
        return known;
    }

    /// <summary>Rows of a projection that are written once before the transaction ends; until then its own statements do not see them.</summary>
    /// <param name="name">Of these rows.</param>
    /// <param name="make">At first use.</param>
    public WriteBehind<T> Rows<T>(string name, Func<WriteBehind<T>> make) where T : class
    {
        if (!behind.TryGetValue(name, out var rows)) behind.Add(name, rows = make());
        return (WriteBehind<T>)rows;
    }

    /// <summary>Hands a fact to every projection after the present append, in this transaction.</summary>
    public void Publish(object fact) => published.Enqueue(fact);

    /// <summary>Adds to a topic; the live hub hears of it after the commit. Returns the sequence number.</summary>
    public long Ring(string topic, string type, DateTimeOffset at, object data)
    {
        if (!lastSequences.TryGet(topic, out var last)) last = Scalar<long>("SELECT max(seq) FROM topics WHERE topic=?1", topic);
        var ring = new TopicEvent(topic, last + 1, type, at.ToUniversalTime(), JsonSerializer.Serialize(data, data.GetType(), StoredJson.Options)) { Trace = Activity.Current?.Id };
        Execute("INSERT INTO topics (topic, seq, type, at, data) VALUES (?1, ?2, ?3, ?4, ?5)", ring.Topic, ring.Seq, ring.Type, ring.At, ring.DataJson);
        lastSequences.Set(topic, ring.Seq);
        rung.Add(ring);
        return ring.Seq;
    }

    /// <summary>Tells the watchers of a topic after the commit that something changed: once for a transaction, as number 0, stored nowhere.</summary>
    /// <remarks>For topics that change with nearly every append and of which only the present counts: their rings would be kept for ever.</remarks>
    public void Knock(string topic, DateTimeOffset at) => knocked[topic] = at;

    /// <summary>Writes what the appends of this transaction came to.</summary>
    internal void WriteGathered()
    {
        foreach (var rows in behind.Values) rows.Write(this);
        foreach (var ((sql, _), (values, sum)) in sums)
        {
            values[^1] = sum;
            Execute(sql, values);
        }
        sums.Clear();
        foreach (var ((sql, (a, b, c, d)), sum) in numberedSums)
            Execute(sql, a, b, c, d, sum);
        numberedSums.Clear();
    }

    internal bool NextPublished(out object fact) => published.TryDequeue(out fact!);

    internal void EndAppend() => read.Clear();

    /// <summary>The transaction is on disk: hands out its rings.</summary>
    internal IReadOnlyList<TopicEvent> EndTransaction()
    {
        IReadOnlyList<TopicEvent> done = rung.Count + knocked.Count == 0
            ? []
            : [.. rung, .. knocked.Select(k => new TopicEvent(k.Key, 0, "changed", k.Value.ToUniversalTime(), "{}"))];
        rung.Clear();
        knocked.Clear();
        return done;
    }

    /// <summary>The transaction did not happen, or the tables are new.</summary>
    internal void Forget()
    {
        rung.Clear();
        knocked.Clear();
        published.Clear();
        sums.Clear();
        numberedSums.Clear();
        read.Clear();
        lastSequences.Clear();
        foreach (var (_, clear) in remembered.Values) clear();
        foreach (var rows in behind.Values) rows.Clear();
    }
}
