using Microsoft.Extensions.Logging.Abstractions;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;
using static Telemed.Dicom.Network.Tests.PduSamples;

namespace Telemed.Dicom.Network.Tests;

/// <summary>The node as SCP, message by message over a connection in memory.</summary>
public class StorageWireTests
{
    private const string Ct = "1.2.840.10008.5.1.4.1.1.2";
    private readonly Wire _wire = new();
    private readonly MemorySink _sink = new();
    private readonly CancellationTokenSource _drain = new();

    [Fact]
    public async Task An_object_in_many_fragments_reaches_the_sink_whole_and_is_answered_after_it()
    {
        var gate = new TaskCompletionSource();
        _sink.CompleteAfter = gate.Task;
        var node = await Established();
        await _wire.Say(Command(Commands.StoreRequest(1, Ct, "1.2.3")));
        for (byte i = 0; i < 5; i++) await _wire.Say(Data(1, i == 4 ? (byte)2 : (byte)0, i, i));
        await _sink.Completing.Task;
        var answer = _wire.HearPdu();
        Assert.False(answer.IsCompleted);
        gate.SetResult();
        Assert.Equal(StoreStatus.Success, Status(await answer));
        await End(node);
        var (info, bytes) = Assert.Single(_sink.Stored);
        Assert.Equal([0, 0, 1, 1, 2, 2, 3, 3, 4, 4], bytes);
        Assert.Equal(("MODALITY", "NODE", Ct, "1.2.3", "1.2.840.10008.1.2.1", "inst"),
            (info.CallingAe, info.CalledAe, info.SopClassUid, info.SopInstanceUid, info.TransferSyntaxUid, info.InstitutionId));
    }

    [Fact]
    public async Task Command_and_data_in_one_PDU_and_a_command_in_pieces_are_understood()
    {
        var node = await Established();
        var command = Commands.StoreRequest(1, Ct, "1.2.3").Encode();
        await _wire.Say(Data(1, 1, command[..11]));
        await _wire.Say(Pdu(4, [.. Data(1, 3, command[11..])[6..], .. Data(1, 2, 9)[6..]]));
        Assert.Equal(StoreStatus.Success, Status(await _wire.HearPdu()));
        await End(node);
        Assert.Equal([9], Assert.Single(_sink.Stored).Bytes);
    }

    [Theory]
    [InlineData(StoreStatus.OutOfResources)]
    [InlineData(StoreStatus.DataSetMismatch)]
    [InlineData(StoreStatus.CannotUnderstand)]
    [InlineData(StoreStatus.ElementsDiscarded)]
    public async Task The_sinks_answer_is_the_answer(StoreStatus status)
    {
        _sink.Answer = status;
        var node = await Established();
        Assert.Equal(status, await Store("1.2.3"));
        await End(node);
    }

    [Fact]
    public async Task A_sink_that_cannot_begin_or_write_answers_0110_and_the_association_goes_on()
    {
        var node = await Established();
        _sink.FailOnBegin = true;
        Assert.Equal(StoreStatus.ProcessingFailure, await Store("1.2.3"));
        (_sink.FailOnBegin, _sink.FailOnWrite) = (false, true);
        Assert.Equal(StoreStatus.ProcessingFailure, await Store("1.2.4"));
        _sink.FailOnWrite = false;
        Assert.Equal(StoreStatus.Success, await Store("1.2.5"));
        await End(node);
        Assert.Equal((1, 1), (_sink.Stored.Count, _sink.Discarded));
    }

