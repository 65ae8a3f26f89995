using System.Globalization;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Network.Tests;

/// <summary>Objects sent with several of them unanswered (PS3.7 §D.3.3.3), from the asking side.</summary>
public sealed class SendWindowTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(16, 4, 4)]
    [InlineData(4, 16, 4)]     // more than was asked for is not taken
    [InlineData(8, 0, 8)]      // unlimited
    [InlineData(8, 1, 1)]
    [InlineData(8, null, 1)]
    [InlineData(1, 16, 1)]     // not asked for
    public async Task The_window_is_what_was_asked_for_and_granted(int asked, int? granted, int window)
    {
        await using var peer = new ScriptedPeer(granted is { } number ? new((ushort)number, 1) : null);
        await using var client = await peer.Connected((ushort)asked);
        Assert.Equal(window, client.Window);
        Assert.Equal(asked == 1 ? null : new OperationsWindow((ushort)asked, 1), (await peer.Channel()).Association.Request.User.Operations);
    }

    [Fact]
    public async Task Our_own_node_gets_as_many_as_the_window_holds_and_answers_each()
    {
        await using var node = await Node.Start();
        var disk = new TaskCompletionSource();
        node.Sink.CompleteAfter = disk.Task;
        await using var client = await Connect(node, 8);
        Assert.Equal(8, client.Window);
        var outcomes = new List<Task<StoreOutcome>>();
        for (int i = 1; i <= 8; i++) outcomes.Add(await client.Begin(Ct(i, 100_000 + 2 * i), Stop));
        await Until(() => node.Sink.Whole == 8);
        var room = client.Ready().AsTask();
        var released = client.Release().AsTask();
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        Assert.False(room.IsCompleted || released.IsCompleted || outcomes.Any(o => o.IsCompleted));
        disk.SetResult();
        Assert.All(await Task.WhenAll(outcomes), outcome => Assert.Equal(new StoreOutcome.Answered(0), outcome));
        await released;
        Assert.Equal(AssociationEnd.Released, client.Association.End);
        Assert.Equal(Enumerable.Range(1, 8).Select(i => 100_000 + 2 * i), node.Sink.Stored.Select(s => s.Bytes.Length).Order());
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 16)]
    [InlineData(4, 64)]
    public async Task Whatever_the_order_of_the_answers_each_object_gets_its_own(int seed, int window)
    {
        const int objects = 300;
        var random = new Random(seed);
        await using var peer = new ScriptedPeer(new((ushort)window, 1));
        await using var client = await peer.Connected((ushort)window);
        var answering = Task.Run(() => AnswerAtRandom(peer, random, window, objects), Stop);
        var outcomes = new List<Task<StoreOutcome>>();
        for (int i = 1; i <= objects; i++) outcomes.Add(await client.Begin(Ct(i, 2 * (i % 7)), Stop));
        var order = await answering;
        for (int i = 1; i <= objects; i++) Assert.Equal(new StoreOutcome.Answered(StatusOf($"1.2.3.{i}")), await outcomes[i - 1]);
        Assert.Equal(Enumerable.Range(1, objects).Select(i => $"1.2.3.{i}"), order.Came);
        Assert.Equal(window, order.MostUnanswered);
        var released = client.Release();
        Assert.Null(await peer.Next());
        await released;
        Assert.Equal(AssociationEnd.Released, client.Association.End);
    }

    [Fact]
    public async Task A_refusal_in_the_middle_concerns_its_object_only()
    {
        await using var peer = new ScriptedPeer(new(4, 1));
        await using var client = await peer.Connected(4);
        var outcomes = await Begin(client, 4);
        var requests = await peer.Next(4);
        await peer.Answer(requests[1], 0xC000);
        Assert.Equal(new StoreOutcome.Answered(0xC000), await outcomes[1].WaitAsync(TimeSpan.FromSeconds(60), Stop));
        Assert.True(await client.Ready());
        var fifth = await client.Begin(Ct(5, 2), Stop);
        foreach (var request in (ScriptedPeer.Request[])[.. requests.Where((_, i) => i != 1), (await peer.Next())!]) await peer.Answer(request);
        Assert.All((StoreOutcome[])[await outcomes[0], await outcomes[2], await outcomes[3], await fifth], outcome => Assert.Equal(new StoreOutcome.Answered(0), outcome));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_abort_or_a_lost_connection_leaves_just_the_unanswered_without_answer(bool abort)
    {
        await using var peer = new ScriptedPeer(new(8, 1));
        await using var client = await peer.Connected(8);
        var outcomes = await Begin(client, 8);
        var requests = await peer.Next(8);
        foreach (int i in (int[])[6, 0, 3]) await peer.Answer(requests[i]);
        foreach (int i in (int[])[6, 0, 3]) await outcomes[i].WaitAsync(TimeSpan.FromSeconds(60), Stop);   // what is on its way when a connection dies may die with it
        var room = client.Ready();
        if (abort) await peer.Abort();
        else peer.HangUp();
        var all = await Task.WhenAll(outcomes);
        Assert.Equal([0, 3, 6], all.Index().Where(o => o.Item is StoreOutcome.Answered).Select(o => o.Index));
        var end = abort ? AssociationEnd.AbortedByPeer : AssociationEnd.ConnectionLost;
        Assert.All(all.Where(o => o is not StoreOutcome.Answered), o => Assert.Equal(new StoreOutcome.Ended(end), o));
        Assert.True(await room);   // there was room then
        Assert.False(await client.Ready());
        Assert.IsType<StoreOutcome.Ended>(await client.Store(Ct(9, 2), Stop));
    }

    [Fact]
    public async Task An_answer_to_nothing_that_is_unanswered_ends_the_association()
    {
        await using var peer = new ScriptedPeer(new(8, 1));
        await using var client = await peer.Connected(8);
        var outcomes = await Begin(client, 3);
        var requests = await peer.Next(3);
        await peer.Answer(requests[2]);
        await peer.Answer(requests[2]);
        Assert.Equal(new StoreOutcome.Answered(0), await outcomes[2].WaitAsync(TimeSpan.FromSeconds(60), Stop));
        Assert.Equal(new StoreOutcome.Ended(AssociationEnd.AbortedHere), await outcomes[0]);
        Assert.Equal(new StoreOutcome.Ended(AssociationEnd.AbortedHere), await outcomes[1]);
        Assert.Null(await peer.Next());
        Assert.Equal(AssociationEnd.AbortedByPeer, await peer.End());
    }

    [Fact]
    public async Task An_object_shorter_than_announced_ends_the_association_and_nobody_takes_the_half_for_whole()
    {
        await using var peer = new ScriptedPeer(new(8, 1));
        await using var client = await peer.Connected(8);
        var outcomes = await Begin(client, 2);
        await peer.Next(2);
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await client.Begin(Ct(3, 100) with { Length = 1_000 }, Stop));
        Assert.All(await Task.WhenAll(outcomes), outcome => Assert.Equal(new StoreOutcome.Ended(AssociationEnd.AbortedHere), outcome));
        Assert.Null((await peer.Next())?.Bytes);
        Assert.Equal(AssociationEnd.AbortedByPeer, await peer.End());
    }

    [Fact]
    public async Task An_answer_that_comes_before_the_object_is_whole_counts_and_the_rest_is_sent()
    {
        await using var peer = new ScriptedPeer(new(8, 1));
        await using var client = await peer.Connected(8);
        var slow = new SlowStream(400_000, TimeSpan.FromMilliseconds(150));
        var first = client.Begin(new(Node.Ct.AbstractSyntax, "1.2.3.1", Node.Ct.TransferSyntaxes[0], slow, 400_000), Stop).AsTask();
        var channel = await peer.Channel();
        var early = (await channel.Receive())!;
        await channel.Send(early.Context.Id, Commands.Response(early.Command, 0xA900));
        Assert.Equal(400_000, (await channel.ReceiveWhole(1 << 20))!.Length);
        Assert.Equal(new StoreOutcome.Answered(0xA900), await await first);
        var second = await client.Begin(Ct(2, 2), Stop);
        await peer.Answer((await peer.Next())!);
        Assert.Equal(new StoreOutcome.Answered(0), await second);
        var released = client.Release();
        Assert.Null(await peer.Next());
        await released;
    }

    [Fact]
    public async Task The_peer_may_be_silent_while_an_object_is_being_sent_and_not_for_long_after()
    {
        var patience = TimeSpan.FromSeconds(2);
        await using var peer = new ScriptedPeer(new(8, 1));
        await using var client = await peer.Connected(8, new() { IdleTimeout = patience });
        var first = await client.Begin(Ct(1, 2), Stop);
        var second = await client.Begin(new(Node.Ct.AbstractSyntax, "1.2.3.2", Node.Ct.TransferSyntaxes[0], new SlowStream(400_000, patience / 3), 400_000), Stop);
        var requests = await peer.Next(2);
        await peer.Answer(requests[1]);
        Assert.Equal(new StoreOutcome.Answered(0), await second.WaitAsync(TimeSpan.FromSeconds(60), Stop));
        Assert.Equal(new StoreOutcome.Ended(AssociationEnd.Idle), await first);
    }

    [Fact]
    public async Task Giving_up_leaves_the_unanswered_without_answer_at_once()
    {
        await using var peer = new ScriptedPeer(new(8, 1));
        await using var client = await peer.Connected(8);
        using var giveUp = new CancellationTokenSource();
        var outcome = await client.Begin(Ct(1, 2), giveUp.Token);
        await peer.Next();
        await giveUp.CancelAsync();
        Assert.Equal(new StoreOutcome.Ended(AssociationEnd.Stopping), await outcome);
    }

    [Fact]
    public async Task Other_operations_wait_until_all_objects_are_answered()
    {
        await using var peer = new ScriptedPeer(new(8, 1));
        await using var client = await peer.Connected(8);
        var outcome = await client.Begin(Ct(1, 2), Stop);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.Echo(Stop));
        await peer.Answer((await peer.Next())!);
        await outcome;
        var echo = client.Echo(Stop);
        await peer.Answer((await peer.Next())!);
        Assert.Equal(GeneralStatus.Success, await echo);
    }

    [Fact]
    public async Task Without_a_window_the_answer_is_waited_for()
    {
        await using var peer = new ScriptedPeer(null);
        await using var client = await peer.Connected(16);
        var first = client.Begin(Ct(1, 2), Stop).AsTask();
        var request = (await peer.Next())!;
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        Assert.False(first.IsCompleted);
        await peer.Answer(request, 0xB000);
        Assert.True((await first).IsCompleted);
        Assert.Equal(new StoreOutcome.Answered(0xB000), await await first);
    }

    private static async Task<(List<string> Came, int MostUnanswered)> AnswerAtRandom(ScriptedPeer peer, Random random, int window, int objects)
    {
        var (came, unanswered, most) = (new List<string>(), new List<ScriptedPeer.Request>(), 0);
        while (came.Count < objects || unanswered.Count > 0)
        {
            while (came.Count < objects && unanswered.Count < window && (most < window || unanswered.Count < window / 2 || random.Next(2) == 0))
            {
                var request = (await peer.Next())!;
                Assert.DoesNotContain(unanswered, one => one.Id == request.Id);
                came.Add(request.Instance!);
                unanswered.Add(request);
                most = Math.Max(most, unanswered.Count);
            }
            int which = random.Next(unanswered.Count);
            await peer.Answer(unanswered[which], StatusOf(unanswered[which].Instance!));
            unanswered.RemoveAt(which);
        }
        return (came, most);
    }

    private static ushort StatusOf(string instance) => (ushort)(0xC000 + int.Parse(instance.Split('.')[^1], CultureInfo.InvariantCulture));

    private static async Task<List<Task<StoreOutcome>>> Begin(DimseClient client, int count)
    {
        var outcomes = new List<Task<StoreOutcome>>();
        for (int i = 1; i <= count; i++) outcomes.Add(await client.Begin(Ct(i, 2 * i), Stop));
        return outcomes;
    }

    private static OutgoingObject Ct(int number, int length) => Node.CtObject(new byte[length], $"1.2.3.{number}");

    private static async Task<DimseClient> Connect(Node node, ushort operations) => Assert.IsType<ConnectOutcome.Connected>(await DimseClient.Connect("127.0.0.1", node.Port,
        new Pdu.AssociateRq("TELEMED", "MODALITY", [Node.Ct], SendContexts.Window(operations)), new(), TimeProvider.System, Stop)).Client;

    private static async Task Until(Func<bool> happened)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!happened()) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, late.Token);
    }

    /// <summary>So many zero bytes, each read of which takes its time.</summary>
    private sealed class SlowStream(int length, TimeSpan each) : MemoryStream(new byte[length])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(each, TimeProvider.System, cancellationToken);
            return Read(buffer.Span);
        }
    }
}
