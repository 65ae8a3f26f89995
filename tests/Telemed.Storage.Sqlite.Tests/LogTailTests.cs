using Telemed.Kernel;

namespace Telemed.Storage.Sqlite.Tests;

/// <summary>What is kept of the end of the log answers like the file, or not at all.</summary>
public sealed class LogTailTests
{
    [Fact]
    public void A_follower_close_behind_is_answered_from_memory_page_by_page()
    {
        var tail = new LogTail(8);
        tail.Add(1, [.. Appends(1, 3)]);
        tail.Add(4, [.. Appends(4, 6)]);
        Assert.Equal("3 4 until 4", Read(tail, 2, 2));
        Assert.Equal("5 6 until 6 at end", Read(tail, 4, 2));
        Assert.Equal("1 2 3 4 5 6 until 6 at end", Read(tail, 0, 100));
    }

    [Fact]
    public void Who_is_too_far_behind_or_at_the_end_reads_the_file()
    {
        var tail = new LogTail(4);
        Assert.Null(tail.After(0, 10));
        tail.Add(1, [.. Appends(1, 9)]);
        Assert.Null(tail.After(4, 10));
        Assert.Equal("6 7 8 9 until 9 at end", Read(tail, 5, 10));
        Assert.Null(tail.After(9, 10));
        Assert.Equal("9 until 9 at end", Read(tail, 8, 10));
    }

    [Fact]
    public void A_log_that_was_there_before_begins_where_it_is_written_on()
    {
        var tail = new LogTail(8);
        tail.Add(101, [.. Appends(101, 102)]);
        Assert.Null(tail.After(0, 10));
        Assert.Equal("101 102 until 102 at end", Read(tail, 100, 10));
    }

    [Fact]
    public void Large_appends_are_not_kept_without_bound()
    {
        var tail = new LogTail(1000);
        tail.Add(1, [.. Appends(1, 40, 1 << 20)]);
        Assert.Null(tail.After(31, 100));
        Assert.Equal(8, tail.After(32, 100)!.Value.Appends.Count);
    }

    private static string Read(LogTail tail, long after, int most)
    {
        var page = tail.After(after, most)!.Value;
        return $"{string.Join(' ', page.Appends.Select(a => a.Version))} until {page.LastPosition}{(page.AtEnd ? " at end" : "")}";
    }

    private static IEnumerable<(StoredAppend, int)> Appends(long from, long to, int bytes = 10)
    {
        for (var version = from; version <= to; version++)
            yield return (new(new("case", "a"), version, new($"c{version}", null, new("a"), DateTimeOffset.UnixEpoch), [], default, default), bytes);
    }
}
