using System.Buffers.Binary;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>The part of a DICOM file that an association needs (PS3.10 §7.1): what it is, how it is encoded, where its data set begins.</summary>
/// <param name="SopClassUid">Media storage SOP class.</param>
/// <param name="SopInstanceUid">Media storage SOP instance.</param>
/// <param name="TransferSyntaxUid">Encoding of the data set.</param>
/// <param name="DataSetOffset">Bytes before the data set.</param>
public sealed record Part10Header(string SopClassUid, string SopInstanceUid, string TransferSyntaxUid, long DataSetOffset)
{
    private const int PreambleLength = 128;
    private const int MaxMetaLength = 1 << 20;

    /// <summary>Reads the header from the beginning of a file.</summary>
    /// <returns>Null when the file has no preamble, or its meta information is broken or lacks one of the three UIDs.</returns>
    public static Part10Header? Read(Stream file)
    {
        var start = new byte[PreambleLength + 4 + 12];
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length) return null;
        var group = start.AsSpan(PreambleLength + 4);
        if (!start.AsSpan(PreambleLength, 4).SequenceEqual("DICM"u8) || !group[..8].SequenceEqual((byte[])[2, 0, 0, 0, (byte)'U', (byte)'L', 4, 0])) return null;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(group[8..]);
        if (length > MaxMetaLength) return null;
        var meta = new byte[length];
        if (file.ReadAtLeast(meta, meta.Length, throwOnEndOfStream: false) < meta.Length) return null;
        var uids = Uids(meta);
        return uids.TryGetValue(0x0002, out var sopClass) && uids.TryGetValue(0x0003, out var instance) && uids.TryGetValue(0x0010, out var syntax)
            ? new(sopClass, instance, syntax, start.Length + length)
            : null;
    }

    // Explicit VR Little Endian; only a few VRs have a four-byte length after two reserved bytes (PS3.5 §7.1.2).
    private static Dictionary<ushort, string> Uids(ReadOnlySpan<byte> meta)
    {
        var uids = new Dictionary<ushort, string>();
        while (meta.Length >= 8)
        {
            var vr = meta.Slice(4, 2);
            var wide = vr.SequenceEqual("OB"u8) || vr.SequenceEqual("UN"u8) || vr.SequenceEqual("OW"u8) || vr.SequenceEqual("UT"u8);
            if (wide && meta.Length < 12) break;
            long length = wide ? BinaryPrimitives.ReadUInt32LittleEndian(meta[8..]) : BinaryPrimitives.ReadUInt16LittleEndian(meta[6..]);
            var value = meta[(wide ? 12 : 8)..];
            if (length > value.Length) break;
            var text = System.Text.Encoding.ASCII.GetString(value[..(int)length].TrimEnd(" \0"u8));
            if (vr.SequenceEqual("UI"u8) && Uid.IsValid(text)) uids[BinaryPrimitives.ReadUInt16LittleEndian(meta[2..])] = text;
            meta = value[(int)length..];
        }
        return uids;
    }
}
