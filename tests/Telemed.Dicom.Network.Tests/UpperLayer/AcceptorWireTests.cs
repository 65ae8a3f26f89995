using System.Buffers;
using System.IO.Pipelines;
using Telemed.Dicom.UpperLayer;
using static Telemed.Dicom.Network.Tests.PduSamples;

namespace Telemed.Dicom.Network.Tests;

/// <summary>The accepting side, byte by byte: what is said to it and what it must say.</summary>
public class AcceptorWireTests
{
    private readonly Wire _wire = new();
    private readonly ManualClock _clock = new();
    private readonly CancellationTokenSource _stop = new();

    [Fact]
    public async Task AssociateRq_accepted_then_released()
    {
        var node = Serve();
        await _wire.Say(EchoRequest());
        var answer = Assert.IsType<Pdu.AssociateAc>(Decode(await _wire.HearPdu()).Pdu);
        Assert.Equal(new AnsweredContext(1, ContextResult.Accepted, "1.2.840.10008.1.2"), Assert.Single(answer.Contexts));
        Assert.Equal(131_072u, answer.User.MaxLength);
        await _wire.Say(ReleaseRq);
        Assert.Equal(ReleaseRp, await _wire.HearRest());
        await _wire.HangUp();
        Assert.Equal(AssociationEnd.Released, (await node).End);
    }

    [Fact]
    public async Task Data_arrives_whole_however_the_network_cuts_it()
    {
        var node = Serve();
        foreach (var one in EchoRequest()) await _wire.Say(one);
        await _wire.HearPdu();
        foreach (var one in Data(1, 3, 1, 2, 3)) await _wire.Say(one);
        await _wire.Say([.. Data(1, 0, 4), .. Data(1, 2, 5, 6), .. ReleaseRq]);
        Assert.Equal(ReleaseRp, await _wire.HearRest());
        await _wire.HangUp();
        Assert.Equal(["cmd last 010203", "data 04", "data last 0506"], (await node).Heard);
    }

    [Theory]
    [InlineData("474554202F20485454502F312E310D0A", AssociationEnd.NotDicom, PduFault.UnknownType)]    // GET / HTTP/1.1
    [InlineData("160301020001000001FC0303", AssociationEnd.NotDicom, PduFault.UnknownType)]            // a TLS ClientHello
    [InlineData("0100FFFFFFFF", AssociationEnd.InvalidPdu, PduFault.TooLong)]                           // a request of four gigabytes
    [InlineData("04000000000A", AssociationEnd.UnexpectedPdu, PduFault.None)]                           // data before any association …
    public async Task First_bytes_that_are_no_request_are_answered_by_abort_and_close(string hex, AssociationEnd end, PduFault fault)
    {
        var node = Serve();
        await _wire.Say(Convert.FromHexString(hex));
        if (hex.StartsWith("04", StringComparison.Ordinal)) await _wire.Say(0, 0, 0, 6, 1, 3, 0, 0, 0, 0);   // … once it is whole
        Assert.Equal(Abort(0, 0), await _wire.HearRest());
        await _wire.HangUp();
        Assert.Equal((end, fault), ((await node).End, (await node).Fault));
    }

    [Theory]
    [InlineData("AssociateRq")]
    [InlineData("AssociateAc")]
    [InlineData("AssociateRj")]
    [InlineData("ReleaseRp")]
    public async Task Unexpected_PDU_in_Sta6_aborts_as_provider_with_reason_2(string which)
    {
        var node = await Established();
        await _wire.Say(which switch
        {
            "AssociateRq" => EchoRequest(),
            "AssociateAc" => Encode(new Pdu.AssociateAc("A", "B", [], new())),
            "AssociateRj" => Pdu(3, [0, 1, 1, 1]),
            _ => ReleaseRp,
        });
        Assert.Equal(Abort(2, 2), await _wire.HearRest());
        await _wire.HangUp();
        Assert.Equal(AssociationEnd.UnexpectedPdu, (await node).End);
    }

    [Theory]
    [InlineData("4745", 1)]                    // not a PDU
    [InlineData("040000020001", 0)]            // longer than announced
    [InlineData("04000000000600000001", 0)]    // a value without room for itself
    public async Task Invalid_bytes_in_Sta6_abort_as_provider(string hex, byte reason)
    {
        var node = await Established();
        await _wire.Say(Convert.FromHexString(hex));
        if (hex.Length == 20) await _wire.Say(1, 3);
        Assert.Equal(Abort(2, reason), await _wire.HearRest());
        await _wire.HangUp();
        Assert.Equal(AssociationEnd.InvalidPdu, (await node).End);
    }

    [Fact]
    public async Task Data_on_a_context_that_was_not_accepted_aborts()
    {
        var node = await Established();
        await _wire.Say(Data(3, 3, 0));
        Assert.Equal(Abort(0, 0), await _wire.HearRest());
        await _wire.HangUp();
        Assert.Equal(AssociationEnd.InvalidPdu, (await node).End);
    }

    [Fact]
    public async Task Abort_by_the_peer_ends_without_an_answer()
    {
        var node = await Established();
        await _wire.Say(Abort(0, 0));
        Assert.Empty(await _wire.HearRest());
        Assert.Equal(AssociationEnd.AbortedByPeer, (await node).End);
    }

