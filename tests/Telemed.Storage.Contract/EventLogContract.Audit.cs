using Telemed.Kernel;
using Xunit;

namespace Telemed.Storage.Contract;

public abstract partial class EventLogContract
{
    [Fact]
    public async Task A_long_history_reads_in_order_and_verifies()
    {
        const int Streams = 100;
        var each = Many / Streams;
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(s => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++) await Append(Case($"s{s}"), i, $"c{i}", "one", "two");
        }, Stop)));
        await Reopen();
        Assert.Equal(new AuditResult(Streams, Many, Many * 2, null), await Log.Verify(Stop));
        var all = await Everything();
        Assert.Equal(Many, all.Count);
        var last = new Dictionary<StreamId, StoredAppend>();
        foreach (var append in all)
        {
            var before = last.GetValueOrDefault(append.Stream);
            Assert.Equal((before?.Version ?? 0) + 1, append.Version);
            Assert.True(append.PreviousHash.Span.SequenceEqual((before?.Hash ?? AppendBody.Genesis).Span));
            last[append.Stream] = append;
        }
    }

    [Fact]
    public async Task An_empty_log_verifies() => Assert.Equal(new AuditResult(0, 0, 0, null), await Log.Verify(Stop));

    [Fact]
    public async Task A_changed_byte_is_named()
    {
        for (var i = 0; i < 4; i++)
        {
            await Append(Case("a"), i, $"c{i}");
            await Append(Case("b"), i, $"c{i}");
        }
        await FlipByte(Case("b"), 3);
        var audit = await Log.Verify(Stop);
        Assert.False(audit.Valid);
        Assert.Equal("case-b@3", audit.FirstBroken);
    }

    [Fact]
    public async Task A_missing_append_inside_a_stream_is_noticed()
    {
        for (var i = 0; i < 4; i++) await Append(Case("a"), i, $"c{i}");
        await Remove(Case("a"), 2);
        Assert.False((await Log.Verify(Stop)).Valid);
    }
}
