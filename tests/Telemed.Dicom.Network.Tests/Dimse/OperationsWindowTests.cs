using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Network.Tests;

/// <summary>Several operations under way on one association (PS3.7 §D.3.3.3).</summary>
public sealed class OperationsWindowTests
{
    private static readonly string Find = QueryModel.StudyRoot.FindClass;
    private static readonly string Get = QueryModel.StudyRoot.GetClass;
    private static readonly ProposedContext[] Contexts =
        [Node.Echo, Node.Ct, new(5, Find, ["1.2.840.10008.1.2.1"]), new(7, Get, ["1.2.840.10008.1.2.1"]), new(9, "1.2.840.10008.5.1.4.1.1.4", ["1.2.840.10008.1.2.1"])];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(4, 2, 4, 2)]
    [InlineData(0, 0, 16, 16)]   // unlimited
    [InlineData(100, 1, 16, 1)]
    public async Task The_window_is_the_smaller_of_both_sides(ushort invoked, ushort performed, ushort answeredInvoked, ushort answeredPerformed)
    {
        await using var node = await Node.Start();
        await using var client = await Connect(node, new(invoked, performed));
        Assert.Equal(new OperationsWindow(answeredInvoked, answeredPerformed), client.Association.Answer.User.Operations);
    }

    [Fact]
    public async Task Beside_a_service_whose_order_matters_the_window_is_one()
    {
        await using var node = await Node.Start();
        await using var client = await Connect(node, new(8, 8), [.. Contexts, new(11, CommitmentData.SopClass, ["1.2.840.10008.1.2.1"])]);
        Assert.Equal(new OperationsWindow(1, 1), client.Association.Answer.User.Operations);
    }

    [Fact]
    public async Task A_query_that_takes_long_does_not_hold_up_the_next()
    {
        await using var node = await WithStudies();
        var gate = new TaskCompletionSource();
        node.Studies.Before = request => request.Keys.Ascii(Tags.PatientId) == "1CT1" ? gate.Task : Task.CompletedTask;
        await using var client = await Connect(node, new(4, 4));
        var channel = new DimseChannel(client.Association);
        await Ask(channel, 1, "1CT1");
        await Ask(channel, 2, "4MR1");
        Assert.Equal([(2, GeneralStatus.Pending), (2, GeneralStatus.Success)], await Answers(channel, 2));
        gate.SetResult();
        Assert.Equal([(1, GeneralStatus.Pending), (1, GeneralStatus.Success)], await Answers(channel, 2));
        await client.Release();
        await node.Log.Awaits("Released None, 2 done, 0 failed");
    }

    [Fact]
    public async Task Without_a_window_the_next_is_not_begun_while_one_is_worked_on()
    {
        await using var node = await WithStudies();
        var gate = new TaskCompletionSource();
        var begun = 0;
        node.Studies.Before = request =>
        {
            begun++;
            return request.Keys.Ascii(Tags.PatientId) == "1CT1" ? gate.Task : Task.CompletedTask;
        };
        await using var client = await Connect(node, null);
        Assert.Null(client.Association.Answer.User.Operations);
        var channel = new DimseChannel(client.Association);
        await Ask(channel, 1, "1CT1");
        await Ask(channel, 2, "4MR1");
        await Until(() => begun == 1);
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        Assert.Equal(1, begun);
        gate.SetResult();
        Assert.Equal([1, 1, 2, 2], (await Answers(channel, 4)).Select(a => a.Id).Order());
        Assert.Equal(2, begun);
    }

    [Fact]
    public async Task A_cancel_ends_the_query_it_names_and_no_other()
    {
        await using var node = await WithStudies();
        node.Studies.Repeat = 20_000;
        await using var client = await Connect(node, new(4, 4));
        var channel = new DimseChannel(client.Association);
        await Ask(channel, 1, "1CT1");
        await Ask(channel, 2, "4MR1");
        await channel.Send(5, Commands.Cancel(2));
        await channel.Send(5, Commands.Cancel(9));   // nobody
        var final = new Dictionary<int, ushort>();
        var matches = new Dictionary<int, int> { [1] = 0, [2] = 0 };
        while (final.Count < 2)
            foreach (var (id, status) in await Answers(channel, 1))
                if (GeneralStatus.IsPending(status)) matches[id]++;
                else final[id] = status;
        Assert.Equal((GeneralStatus.Success, GeneralStatus.Cancelled), (final[1], final[2]));
        Assert.Equal(20_000, matches[1]);
        Assert.InRange(matches[2], 0, 19_999);
    }

    [Fact]
    public async Task Objects_are_taken_while_others_are_still_being_kept()
    {
        await using var node = await Node.Start();
        var disk = new TaskCompletionSource();
        node.Sink.CompleteAfter = disk.Task;
        await using var client = await Connect(node, new(8, 8));
        for (ushort id = 1; id <= 8; id++) await Store(client, id, new byte[200_000 + 2 * id]);
        await Until(() => node.Sink.Whole == 8);
        Assert.Empty(node.Sink.Stored);
        var channel = new DimseChannel(client.Association);
        await channel.Send(1, Commands.EchoRequest(50));
        Assert.Equal([(50, GeneralStatus.Success)], await Answers(channel, 1));
        disk.SetResult();
        Assert.All(await Answers(channel, 8), a => Assert.Equal(GeneralStatus.Success, a.Status));
        Assert.Equal(Enumerable.Range(1, 8).Select(id => 200_000 + 2 * id), node.Sink.Stored.Select(s => s.Bytes.Length).Order());
    }

    [Fact]
    public async Task A_message_id_in_use_is_refused_and_may_be_used_again_once_answered()
    {
        await using var node = await WithStudies();
        var gate = new TaskCompletionSource();
        node.Studies.Before = _ => gate.Task;
        await using var client = await Connect(node, new(4, 4));
        var channel = new DimseChannel(client.Association);
        await Ask(channel, 1, "1CT1");
        await channel.Send(1, Commands.EchoRequest(1));
        Assert.Equal([(1, GeneralStatus.DuplicateInvocation)], await Answers(channel, 1));
        gate.SetResult();
        Assert.Equal(GeneralStatus.Success, (await Answers(channel, 2))[1].Status);
        for (var again = 0; again < 200; again++)
        {
            await channel.Send(1, Commands.EchoRequest(1));
            Assert.Equal([(1, GeneralStatus.Success)], await Answers(channel, 1));
        }
    }

    [Fact]
    public async Task Two_retrievals_and_a_query_share_an_association()
    {
        await using var node = await WithStudies();
        var roles = new RoleSelection[] { new(Node.Ct.AbstractSyntax, false, true), new(Contexts[4].AbstractSyntax, false, true) };
        await using var client = await Connect(node, new(8, 1), roles: roles);
        var channel = new DimseChannel(client.Association);
        await AskGet(channel, 1, "CT_small.dcm");
        await AskGet(channel, 2, "MR_small.dcm");
        await Ask(channel, 3, "1CT1");
        var (final, stored, unanswered) = (new Dictionary<int, ushort>(), new List<string>(), new Queue<DimseMessage>());
        while (final.Count < 3 && await channel.Receive() is { } message)
        {
            Assert.True(await channel.SkipData(1 << 20));
            if (message.Command.Field is CommandField.CStoreRq)
            {
                stored.Add(message.Command.Uid(CommandTag.AffectedSopInstanceUid)!);
                unanswered.Enqueue(message);
                Assert.Single(unanswered);   // the peer performs one at a time, whoever asks
            }
            else if (!GeneralStatus.IsPending(message.Command.Number(CommandTag.Status)!.Value))
                final[message.Command.Number(CommandTag.MessageIdBeingRespondedTo)!.Value] = message.Command.Number(CommandTag.Status)!.Value;
            if (final.ContainsKey(3))   // the query ended while an object was not yet answered
                while (unanswered.TryDequeue(out var waiting)) await channel.Send(waiting.Context.Id, Commands.Response(waiting.Command, GeneralStatus.Success));
        }
        Assert.All(final.Values, status => Assert.Equal(GeneralStatus.Success, status));
        Assert.Equal(node.Studies.Objects.Take(2).Select(o => o.Header.Ascii(Tags.SopInstanceUid)!).Order(), stored.Order());
    }

    [Fact]
    public async Task A_peer_that_disregards_its_window_is_cut_off_and_others_go_on()
    {
        await using var node = await WithStudies();
        node.Studies.Before = _ => new TaskCompletionSource().Task;
        await using var client = await Connect(node, new(4, 4));
        var channel = new DimseChannel(client.Association);
        for (ushort id = 1; id <= 8; id++) await Ask(channel, id, "1CT1");
        await channel.Send(1, Commands.EchoRequest(50));   // twice the window and one more: answered at once, or the end
        await Ask(channel, 51, "1CT1");
        while (await channel.Receive() is not null) { }
        Assert.Equal(AssociationEnd.AbortedByPeer, client.Association.End);
        await using var next = await node.Connected();
        Assert.Equal(GeneralStatus.Success, await next.Echo(Stop));
    }

    [Fact]
    public async Task A_connection_lost_in_the_middle_of_several_operations_leaves_nothing_behind()
    {
        await using var node = await WithStudies();
        node.Studies.Repeat = 1_000_000;
        var disk = new TaskCompletionSource();
        node.Sink.CompleteAfter = disk.Task;
        var client = await Connect(node, new(8, 8));
        var channel = new DimseChannel(client.Association);
        for (ushort id = 1; id <= 3; id++) await Ask(channel, id, "1CT1");
        await Store(client, 4, [1, 2]);
        await client.Association.Send(3, true, Commands.StoreRequest(5, Node.CtObject([1, 2, 3, 4])).Encode(), true);
        await client.Association.Send(3, false, new byte[] { 1, 2 }, false);
        await Until(() => node.Sink.Whole == 1);
        await client.DisposeAsync();
        disk.SetResult();
        await Until(() => node.Associations == 0);
        Assert.Equal("1.2.3.4", Assert.Single(node.Sink.Stored).Info.SopInstanceUid);   // whole, if unanswered; the half one is gone
        Assert.Equal(1, node.Sink.Discarded);
    }

    [Fact]
    public async Task A_shutdown_waits_for_all_of_them_to_be_answered()
    {
        await using var node = await Node.Start();
        var disk = new TaskCompletionSource();
        node.Sink.CompleteAfter = disk.Task;
        await using var client = await Connect(node, new(8, 8));
        for (ushort id = 1; id <= 3; id++) await Store(client, id, [1, 2]);
        await Until(() => node.Sink.Whole == 3);
        var stopped = node.Stop(Stop);
        disk.SetResult();
        Assert.Equal(3, (await Answers(new(client.Association), 3)).Count);
        await stopped;
        Assert.Equal(3, node.Sink.Stored.Count);
    }

    private static async Task<Node> WithStudies()
    {
        var node = await Node.Start();
        node.Studies.Add(SampleFiles.Fixture("CT_small.dcm"), SampleFiles.Fixture("MR_small.dcm"));
        return node;
    }

    private static async Task<DimseClient> Connect(Node node, OperationsWindow? window, ProposedContext[]? contexts = null, RoleSelection[]? roles = null)
    {
        var user = new UserInformation { Operations = window, Roles = EquatableList.From(roles ?? []) };
        var request = new Pdu.AssociateRq("TELEMED", "MODALITY", EquatableList.From(contexts ?? Contexts), user);
        return Assert.IsType<ConnectOutcome.Connected>(await DimseClient.Connect("127.0.0.1", node.Port, request, new(), TimeProvider.System, Stop)).Client;
    }

    private static Task Ask(DimseChannel channel, ushort id, string patient) => channel.Send(channel.Association.Context(5)!, Commands.QueryRequest(CommandField.CFindRq, id, Find),
        new DataSet().AddAscii(Tags.QueryRetrieveLevel, Vr.CS, "STUDY").AddAscii(Tags.PatientId, Vr.LO, patient).AddAscii(Tags.StudyInstanceUid, Vr.UI, "")).AsTask();

    private static Task AskGet(DimseChannel channel, ushort id, string name) => channel.Send(channel.Association.Context(7)!, Commands.QueryRequest(CommandField.CGetRq, id, Get),
        new DataSet().AddAscii(Tags.QueryRetrieveLevel, Vr.CS, "STUDY").AddAscii(Tags.StudyInstanceUid, Vr.UI, RoundTrip.DataSet(SampleFiles.Fixture(name)).Ascii(Tags.StudyInstanceUid)!)).AsTask();

    private static async Task Store(DimseClient client, ushort id, byte[] bytes)
    {
        await client.Association.Send(3, true, Commands.StoreRequest(id, Node.CtObject(bytes, $"1.2.3.{id}")).Encode(), true);
        await client.Association.Send(3, false, bytes, true);
    }

    private static async Task<List<(int Id, ushort Status)>> Answers(DimseChannel channel, int count)
    {
        var answers = new List<(int, ushort)>();
        while (answers.Count < count)
        {
            var command = (await channel.Receive())!.Command;
            answers.Add((command.Number(CommandTag.MessageIdBeingRespondedTo)!.Value, command.Number(CommandTag.Status)!.Value));
            Assert.True(await channel.SkipData(1 << 20));
        }
        return answers;
    }

    private static async Task Until(Func<bool> happened)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!happened()) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, late.Token);
    }
}