    [Theory]
    [InlineData("another SOP class than the context", StoreStatus.SopClassNotSupported)]
    [InlineData("no SOP instance", StoreStatus.InvalidInstance)]
    [InlineData("a SOP instance that is no UID", StoreStatus.InvalidInstance)]
    public async Task A_request_the_node_cannot_take_is_read_over_and_refused(string what, StoreStatus expected)
    {
        var node = await Established();
        await _wire.Say(Command(what switch
        {
            "another SOP class than the context" => Commands.StoreRequest(1, "1.2.840.10008.5.1.4.1.1.4", "1.2.3"),
            "no SOP instance" => CommandSet.Decode(Commands.StoreRequest(1, Ct, "").Encode())!,
            _ => Commands.StoreRequest(1, Ct, "1..2/../etc"),
        }));
        await _wire.Say(Data(1, 0, 1, 2, 3), Data(1, 2, 4));
        Assert.Equal(expected, Status(await _wire.HearPdu()));
        Assert.Equal(StoreStatus.Success, await Store("1.2.3"));
        await End(node);
        Assert.Single(_sink.Stored);
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("hang up")]
    [InlineData("release")]
    [InlineData("a new command")]
    [InlineData("data on another context")]
    [InlineData("rubbish")]
    public async Task Whatever_breaks_an_object_off_leaves_nothing_of_it(string how)
    {
        var node = await Established();
        await _wire.Say(Command(Commands.StoreRequest(1, Ct, "1.2.3")));
        await _wire.Say(Data(1, 0, 1, 2, 3));
        if (how != "hang up")
            await _wire.Say(how switch
            {
                "abort" => Abort(0, 0),
                "release" => ReleaseRq,
                "a new command" => Command(Commands.StoreRequest(2, Ct, "1.2.4")),
                "data on another context" => Data(3, 2, 1),
                _ => [0xFF],
            });
        await _wire.HangUp();
        await node;
        Assert.Equal((0, 1), (_sink.Stored.Count, _sink.Discarded));
    }

    [Fact]
    public async Task Fragments_that_add_up_to_more_than_an_object_may_have_abort()
    {
        var node = await Established(new() { MaxObjectLength = 1_000 });
        await _wire.Say(Command(Commands.StoreRequest(1, Ct, "1.2.3")));
        for (var i = 0; i < 11; i++) await _wire.Say(Data(1, 0, new byte[100]));
        Assert.Equal(Abort(0, 0), await _wire.HearRest());
        await _wire.HangUp();
        await node;
        Assert.Equal((0, 1), (_sink.Stored.Count, _sink.Discarded));
    }

    [Theory]
    [InlineData("a command over 64 KiB in fragments")]
    [InlineData("data without a command")]
    [InlineData("a command that is none")]
    [InlineData("a command without message id")]
    [InlineData("a response nobody asked for")]
    public async Task Messages_out_of_order_abort(string what)
    {
        var node = await Established();
        await _wire.Say(what switch
        {
            "a command over 64 KiB in fragments" => [.. Enumerable.Repeat(Data(1, 1, new byte[30_000]), 3).SelectMany(b => b)],
            "data without a command" => Data(1, 2, 1, 2),
            "a command that is none" => Data(1, 3, 1, 2, 3),
            "a command without message id" => Command(new CommandSet().With(CommandTag.CommandField, 0x0030)),
            _ => Command(Commands.Response(Commands.EchoRequest(1), 0)),
        });
        Assert.Equal(Abort(0, 0), await _wire.HearRest());
        await _wire.HangUp();
        await node;
    }

    [Fact]
    public async Task An_operation_that_does_not_exist_here_is_answered_0211()
    {
        var node = await Established();
        await _wire.Say(Command(Commands.StoreRequest(1, Ct, "1.2.3").With(CommandTag.CommandField, 0x0020)), Data(1, 2, 1));   // C-FIND-RQ
        Assert.Equal(0x0211, (int)Status(await _wire.HearPdu()));
        await End(node);
    }

    [Fact]
    public async Task Shutdown_lets_the_object_under_way_be_stored_and_answered_then_aborts()
    {
        var node = await Established();
        await _wire.Say(Command(Commands.StoreRequest(1, Ct, "1.2.3")));
        await _sink.Beginning.Task;
        await _drain.CancelAsync();
        await _wire.Say(Data(1, 2, 7));
        Assert.Equal(StoreStatus.Success, Status(await _wire.HearPdu()));
        Assert.Equal(Abort(0, 0), await _wire.HearRest());
        await _wire.HangUp();
        await node;
        Assert.Single(_sink.Stored);
    }

