using System.Buffers;
using System.Buffers.Binary;

namespace Telemed.Dicom.UpperLayer;

/// <summary>Writes PDUs (PS3.8 §9.3).</summary>
public static class PduEncoder
{
    /// <summary>Writes one PDU, header and all.</summary>
    /// <exception cref="ArgumentException">A text or item that does not fit its field: the caller's fault.</exception>
    public static void Encode(Pdu pdu, IBufferWriter<byte> output)
    {
        if (pdu is Pdu.Data data)
        {
            EncodeData(data, output);
            return;
        }
        var body = new ItemWriter();
        switch (pdu)
        {
            case Pdu.AssociateRq rq: Associate(body, rq); break;
            case Pdu.AssociateAc ac: Associate(body, ac); break;
            case Pdu.AssociateRj rj: body.Bytes([0, (byte)rj.Result, (byte)rj.Source, rj.Reason]); break;
            case Pdu.Abort abort: body.Bytes([0, 0, (byte)abort.Source, (byte)abort.Reason]); break;
            default: body.Bytes([0, 0, 0, 0]); break;
        }
        WriteHeader(pdu.Type, body.Written.Length, output);
        output.Write(body.Written);
    }

    /// <summary>Writes the headers of a P-DATA-TF that holds one fragment; <paramref name="fragmentLength"/> bytes must follow.</summary>
    public static void EncodeDataHeader(byte contextId, bool isCommand, bool isLast, int fragmentLength, IBufferWriter<byte> output)
    {
        WriteHeader(PduType.DataTf, fragmentLength + DataValues.HeaderLength, output);
        WriteValueHeader(contextId, isCommand, isLast, fragmentLength, output);
    }

    private static void EncodeData(Pdu.Data data, IBufferWriter<byte> output)
    {
        WriteHeader(PduType.DataTf, data.Values.Sum(v => checked((int)v.Fragment.Length + DataValues.HeaderLength)), output);
        foreach (var value in data.Values)
        {
            WriteValueHeader(value.ContextId, value.IsCommand, value.IsLast, (int)value.Fragment.Length, output);
            foreach (var part in value.Fragment) output.Write(part.Span);
        }
    }

    private static void WriteHeader(PduType type, int length, IBufferWriter<byte> output)
    {
        var header = output.GetSpan(PduFrames.HeaderLength);
        header[0] = (byte)type;
        header[1] = 0;
        BinaryPrimitives.WriteInt32BigEndian(header[2..], length);
        output.Advance(PduFrames.HeaderLength);
    }

    private static void WriteValueHeader(byte contextId, bool isCommand, bool isLast, int fragmentLength, IBufferWriter<byte> output)
    {
        var header = output.GetSpan(DataValues.HeaderLength);
        BinaryPrimitives.WriteInt32BigEndian(header, fragmentLength + 2);
        header[4] = contextId;
        header[5] = (byte)((isCommand ? 1 : 0) | (isLast ? 2 : 0));
        output.Advance(DataValues.HeaderLength);
    }

    private static void Associate(ItemWriter body, Pdu.AssociateRq rq)
    {
        Fixed(body, rq.ProtocolVersion, rq.CalledAe, rq.CallingAe, rq.ApplicationContext);
        foreach (var context in rq.Contexts)
            using (body.Item(ItemType.ProposedContext))
            {
                body.Bytes([context.Id, 0, 0, 0]);
                body.TextItem(ItemType.AbstractSyntax, context.AbstractSyntax);
                foreach (var syntax in context.TransferSyntaxes) body.TextItem(ItemType.TransferSyntax, syntax);
            }
        UserInformationEncoder.Encode(body, rq.User);
    }

    private static void Associate(ItemWriter body, Pdu.AssociateAc ac)
    {
        Fixed(body, ac.ProtocolVersion, ac.CalledAe, ac.CallingAe, ac.ApplicationContext);
        foreach (var context in ac.Contexts)
            using (body.Item(ItemType.AnsweredContext))
            {
                body.Bytes([context.Id, 0, (byte)context.Result, 0]);
                body.TextItem(ItemType.TransferSyntax, context.TransferSyntax);
            }
        UserInformationEncoder.Encode(body, ac.User);
    }

    private static void Fixed(ItemWriter body, ushort version, string calledAe, string callingAe, string applicationContext)
    {
        body.UInt16(version);
        body.UInt16(0);
        body.Bytes(AeTitle(calledAe));
        body.Bytes(AeTitle(callingAe));
        body.Bytes(stackalloc byte[32]);
        body.TextItem(ItemType.ApplicationContext, applicationContext);
    }

    private static byte[] AeTitle(string title) =>
        title.Length <= 16 ? System.Text.Encoding.ASCII.GetBytes(title.PadRight(16)) : throw new ArgumentException("An AE title has at most sixteen characters.", nameof(title));
}
