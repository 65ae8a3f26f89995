using System.Buffers;

namespace Telemed.Dicom.UpperLayer;

/// <summary>Cuts presentation data values off a P-DATA-TF body (PS3.8 §9.3.5.1): length 4 big-endian, context 1, control header 1, fragment.</summary>
internal static class DataValues
{
    /// <summary>Bytes before a fragment.</summary>
    public const int HeaderLength = 6;

    public static PduFault TryRead(ref ReadOnlySequence<byte> body, out DataValue value)
    {
        value = default;
        var reader = new SequenceReader<byte>(body);
        if (!reader.TryReadBigEndian(out int raw) || !reader.TryRead(out var context) || !reader.TryRead(out var control)) return PduFault.Truncated;
        var length = unchecked((uint)raw);
        if (length < 2 || length - 2 > reader.Remaining) return PduFault.Truncated;   // the length counts context and control header
        if (context % 2 == 0) return PduFault.BadContextId;
        value = new DataValue(context, (control & 1) != 0, (control & 2) != 0, body.Slice(reader.Position, length - 2));
        body = body.Slice(value.Fragment.End);
        return PduFault.None;
    }
}
