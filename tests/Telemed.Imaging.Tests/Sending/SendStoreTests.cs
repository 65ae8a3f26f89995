using Telemed.Imaging.Sending;

namespace Telemed.Imaging.Tests.Sending;

public sealed class SendStoreTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly string folder = Node.NewFolder();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void After_a_kill_what_was_acknowledged_stays_so_and_the_rest_goes_on()
    {
        string copy = Node.NewFolder();
        using (var store = new SendStore(folder))
        {
            var send = store.Add(New("s1"), Items(5), again: false);
            Assert.True(store.Begin("s1"));
            store.Acknowledge(send, [.. store.Left("s1", 0, 2)], Noon);
            foreach (string file in Directory.EnumerateFiles(folder)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));   // as a kill leaves them
        }
        using (var reopened = new SendStore(copy))
        {
            Assert.Equal((2, 5, SendState.Queued), (reopened.Find("s1")!.Sent, reopened.Find("s1")!.Total, reopened.Find("s1")!.State));
            Assert.Equal(["i3", "i4", "i5"], reopened.Left("s1", 0, 10).Select(item => item.SopInstanceUid));
            Assert.Equal("s1", Assert.Single(reopened.Due(Noon)).Id);
        }
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public void A_second_send_of_the_study_joins_the_first_while_that_is_open()
    {
        using var store = new SendStore(folder);
        store.Add(New("s1"), Items(3), again: false);
        var joined = store.Add(New("s2") with { Priority = SendPriority.Emergency }, Items(5), again: false);
        Assert.Equal(("s1", 5, SendPriority.Emergency), (joined.Id, joined.Total, joined.Priority));
        Assert.Null(store.Find("s2"));
        Assert.Equal("s3", store.Add(New("s3") with { DestinationId = "other" }, Items(1), again: false).Id);
    }

    [Theory]
    [InlineData(SendState.Queued, new[] { SendAction.Pause, SendAction.Cancel })]
    [InlineData(SendState.Sending, new[] { SendAction.Pause, SendAction.Cancel })]
    [InlineData(SendState.Waiting, new[] { SendAction.Pause, SendAction.Cancel, SendAction.Retry })]
    [InlineData(SendState.Paused, new[] { SendAction.Resume, SendAction.Cancel })]
    [InlineData(SendState.Done, new SendAction[0])]
    [InlineData(SendState.Partial, new[] { SendAction.Retry })]
    [InlineData(SendState.Cancelled, new[] { SendAction.Retry })]
    public void Each_state_allows_these_actions(SendState state, SendAction[] actions) => Assert.Equal(actions, SendRules.ActionsIn(state));

    [Theory]
    [InlineData(1, 0.0, 3.75)]
    [InlineData(1, 0.5, 5)]
    [InlineData(2, 0.5, 10)]
    [InlineData(4, 0.5, 40)]
    [InlineData(30, 0.5, 600)]
    [InlineData(30, 0.0, 450)]
    public void A_rest_doubles_up_to_ten_minutes_and_is_spread(int failures, double chance, double seconds) =>
        Assert.Equal(seconds, BackOff.After(failures, TimeSpan.FromSeconds(5), chance).TotalSeconds, 3);

    private static Send New(string id) =>
        new(id, "inst-a", "account", "pacs", "2.25.1", SendPriority.Normal, SendState.Queued, SendCause.Asked, 0, 0, 0, 0, 0, 0, null, Noon, null, null);

    private static List<SendItem> Items(int count) => [.. Enumerable.Range(1, count).Select(n => new SendItem(n, $"i{n}", "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.1.2.1", 100))];
}
