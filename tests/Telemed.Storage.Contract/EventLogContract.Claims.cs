using Telemed.Kernel;
using Xunit;

namespace Telemed.Storage.Contract;

public abstract partial class EventLogContract
{
    private Task<AppendResult> Claim(StreamId stream, long expected, string command, string[] claims, string[]? releases = null) =>
        Log.Append(Note(stream, expected, command, command) with { Claims = claims, Releases = releases ?? [] }, Stop);

    [Fact]
    public async Task A_claimed_key_is_refused_to_others_and_nothing_is_written()
    {
        await Claim(Case("1"), 0, "c1", ["id:5201"]);
        Assert.Equal(new AppendResult.Taken("id:5201", Case("1")), await Claim(Case("2"), 0, "c2", ["free", "id:5201"]));
        await Reopen();
        Assert.Equal(new AppendResult.Taken("id:5201", Case("1")), await Claim(Case("2"), 0, "c3", ["id:5201"]));
        Assert.Empty(await Read(Case("2")));
        Assert.IsType<AppendResult.Appended>(await Claim(Case("3"), 0, "c4", ["free"]));   // not held by the refused one
    }

    [Fact]
    public async Task A_released_key_is_free_again()
    {
        await Claim(Case("1"), 0, "c1", ["a", "b"]);
        await Claim(Case("1"), 1, "c2", [], ["a"]);
        Assert.IsType<AppendResult.Appended>(await Claim(Case("2"), 0, "c3", ["a"]));
        Assert.Equal(new AppendResult.Taken("b", Case("1")), await Claim(Case("2"), 1, "c4", ["b"]));
    }

    [Fact]
    public async Task A_key_of_another_stream_cannot_be_released()
    {
        await Claim(Case("1"), 0, "c1", ["a"]);
        await Claim(Case("2"), 0, "c2", [], ["a"]);
        Assert.Equal(new AppendResult.Taken("a", Case("1")), await Claim(Case("2"), 1, "c3", ["a"]));
    }

    [Fact]
    public async Task Claiming_what_one_holds_is_no_conflict()
    {
        await Claim(Case("1"), 0, "c1", ["a"]);
        Assert.IsType<AppendResult.Appended>(await Claim(Case("1"), 1, "c2", ["a"]));
    }

    [Fact]
    public async Task A_repeated_command_is_answered_even_when_its_key_went_to_another()
    {
        await Claim(Case("1"), 0, "c1", ["a"]);
        await Claim(Case("1"), 1, "c2", [], ["a"]);
        await Claim(Case("2"), 0, "c3", ["a"]);
        Assert.True(Assert.IsType<AppendResult.Appended>(await Claim(Case("1"), 2, "c1", ["a"])).Repeated);
    }

    [Fact]
    public async Task A_stale_append_takes_and_releases_no_key()
    {
        await Claim(Case("1"), 0, "c1", ["a"]);
        Assert.IsType<AppendResult.Stale>(await Claim(Case("1"), 0, "c2", ["b"], ["a"]));
        Assert.IsType<AppendResult.Appended>(await Claim(Case("2"), 0, "c3", ["b"]));
        Assert.IsType<AppendResult.Taken>(await Claim(Case("3"), 0, "c4", ["a"]));
    }

    [Fact]
    public async Task A_race_for_a_key_has_one_winner()
    {
        for (var round = 0; round < 20; round++)
        {
            var r = round;
            var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(w => Task.Run(() => Claim(Case($"{r}-{w}"), 0, "c", [$"key{r}"]), Stop)));
            var winner = Assert.IsType<AppendResult.Appended>(Assert.Single(results, x => x is AppendResult.Appended)).Stored.Stream;
            Assert.All(results.OfType<AppendResult.Taken>(), taken => Assert.Equal(($"key{r}", winner), (taken.Key, taken.By)));
        }
    }
}
