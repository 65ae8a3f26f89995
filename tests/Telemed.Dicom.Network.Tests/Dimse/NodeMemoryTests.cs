using System.Buffers;
using System.Net.Sockets;
using System.Text;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Network.Tests;

/// <summary>Memory of the whole process is looked at: nothing else may run beside these.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class AloneCollection;

[Collection("Alone")]
public class NodeMemoryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Megabytes_of_noise_on_many_connections_leave_memory_flat()
    {
        await using var node = await Node.Start();
        var noise = new byte[256 * 1024];
        new Random(2).NextBytes(noise);
        noise[0] = 0x47;
        await Flood(node, noise, 8);   // pools warm
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Flood(node, noise, 200);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 * 1024 * 1024);
        await using var client = await node.Connected();
        Assert.Equal(GeneralStatus.Success, await client.Echo(Ct));
    }

    [Theory]
    [InlineData("0100FFFFFFFF", "a request that claims four gigabytes")]
    [InlineData("0400FFFFFFFF", "data that claims four gigabytes")]
    public async Task A_length_nobody_can_mean_is_refused_before_anything_is_set_aside_for_it(string hex, string what)
    {
        Assert.NotEmpty(what);
        await using var node = await Node.Start();
        using var socket = await node.Dial();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await socket.SendAsync(Convert.FromHexString(hex));
        var answer = new byte[11];
        Assert.Equal(10, await socket.ReceiveAsync(answer));
        Assert.Equal(7, answer[0]);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 2 * 1024 * 1024);
    }

    [Fact]
    public async Task A_window_full_of_queries_that_nobody_reads_the_answers_of_takes_no_more_than_what_is_on_its_way()
    {
        await using var node = await Node.Start();
        node.Studies.Add(SampleFiles.Fixture("CT_small.dcm"));
        node.Studies.Repeat = int.MaxValue;
        var find = QueryModel.StudyRoot.FindClass;
        var request = new Pdu.AssociateRq("TELEMED", "MODALITY", [new ProposedContext(1, find, ["1.2.840.10008.1.2.1"])], new() { Operations = new(16, 1) });
        await using var client = Assert.IsType<ConnectOutcome.Connected>(await DimseClient.Connect("127.0.0.1", node.Port, request, new(), TimeProvider.System, Ct)).Client;
        var channel = new DimseChannel(client.Association);
        var keys = new DataSet().AddAscii(Tags.QueryRetrieveLevel, Vr.CS, "STUDY").AddAscii(Tags.StudyInstanceUid, Vr.UI, "");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (ushort id = 1; id <= 16; id++) await channel.Send(client.Association.Context(1)!, Commands.QueryRequest(CommandField.CFindRq, id, find), keys);
        for (var (last, seen) = (-1, 0); last != seen || seen == 0; seen = node.Studies.Read)   // until nothing moves any more
        {
            last = seen;
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Ct);
        }
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 * 1024 * 1024);
        Assert.Equal(1, node.Associations);
    }

    private static async Task Flood(Node node, byte[] noise, int connections)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, connections), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct }, async (_, ct) =>
        {
            using var socket = await node.Dial();
            try
            {
                await socket.SendAsync(noise, ct);
            }
            catch (SocketException)
            {
                // closed on us: what we came for
            }
        });
    }
}
