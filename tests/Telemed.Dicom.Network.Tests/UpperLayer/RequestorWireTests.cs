using Telemed.Dicom.UpperLayer;
using static Telemed.Dicom.Network.Tests.PduSamples;

namespace Telemed.Dicom.Network.Tests;

/// <summary>The asking side, byte by byte.</summary>
public class RequestorWireTests
{
    private static readonly Pdu.AssociateRq Wish = new("PEER", "NODE", [new(1, "1.2.840.10008.1.1", ["1.2.840.10008.1.2"])], new());
    private readonly Wire _wire = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Accepted_sends_in_fragments_the_peer_announced_and_releases()
    {
        await using var association = await Established(maxLength: 70);
        Assert.Equal(64, association.MaxFragmentLength);   // 70 less the six bytes of the value's header
        await association.Send(1, isCommand: false, new byte[100], isLast: true);
        Assert.Equal(Data(1, 0, new byte[64]), await _wire.HearPdu());
        Assert.Equal(Data(1, 2, new byte[36]), await _wire.HearPdu());
        var release = association.Release().AsTask();
        Assert.Equal(ReleaseRq, await _wire.HearPdu());
        await _wire.Say([.. Data(1, 3, 1), .. ReleaseRp]);   // data that was under way is read over
        await release;
        Assert.Equal(AssociationEnd.Released, association.End);
    }

    [Fact]
    public async Task Both_release_at_once_and_both_are_answered()
    {
        await using var association = await Established(maxLength: 0);
        var release = association.Release().AsTask();
        Assert.Equal(ReleaseRq, await _wire.HearPdu());
        await _wire.Say(ReleaseRq);
        Assert.Equal(ReleaseRp, await _wire.HearPdu());
        await _wire.Say(ReleaseRp);
        await release;
        Assert.Equal(AssociationEnd.Released, association.End);
    }

    [Fact]
    public async Task Rejection_is_handed_on()
    {
        var asking = Ask();
        await _wire.HearPdu();
        await _wire.Say(Pdu(3, [0, 1, 1, 7]));
        var ended = Assert.IsType<AssociationOutcome.Ended>(await asking);
        Assert.Equal((AssociationEnd.Rejected, new(RejectResult.Permanent, RejectSource.User, 7)), (ended.How, ended.Rejection));
    }

    [Fact]
    public async Task No_answer_in_time_aborts()
    {
        var asking = Ask();
        await _wire.HearPdu();
        await _clock.Armed(TimeSpan.FromSeconds(30));
        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(Abort(0, 0), await _wire.HearRest());
        await _wire.HangUp();
        Assert.Equal(AssociationEnd.NoAnswer, ((AssociationOutcome.Ended)await asking).How);
    }

    [Fact]
    public async Task An_HTTP_answer_aborts_as_provider()
    {
        var asking = Ask();
        await _wire.HearPdu();
        await _wire.Say("HTTP/1.1 400 Bad Request\r\n"u8.ToArray());
        Assert.Equal(Abort(2, 1), await _wire.HearRest());
        await _wire.HangUp();
        Assert.Equal(AssociationEnd.InvalidPdu, ((AssociationOutcome.Ended)await asking).How);
    }

    [Fact]
    public async Task A_peer_that_takes_no_data_is_given_up()
    {
        var association = await Established(maxLength: 0);
        var sending = Task.Run(() => association.Send(1, isCommand: false, new byte[20 << 20], isLast: true).AsTask());   // more than the wire holds
        await _clock.Armed(TimeSpan.FromMinutes(5));
        _clock.Advance(TimeSpan.FromMinutes(6));
        await sending;
        Assert.Null(await association.Receive());
        Assert.Equal(AssociationEnd.Idle, association.End);
    }

    [Fact]
    public async Task Dispose_without_release_aborts()
    {
        var association = await Established(maxLength: 0);
        var disposing = association.DisposeAsync().AsTask();
        Assert.Equal(Abort(0, 0), await _wire.HearRest());
        await _wire.HangUp();
        await disposing;
        Assert.Equal(AssociationEnd.AbortedHere, association.End);
    }

    private Task<AssociationOutcome> Ask() => AssociationRequestor.Request(_wire, Wish, new(), _clock, TestContext.Current.CancellationToken);

    private async Task<Association> Established(uint maxLength)
    {
        var asking = Ask();
        await _wire.HearPdu();
        await _wire.Say(Encode(new Pdu.AssociateAc("PEER", "NODE",
            [new(1, ContextResult.Accepted, "1.2.840.10008.1.2")], new() { MaxLength = maxLength })));
        return ((AssociationOutcome.Established)await asking).Association;
    }
}
