using System.Buffers;

namespace Telemed.Dicom.UpperLayer;

/// <summary>Cuts whole PDUs off the front of the receive buffer (PS3.8 §9.3.1): type 1 byte, reserved 1, length 4 big-endian.</summary>
public static class PduFrames
{
    /// <summary>Bytes before the body of every PDU.</summary>
    public const int HeaderLength = 6;

    /// <summary>Takes one PDU if all of it is there.</summary>
    /// <param name="buffer">Unread bytes. Moved past the frame on Done, untouched otherwise.</param>
    /// <param name="limits">Never unlimited: the length is judged before one byte of the body is waited for.</param>
    /// <param name="frame">The PDU on Done.</param>
    /// <param name="fault">Why, on InvalidData.</param>
    /// <returns>InvalidData is an event, not an exception: the association raises Evt19 (PS3.8 Table 9-10).</returns>
    public static OperationStatus TryRead(ref ReadOnlySequence<byte> buffer, PduLimits limits, out PduFrame frame, out PduFault fault)
    {
        frame = default;
        fault = PduFault.None;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryRead(out var type)) return OperationStatus.NeedMoreData;
        if (type is < (byte)PduType.AssociateRq or > (byte)PduType.Abort)
        {
            fault = PduFault.UnknownType;
            return OperationStatus.InvalidData;
        }
        if (!reader.TryRead(out _) || !reader.TryReadBigEndian(out int raw)) return OperationStatus.NeedMoreData;
        var length = unchecked((uint)raw);
        if (length > limits.For((PduType)type))
        {
            fault = PduFault.TooLong;
            return OperationStatus.InvalidData;
        }
        if (reader.Remaining < length) return OperationStatus.NeedMoreData;
        frame = new PduFrame((PduType)type, buffer.Slice(reader.Position, length));
        buffer = buffer.Slice(frame.Body.End);
        return OperationStatus.Done;
    }
}
