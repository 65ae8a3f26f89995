using Telemed.Kernel;
using Xunit;

namespace Telemed.Storage.Contract;

public abstract partial class EventLogContract
{
    [Fact]
    public async Task An_empty_log_is_followed_with_one_empty_page_and_then_with_news()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using var pages = Log.Follow(null, patience.Token).GetAsyncEnumerator(patience.Token);
        Assert.True(await pages.MoveNextAsync());
        Assert.Empty(pages.Current.Appends);
        Assert.True(pages.Current.AtEnd);
        var next = pages.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        await Append(Case("1"), 0, "c1");
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(60), Stop));
        Assert.Equal("c1", Assert.Single(pages.Current.Appends).Context.CommandId);
        next = pages.MoveNextAsync().AsTask();
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task Following_from_a_cursor_goes_on_behind_it_also_after_reopening()
    {
        for (var i = 0; i < 5; i++) await Append(Case("1"), i, $"c{i}");
        var cursor = "";
        await foreach (var page in Log.Follow(null, Stop))
        {
            cursor = page.Cursor;
            if (page.AtEnd) break;
        }
        await Reopen();
        await Append(Case("2"), 0, "c5");
        await foreach (var page in Log.Follow(cursor, Stop))
        {
            Assert.Equal("c5", Assert.Single(page.Appends).Context.CommandId);
            break;
        }
    }

    [Fact]
    public async Task Followers_see_everything_exactly_once_while_writers_run()
    {
        const int Writers = 8, Each = 150;
        var followers = Enumerable.Range(0, 3).Select(n => Task.Run(() => FollowUntil(Writers * Each, restartEveryPage: n == 0), Stop)).ToArray();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++) await Append(Case($"w{w}"), i, $"c{i}");
        }, Stop)));
        foreach (var seen in await Task.WhenAll(followers).WaitAsync(TimeSpan.FromSeconds(60), Stop))
        {
            Assert.Equal(Writers * Each, seen.Count);
            foreach (var stream in seen.GroupBy(a => a.Stream)) Assert.Equal(Enumerable.Range(1, Each).Select(i => (long)i), stream.Select(a => a.Version));
        }
    }

    private async Task<List<StoredAppend>> FollowUntil(int count, bool restartEveryPage)
    {
        var seen = new List<StoredAppend>();
        string? cursor = null;
        while (seen.Count < count)
        {
            await foreach (var page in Log.Follow(cursor, Stop))
            {
                seen.AddRange(page.Appends);
                cursor = page.Cursor;
                if (restartEveryPage || seen.Count >= count) break;
            }
        }
        return seen;
    }
}
