using System.Globalization;
using Telemed.Kernel;

namespace Telemed.Storage.Contract;

/// <summary>A log as rows in a list.</summary>
internal sealed class RowsInMemory : IPortableLog
{
    private const int PageLength = 5;
    private readonly List<LogRow> rows = [];
    private List<HeldKey> keys = [];

    /// <summary>Cases that count, each with a name that it alone bears.</summary>
    public static RowsInMemory With(int cases, int each)
    {
        var log = new RowsInMemory();
        var ends = new Dictionary<int, byte[]>();
        for (var i = 0; i < each; i++)
            for (var c = 0; c < cases; c++)
            {
                TallyEvent fact = i == 0 ? new TallyEvent.Named($"name{c}") : new TallyEvent.Counted(i);
                var append = new Append(new("case", c.ToString(CultureInfo.InvariantCulture)), i, new($"c{c}-{i}", null, Actor.Clock, DateTimeOffset.UnixEpoch), [Tally.Kind.Format.Write(fact)], [], []);
                var (body, before) = (AppendBody.Write(append, i + 1), ends.GetValueOrDefault(c, AppendBody.Genesis.ToArray()));
                log.rows.Add(new(append.Stream.Value, i + 1, body, before, ends[c] = AppendBody.Hash(before, body)));
            }
        log.keys = [.. Enumerable.Range(0, cases).Select(c => new HeldKey($"tally:name{c}", $"case-{c}"))];
        return log;
    }

    public Task<long> Count(CancellationToken cancellationToken) => Task.FromResult((long)rows.Count);

    public async Task Read(long skip, Func<IReadOnlyList<LogRow>, Task> take, Func<IReadOnlyList<HeldKey>, Task> held, CancellationToken cancellationToken)
    {
        foreach (var page in rows.Skip((int)skip).Chunk(PageLength)) await take(page);
        await held(keys);
    }

    public Task Write(IReadOnlyList<LogRow> page, CancellationToken cancellationToken)
    {
        rows.AddRange(page.Where(r => !rows.Any(known => (known.Stream, known.Version) == (r.Stream, r.Version))));
        return Task.CompletedTask;
    }

    public Task WriteKeys(IReadOnlyList<HeldKey> held, CancellationToken cancellationToken)
    {
        keys = [.. held];
        return Task.CompletedTask;
    }
}
