using System.Collections.Concurrent;
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
    private readonly StatementQueue queue;
    private readonly ConcurrentDictionary<string, Func<EventData, object>> formats = new(StringComparer.Ordinal);
    private readonly RecentlyUsed<string, long> lastSequences = new(CachedTopics);
    private readonly Queue<object> published = [];
    private readonly List<TopicEvent> rung = [];
    private readonly Dictionary<string, DateTimeOffset> knocked = [];
    private Dictionary<string, Dictionary<string, (object?[] Values, long Sum)>> sums = new(ReferenceEqualityComparer.Instance);   // texts of statements are long and constant
    private Dictionary<string, Dictionary<(long, long, long, long), long>> numberedSums = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, (object Known, Action Clear)> remembered = [];
    private readonly Dictionary<string, IWriteBehind> behind = [];
    private readonly HashSet<string> changed = [];
    private MadeKeys? made;

    internal Projecting(WriterStatements statements)
    {
        this.statements = statements;
        queue = new(statements);
    }

    /// <summary>What is applied happened long ago: nobody is told of it, and statements run behind the projections.</summary>
    internal bool History { get; set; }

    /// <summary>What is being applied, or what a failed statement was for.</summary>
    internal (string? Projection, StoredAppend? Append) At
    {
        get => queue.At;
        set => queue.At = value;
    }

    /// <summary>Rows that are kept back until the end of the transaction.</summary>
    internal int KeptBack => behind.Values.Sum(rows => rows.Count);

    /// <summary>Rings of the open transaction.</summary>
    internal IReadOnlyList<TopicEvent> Rung => rung;

    /// <summary>Tables that the open transaction changed and somebody follows.</summary>
    internal string[] ChangedTables => [.. changed];

    /// <summary>Facts of an append, each read from JSON once for all projections.</summary>
    /// <exception cref="UnknownEventException">A type outside the format.</exception>
    public IEnumerable<TEvent> Facts<TEvent>(StoredAppend append, EventFormat<TEvent> format) where TEvent : class
    {
        foreach (var stored in append.Events)
        {
            if (History && !formats.ContainsKey(stored.Type)) formats.TryAdd(stored.Type, format.Read);
            yield return format.Read(stored);
        }
    }

    /// <summary>Runs a statement, in history a little later; <see cref="Change"/> and <see cref="Scalar"/> see it.</summary>
    public void Execute(string sql, params ReadOnlySpan<object?> values)
    {
        if (History) queue.Add(sql, values);
        else statements.Of(sql, values).Run();
    }

    /// <summary>Runs a statement now; the number of rows changed.</summary>
    public int Change(string sql, params ReadOnlySpan<object?> values)
    {
        queue.Drain();
        return statements.Of(sql, values).Run();
    }

    /// <summary>The first column of the first row as <see cref="long"/>, <see cref="int"/>, <see cref="string"/> or bytes; the default when there is no row or it is null.</summary>
    public T? Scalar<T>(string sql, params ReadOnlySpan<object?> values)
    {
        queue.Drain();
        return statements.Of(sql, values).Scalar<T>();
    }

    /// <summary>Whether surely no row with this key was made, so that it need not be looked for: known only while a read model is made from the beginning.</summary>
    public bool HasNone(string table, string key) => made?.Contains(table, key) == false;

    /// <summary>A row with this key is made for the first time: before it is, or <see cref="HasNone"/> is wrong about it.</summary>
    public void Made(string table, string key) => made?.Add(table, key);

    /// <summary>Adds to a counter before the transaction ends: many additions to one row cost one statement. Nothing of this transaction sees it.</summary>
    /// <param name="sql">An upsert that adds its last parameter, the sum, to the row that the values before it name: a constant of the program. It also runs for a sum of zero.</param>
    /// <param name="change">What to add.</param>
    /// <param name="key">Texts that name the row.</param>
    public void Add(string sql, long change, params ReadOnlySpan<string> key)
    {
        if (!sums.TryGetValue(sql, out var keys)) sums.Add(sql, keys = []);
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(keys, string.Join('\n', key!), out var known);
        if (!known) sum.Values = [.. key, null];
        sum.Sum += change;
    }

    /// <summary>The same for a row named by four numbers.</summary>
    public void Add(string sql, long change, (long, long, long, long) key)
    {
        if (!numberedSums.TryGetValue(sql, out var keys)) numberedSums.Add(sql, keys = []);
        CollectionsMarshal.GetValueRefOrAddDefault(keys, key, out _) += change;
    }

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
        if (!lastSequences.TryGet(topic, out var last) && !HasNone("topics", topic)) last = Scalar<long>("SELECT max(seq) FROM topics WHERE topic=?1", topic);
        var ring = new TopicEvent(topic, last + 1, type, at.ToUniversalTime(), JsonSerializer.Serialize(data, data.GetType(), StoredJson.Options)) { Trace = Activity.Current?.Id };
        Execute("INSERT INTO topics (topic, seq, type, at, data) VALUES (?1, ?2, ?3, ?4, ?5)", ring.Topic, ring.Seq, ring.Type, ring.At, ring.DataJson);
        lastSequences.Set(topic, ring.Seq);
        if (ring.Seq == 1) Made("topics", topic);
        if (!History) rung.Add(ring);
        return ring.Seq;
    }

    /// <summary>Says that rows of a table that is followed in memory have changed: see <see cref="ProjectionEngine.Revision"/>.</summary>
    public void Changed(string table) => changed.Add(table);

    /// <summary>Tells the watchers of a topic after the commit that something changed: once for a transaction, as number 0, stored nowhere.</summary>
    /// <remarks>For topics that change with nearly every append and of which only the present counts: their rings would be kept for ever.</remarks>
    public void Knock(string topic, DateTimeOffset at)
    {
        if (!History) knocked[topic] = at;
    }

    /// <summary>Writes what the appends of this transaction came to.</summary>
    internal void WriteGathered()
    {
        foreach (var rows in behind.Values) rows.Write(this);
        var (texts, numbers) = (sums, numberedSums);
        (sums, numberedSums) = (new(ReferenceEqualityComparer.Instance), new(ReferenceEqualityComparer.Instance));
        Then(() => WriteSums(texts, numbers));
    }

    /// <summary>Does something behind every statement so far: in history a little later.</summary>
    internal void Then(Action work)
    {
        if (History) queue.Add(work);
        else work();
    }

    /// <summary>Every statement has run.</summary>
    internal void Drain() => queue.Drain();

    private void WriteSums(Dictionary<string, Dictionary<string, (object?[] Values, long Sum)>> texts, Dictionary<string, Dictionary<(long, long, long, long), long>> numbers)
    {
        foreach (var (sql, keys) in texts)
            foreach (var (values, sum) in keys.Values)
            {
                values[^1] = sum;
                statements.Of(sql, values).Run();
            }
        foreach (var (sql, keys) in numbers)
            foreach (var ((a, b, c, d), sum) in keys)
                statements.Of(sql, a, b, c, d, sum).Run();
    }

    internal bool NextPublished(out object fact) => published.TryDequeue(out fact!);

    /// <summary>Reads facts from JSON beside the projections, as far as they asked for facts of such types before. What cannot be read is left for them to find.</summary>
    internal void ReadAhead(FeedPage page)
    {
        foreach (var append in page.Appends)
            foreach (var stored in append.Events)
                try
                {
                    if (formats.TryGetValue(stored.Type, out var read)) read(stored);
                }
                catch (UnknownEventException)
                {
                    return;
                }
    }

    /// <summary>The tables are empty, and from now on every key is noticed that is made; or it is not known which there are.</summary>
    internal void Notice(bool keys) => made = keys ? new() : null;

    /// <summary>The transaction is on disk: hands out its rings.</summary>
    internal IReadOnlyList<TopicEvent> EndTransaction()
    {
        IReadOnlyList<TopicEvent> done = rung.Count + knocked.Count == 0
            ? []
            : [.. rung, .. knocked.Select(k => new TopicEvent(k.Key, 0, "changed", k.Value.ToUniversalTime(), "{}"))];
        rung.Clear();
        knocked.Clear();
        changed.Clear();
        return done;
    }

    /// <summary>The transaction did not happen, or the tables are new.</summary>
    internal void Forget()
    {
        rung.Clear();
        knocked.Clear();
        published.Clear();
        changed.Clear();
        sums.Clear();
        numberedSums.Clear();
        queue.Clear();
        lastSequences.Clear();
        foreach (var (_, clear) in remembered.Values) clear();
        foreach (var rows in behind.Values) rows.Clear();
    }
}
