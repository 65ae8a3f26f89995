using System.Buffers;
using System.Net.Sockets;
using System.Text;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Network.Tests;

/// <summary>The node on a real port.</summary>
public class NodeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Our_own_client_verifies_and_stores()
    {
        await using var node = await Node.Start();
        await using var client = await node.Connected();
        Assert.Equal(GeneralStatus.Success, await client.Echo(Ct));
        var bytes = new byte[1_000_002];
        new Random(1).NextBytes(bytes);
        Assert.Equal(new StoreOutcome.Answered(0), await client.Store(Node.CtObject(bytes), Ct));
        Assert.IsType<StoreOutcome.NoContext>(await client.Store(Node.CtObject(bytes) with { TransferSyntaxUid = "1.2.840.10008.1.2" }, Ct));
        await client.Release();
        Assert.Equal(AssociationEnd.Released, client.Association.End);
        var (info, stored) = Assert.Single(node.Sink.Stored);
        Assert.True(bytes.AsSpan().SequenceEqual(stored));
        Assert.Equal("hospital-1", info.InstitutionId);
        Assert.StartsWith("127.0.0.1", info.Remote!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_set_of_odd_length_is_padded_because_fragments_are_even()
    {
        await using var node = await Node.Start();
        await using var client = await node.Connected();
        await client.Store(Node.CtObject([1, 2, 3]), Ct);
        Assert.Equal([1, 2, 3, 0], Assert.Single(node.Sink.Stored).Bytes);
    }

    [Theory]
    [InlineData("STRANGER", "TELEMED", 3)]
    [InlineData("MODALITY", "SOMEONE", 7)]
    [InlineData("modality", "TELEMED", 3)]   // AE titles are case-sensitive
    public async Task Titles_that_are_not_known_are_rejected_with_the_reason_of_the_standard(string calling, string called, byte reason)
    {
        await using var node = await Node.Start();
        var refused = Assert.IsType<ConnectOutcome.Refused>(await node.Connect(calling, called));
        Assert.Equal(new Pdu.AssociateRj(RejectResult.Permanent, RejectSource.User, reason), refused.Rejection);
    }

    [Fact]
    public async Task One_association_too_many_is_rejected_for_now_and_taken_when_another_has_ended()
    {
        await using var node = await Node.Start(new() { Server = new() { MaxAssociationsPerCaller = 2 } });
        await using var first = await node.Connected();
        await using var second = await node.Connected();
        var refused = Assert.IsType<ConnectOutcome.Refused>(await node.Connect());
        Assert.Equal(new Pdu.AssociateRj(RejectResult.Transient, RejectSource.Presentation, 2), refused.Rejection);
        await using var other = await node.Connected("STORESCU");
        await first.Release();
        await Until(() => node.Associations == 2);
        await using var third = await node.Connected();
        Assert.Equal(GeneralStatus.Success, await third.Echo(Ct));
    }

    [Fact]
    public async Task An_HTTP_request_is_answered_by_abort_and_closed_at_once_with_one_line_that_holds_none_of_it()
    {
        await using var node = await Node.Start();
        using var socket = await node.Dial();
        await socket.SendAsync("GET /patient/ZHANG%5ESAN HTTP/1.1\r\nHost: pacs\r\n\r\n"u8.ToArray());
        using var stream = new NetworkStream(socket);
        var answer = new MemoryStream();
        await stream.CopyToAsync(answer, Ct).WaitAsync(TimeSpan.FromSeconds(15), Ct);
        Assert.Equal(PduSamples.Abort(0, 0), answer.ToArray());
        socket.Close();
        await Until(() => !node.Log.Lines.IsEmpty && node.Log.Lines.Count(l => l.Contains("NotDicom", StringComparison.Ordinal)) == 1);
        Assert.DoesNotContain(node.Log.Lines, l => l.Contains("ZHANG", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Shutdown_waits_for_the_object_under_way_and_ends_what_only_waits()
    {
        var node = await Node.Start();
        var gate = new TaskCompletionSource();
        node.Sink.CompleteAfter = gate.Task;
        await using var idle = await node.Connected("STORESCU");
        await using var busy = await node.Connected();
        var storing = busy.Store(Node.CtObject([1, 2, 3, 4]), Ct);
        await node.Sink.Completing.Task.WaitAsync(Ct);
        var stopping = node.Stop(CancellationToken.None);
        Assert.Null(await idle.Association.Receive());
        Assert.Equal(AssociationEnd.AbortedByPeer, idle.Association.End);
        Assert.False(stopping.IsCompleted);
        gate.SetResult();
        Assert.Equal(new StoreOutcome.Answered(0), await storing);
        await stopping.WaitAsync(TimeSpan.FromSeconds(60), Ct);
        Assert.Single(node.Sink.Stored);
        await node.DisposeAsync();
    }

    [Fact]
    public async Task Shutdown_that_may_not_wait_discards_the_object_under_way()
    {
        var node = await Node.Start();
        node.Sink.CompleteAfter = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Ct);
        await using var busy = await node.Connected();
        var storing = busy.Store(Node.CtObject([1, 2, 3, 4]), Ct);
        await node.Sink.Completing.Task.WaitAsync(Ct);
        await node.Stop(new CancellationToken(canceled: true));
        Assert.IsType<StoreOutcome.Ended>(await storing);
        await Until(() => node.Sink.Discarded == 1);
        Assert.Empty(node.Sink.Stored);
        await node.DisposeAsync();
    }

    [Fact]
    public async Task A_sender_with_Nagle_on_does_not_wait_for_delayed_acknowledgements()
    {
        await using var node = await Node.Start();
        using var socket = await node.Dial();
        socket.NoDelay = false;
        await socket.SendAsync(AssociateForCt());
        await ReadPdu(socket);
        var waits = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            var began = System.Diagnostics.Stopwatch.GetTimestamp();
            // A command, then data in two writes: the second small one is held back until the first is acknowledged.
            await socket.SendAsync(PduSamples.Data(1, 3, Commands.StoreRequest(1, Node.Ct.AbstractSyntax, "1.2.3").Encode()));
            await socket.SendAsync(PduSamples.Data(1, 0, new byte[5_000]));
            await socket.SendAsync(PduSamples.Data(1, 2, 1, 2));
            await ReadPdu(socket);
            waits.Add(System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        // a delayed acknowledgement takes 40 ms each time; a busy machine does not slow every one of twenty down that much
        Assert.InRange(waits.Order().ElementAt(4), 0, 39);
    }

    [Fact]
    public async Task Objects_of_several_associations_are_under_way_at_the_same_time()
    {
        await using var node = await Node.Start();
        var gate = new TaskCompletionSource();
        node.Sink.CompleteAfter = gate.Task;
        var clients = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => node.Connected()));
        var sending = clients.Select((c, i) => c.Store(Node.CtObject([1, 2], $"1.2.{i + 1}"), Ct)).ToArray();
        await Until(() => node.Associations == 4);
        gate.SetResult();
        Assert.All(await Task.WhenAll(sending), o => Assert.Equal(new StoreOutcome.Answered(0), o));
        foreach (var client in clients) await client.DisposeAsync();
    }

    private static byte[] AssociateForCt() => PduSamples.AssociateRq(
        PduSamples.Item(0x10, "1.2.840.10008.3.1.1.1"),
        PduSamples.Item(0x20, [1, 0, 0, 0, .. PduSamples.Item(0x30, Node.Ct.AbstractSyntax), .. PduSamples.Item(0x40, "1.2.840.10008.1.2.1")]),
        PduSamples.Item(0x50, PduSamples.Item(0x51, [0, 0, 0x40, 0]))).Select((b, i) => i is >= 10 and < 26 ? (byte)"TELEMED         "[i - 10] : b).ToArray();

    private static async Task ReadPdu(Socket socket)
    {
        using var stream = new NetworkStream(socket);
        var header = new byte[6];
        await stream.ReadExactlyAsync(header, Ct);
        await stream.ReadExactlyAsync(new byte[System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(2))], Ct);
    }

    private static async Task Until(Func<bool> happened)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!happened()) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, late.Token);
    }
}