    [Fact]
    public async Task Contexts_are_answered_one_by_one()
    {
        var node = Serve(new());
        await _wire.Say(Request(("1.2.840.10008.5.1.4.1.1.481.5", "1.2.840.10008.1.2.4.50"), ("1.2.840.10008.5.1.4.1.2.2.1", "1.2.840.10008.1.2"),
            ("1.2.3.4.5", "1.2.840.10008.1.2"), ("1.2.840.10008.1.1", "1.2.3")));
        var answer = (Pdu.AssociateAc)Decode(await _wire.HearPdu()).Pdu!;
        Assert.Equal([ContextResult.Accepted, ContextResult.AbstractSyntaxNotSupported, ContextResult.AbstractSyntaxNotSupported,
            ContextResult.TransferSyntaxesNotSupported], answer.Contexts.Select(c => c.Result));
        await End(node);
    }

    [Fact]
    public async Task Every_standard_storage_class_is_accepted_and_a_private_one_when_the_setting_says_so()
    {
        var wanted = StorageClasses.Registered.Append("1.2.3.4.5").ToArray();
        foreach (var chunk in wanted.Chunk(100))
        {
            var one = new StorageWireTests();
            var node = one.Serve(new() { AcceptUnknownSopClasses = true });
            await one._wire.Say(one.Request([.. chunk.Select(uid => (uid, "1.2.840.10008.1.2.1"))]));
            var answer = (Pdu.AssociateAc)Decode(await one._wire.HearPdu()).Pdu!;
            Assert.All(answer.Contexts, c => Assert.Equal(ContextResult.Accepted, c.Result));
            await one.End(node);
        }
    }

    private static byte[] Command(CommandSet command) => Data(1, 3, command.Encode());

    private static StoreStatus Status(byte[] pdu) =>
        (StoreStatus)CommandSet.Decode(pdu.AsSpan(12))!.Number(CommandTag.Status)!.Value;

    private async Task<StoreStatus> Store(string instance)
    {
        await _wire.Say(Command(Commands.StoreRequest(1, Ct, instance)), Data(1, 0, 1, 2), Data(1, 2, 3));
        return Status(await _wire.HearPdu());
    }

    private byte[] Request(params (string Sop, string Syntax)[] contexts) => AssociateRq(
        [Item(0x10, "1.2.840.10008.3.1.1.1"),
         .. contexts.Select((c, i) => Item(0x20, [(byte)(2 * i + 1), 0, 0, 0, .. Item(0x30, c.Sop), .. Item(0x40, c.Syntax)])),
         Item(0x50, Item(0x51, [0, 0, 0x40, 0]))]);

    private async Task<Task> Established(StorageOptions? storage = null)
    {
        var node = Serve(storage ?? new());
        await _wire.Say(Request((Ct, "1.2.840.10008.1.2.1"), ("1.2.840.10008.1.1", "1.2.840.10008.1.2")));
        Assert.Equal(2, (await _wire.HearPdu())[0]);
        return node;
    }

    private Task Serve(StorageOptions storage)
    {
        IDimseService[] services = [new VerificationService(), new StorageService(_sink, storage, NullLogger<StorageService>.Instance)];
        var server = new DimseServer(services, new Everyone(), new(), TimeProvider.System, NullLogger<DimseServer>.Instance);
        return server.Serve(_wire, null, _drain.Token, CancellationToken.None);
    }

    private async Task End(Task node)
    {
        await _wire.Say(ReleaseRq);
        Assert.Equal(ReleaseRp, await _wire.HearRest());
        await _wire.HangUp();
        await node;
    }

    private sealed class Everyone : IApplicationEntities
    {
        public ValueTask<EntityDecision> Decide(EntityAttempt attempt, CancellationToken cancellationToken) => new(new EntityDecision.Accepted("inst"));
    }
}
