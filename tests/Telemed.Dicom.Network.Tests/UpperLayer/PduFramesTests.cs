using System.Buffers;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Network.Tests;

public class PduFramesTests
{
    // A-RELEASE-RQ: type 5, four reserved bytes.
    private static readonly byte[] ReleaseRq = [5, 0, 0, 0, 0, 4, 0, 0, 0, 0];

    [Fact]
    public void A_whole_PDU_however_split_is_one_frame()
    {
        foreach (var split in Segments.EverySplit(ReleaseRq))
        {
            var bytes = split;
            Assert.Equal(OperationStatus.Done, PduFrames.TryRead(ref bytes, PduLimits.Default, out var frame, out var fault));
            Assert.Equal((PduType.ReleaseRq, 4L, PduFault.None), (frame.Type, frame.Body.Length, fault));
            Assert.True(bytes.IsEmpty);
        }
    }

    [Fact]
    public void Every_prefix_needs_more_and_consumes_nothing()
    {
        for (var n = 0; n < ReleaseRq.Length; n++)
        {
            var bytes = new ReadOnlySequence<byte>(ReleaseRq[..n]);
            Assert.Equal(OperationStatus.NeedMoreData, PduFrames.TryRead(ref bytes, PduLimits.Default, out _, out _));
            Assert.Equal(n, bytes.Length);
        }
    }

    [Fact]
    public void What_follows_a_frame_stays()
    {
        var bytes = new ReadOnlySequence<byte>([.. ReleaseRq, 7, 0]);
        PduFrames.TryRead(ref bytes, PduLimits.Default, out _, out _);
        Assert.Equal([7, 0], bytes.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData((byte)'G')]   // GET / HTTP/1.1
    [InlineData(0x16)]        // TLS ClientHello
    [InlineData(0xFF)]
    public void First_byte_that_is_no_PDU_type_is_refused_alone(byte first)
    {
        var bytes = new ReadOnlySequence<byte>([first]);
        Assert.Equal(OperationStatus.InvalidData, PduFrames.TryRead(ref bytes, PduLimits.Default, out _, out var fault));
        Assert.Equal(PduFault.UnknownType, fault);
    }

    [Theory]
    [InlineData(PduType.DataTf, 131_072u, false)]
    [InlineData(PduType.DataTf, 131_073u, true)]
    [InlineData(PduType.DataTf, uint.MaxValue, true)]
    [InlineData(PduType.AssociateRq, 262_144u, false)]
    [InlineData(PduType.AssociateRq, 262_145u, true)]
    [InlineData(PduType.Abort, 0x8000_0000u, true)]
    public void Length_over_the_limit_is_refused_before_the_body_arrives(PduType type, uint length, bool refused)
    {
        byte[] header = [(byte)type, 0, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length];
        var bytes = new ReadOnlySequence<byte>(header);
        var status = PduFrames.TryRead(ref bytes, PduLimits.Default, out _, out var fault);
        Assert.Equal(refused ? (OperationStatus.InvalidData, PduFault.TooLong) : (OperationStatus.NeedMoreData, PduFault.None), (status, fault));
    }
}