    [Fact]
    public async Task Connection_lost_in_the_middle_of_a_PDU_ends()
    {
        var node = await Established();
        await _wire.Say(Data(1, 3, 1, 2, 3)[..8]);
        await _wire.HangUp();
        Assert.Equal(AssociationEnd.ConnectionLost, (await node).End);
        Assert.Empty((await node).Heard);
    }

    [Fact]
    public async Task Silence_before_the_request_ends_when_ARTIM_runs_out()
    {
        var node = Serve();
        await _clock.Armed(TimeSpan.FromSeconds(15));
        await _wire.Say(EchoRequest()[..50]);   // bytes that trickle do not stop the timer
        _clock.Advance(TimeSpan.FromSeconds(14));
        await _wire.Say(EchoRequest()[50]);
        Assert.False(node.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(AssociationEnd.NoAnswer, (await node).End);
        Assert.Empty(await _wire.HearRest());
    }

    [Fact]
    public async Task Silence_in_Sta6_aborts_when_the_idle_time_is_over()
    {
        var node = await Established();
        await _clock.Armed(TimeSpan.FromMinutes(5));
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(Abort(0, 0), await _wire.HearRest());
        await _wire.HangUp();
        Assert.Equal(AssociationEnd.Idle, (await node).End);
    }

    [Fact]
    public async Task An_association_that_lasts_too_long_is_aborted_though_it_is_not_idle()
    {
        var node = await Established(new() { TotalTimeout = TimeSpan.FromMinutes(3) });
        await _clock.Armed(TimeSpan.FromMinutes(5));
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(Abort(0, 0), await _wire.HearRest());
        await _wire.HangUp();
        Assert.Equal(AssociationEnd.TooLong, (await node).End);
    }

    [Fact]
    public async Task A_peer_that_never_closes_is_closed_when_ARTIM_runs_out()
    {
        var node = await Established();
        await _wire.Say(ReleaseRq);
        Assert.Equal(ReleaseRp, await _wire.HearRest());
        await _clock.Armed(TimeSpan.FromSeconds(2));
        Assert.False(node.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(AssociationEnd.Released, (await node).End);
    }

    [Fact]
    public async Task Bad_protocol_version_is_rejected_by_the_association_control()
    {
        var node = Serve();
        var request = EchoRequest();
        request[7] = 2;   // version bit 0 clear
        await _wire.Say(request);
        Assert.Equal(Pdu(3, [0, 1, 2, 2]), await _wire.HearRest());
        await _wire.HangUp();
        Assert.Equal(AssociationEnd.Rejected, (await node).End);
    }

    [Fact]
    public async Task Shutdown_aborts_an_association_that_waits()
    {
        var node = await Established();
        await _stop.CancelAsync();
        Assert.Equal(Abort(0, 0), await _wire.HearRest());
        await _wire.HangUp();
        Assert.Equal(AssociationEnd.Stopping, (await node).End);
    }

    [Fact]
    public async Task A_deadline_that_runs_out_while_the_output_is_being_closed_harms_nobody()
    {
        var node = Serve(through: new Closing(_wire));
        await _clock.Armed(TimeSpan.FromSeconds(15));
        _clock.Advance(TimeSpan.FromSeconds(16));   // on a timer's thread an exception would end the process
        await _wire.HangUp();
        Assert.Equal(AssociationEnd.NoAnswer, (await node).End);
    }

    private async Task<Task<Served>> Established(AssociationOptions? options = null)
    {
        var node = Serve(options);
        await _wire.Say(EchoRequest());
        Assert.Equal(2, (await _wire.HearPdu())[0]);
        return node;
    }

    private async Task<Served> Serve(AssociationOptions? options = null, IDuplexPipe? through = null)
    {
        var outcome = await AssociationAcceptor.Accept(through ?? _wire, options ?? new(), _clock, (rq, _) => new(new Negotiation.Accepted(
            EquatableList.From(rq.Contexts.Select(c => new AnsweredContext(c.Id, ContextResult.Accepted, c.TransferSyntaxes[0]))), new())), _stop.Token);
        if (outcome is AssociationOutcome.Ended ended) return new([], ended.How, ended.Fault);
        await using var association = ((AssociationOutcome.Established)outcome).Association;
        using var stopping = _stop.Token.Register(association.Stop);
        List<string> heard = [];
        while (await association.Receive() is { } data)
            foreach (var value in data.Values)
                heard.Add($"{(value.IsCommand ? "cmd" : "data")} {(value.IsLast ? "last " : "")}{Convert.ToHexString(value.Fragment.ToArray())}");
        return new(heard, association.End!.Value, association.Fault);
    }

    /// <summary>A pipe over a stream in the moment between the end of its output and the association's knowing of it.</summary>
    private sealed class Closing(IDuplexPipe wire) : PipeWriter, IDuplexPipe
    {
        public PipeReader Input => wire.Input;

        public PipeWriter Output => this;

        public override void CancelPendingFlush() => throw new ObjectDisposedException(nameof(CancellationTokenSource));

        public override void Advance(int bytes) => wire.Output.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => wire.Output.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => wire.Output.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => wire.Output.FlushAsync(cancellationToken);

        public override void Complete(Exception? exception = null) => wire.Output.Complete(exception);
    }

    private sealed record Served(List<string> Heard, AssociationEnd End, PduFault Fault);
}
