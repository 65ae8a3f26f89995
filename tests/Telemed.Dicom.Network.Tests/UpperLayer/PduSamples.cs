using System.Buffers;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Network.Tests;

/// <summary>PDUs as bytes, put together by hand from the tables of PS3.8 §9.3 rather than by our encoder.</summary>
internal static class PduSamples
{
    /// <summary>Asks NODE, as MODALITY, for one thing: context 1, Verification in Implicit VR Little Endian, at most 16384 bytes a PDU.</summary>
    public static byte[] EchoRequest() => AssociateRq(
        Item(0x10, "1.2.840.10008.3.1.1.1"),
        Item(0x20, [1, 0, 0, 0, .. Item(0x30, "1.2.840.10008.1.1"), .. Item(0x40, "1.2.840.10008.1.2")]),
        Item(0x50, [.. Item(0x51, [0, 0, 0x40, 0]), .. Item(0x52, "1.2.3.4"), .. Item(0x55, "PEER_1")]));

    public static byte[] AssociateRq(params byte[][] items) => Pdu(1,
        [0, 1, 0, 0, .. "NODE            "u8, .. "MODALITY        "u8, .. new byte[32], .. items.SelectMany(i => i)]);

    public static byte[] Item(byte type, byte[] body) => [type, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    public static byte[] Item(byte type, string text) => Item(type, System.Text.Encoding.ASCII.GetBytes(text));

    public static byte[] Pdu(byte type, byte[] body) =>
        [type, 0, (byte)(body.Length >> 24), (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body];

    /// <summary>P-DATA-TF with one presentation data value.</summary>
    public static byte[] Data(byte context, byte control, params byte[] fragment) => Pdu(4,
        [0, 0, (byte)((fragment.Length + 2) >> 8), (byte)(fragment.Length + 2), context, control, .. fragment]);

    public static byte[] ReleaseRq => Pdu(5, [0, 0, 0, 0]);

    public static byte[] ReleaseRp => Pdu(6, [0, 0, 0, 0]);

    /// <summary>A-ABORT from source 0 (user) or 2 (provider) with a reason.</summary>
    public static byte[] Abort(byte source, byte reason) => Pdu(7, [0, 0, source, reason]);

    public static (Pdu? Pdu, PduFault Fault) Decode(byte[] bytes, PduLimits? limits = null)
    {
        var sequence = new ReadOnlySequence<byte>(bytes);
        Assert.Equal(OperationStatus.Done, PduFrames.TryRead(ref sequence, limits ?? PduLimits.Default, out var frame, out _));
        var fault = PduDecoder.TryDecode(frame, limits ?? PduLimits.Default, out var pdu);
        return (pdu, fault);
    }

    public static byte[] Encode(Pdu pdu)
    {
        var writer = new ArrayBufferWriter<byte>();
        PduEncoder.Encode(pdu, writer);
        return writer.WrittenSpan.ToArray();
    }
}
