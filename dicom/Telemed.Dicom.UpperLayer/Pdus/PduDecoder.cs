using System.Buffers;

namespace Telemed.Dicom.UpperLayer;

/// <summary>Reads the meaning of a frame (PS3.8 §9.3).</summary>
public static class PduDecoder
{
    /// <summary>Decodes one PDU.</summary>
    /// <param name="frame">A whole PDU. A data PDU keeps slices of it, everything else is copied.</param>
    /// <param name="limits">Counts that a peer may not exceed.</param>
    /// <param name="pdu">The PDU when nothing is wrong.</param>
    /// <returns>What is wrong, or <see cref="PduFault.None"/>.</returns>
    public static PduFault TryDecode(PduFrame frame, PduLimits limits, out Pdu? pdu)
    {
        PduFault fault;
        (pdu, fault) = frame.Type switch
        {
            PduType.DataTf => Data(frame.Body, limits),
            PduType.AssociateRq or PduType.AssociateAc => Associate(frame, limits),
            _ => Short(frame),
        };
        return fault;
    }

    private static (Pdu?, PduFault) Short(PduFrame frame)
    {
        // Four bytes are laid down for all of these; longer ones are read as far as they are known.
        if (frame.Body.Length < 4) return (null, PduFault.Truncated);
        Span<byte> four = stackalloc byte[4];
        frame.Body.Slice(0, 4).CopyTo(four);
        return frame.Type switch
        {
            PduType.ReleaseRq => (new Pdu.ReleaseRq(), PduFault.None),
            PduType.ReleaseRp => (new Pdu.ReleaseRp(), PduFault.None),
            PduType.Abort => (new Pdu.Abort((AbortSource)four[2], (AbortReason)four[3]), PduFault.None),
            PduType.AssociateRj when four[1] is 1 or 2 && four[2] is >= 1 and <= 3 =>
                (new Pdu.AssociateRj((RejectResult)four[1], (RejectSource)four[2], four[3]), PduFault.None),
            _ => (null, PduFault.BadValue),
        };
    }

    private static (Pdu?, PduFault) Data(ReadOnlySequence<byte> body, PduLimits limits)
    {
        var first = DataValues.TryRead(ref body, out var value);
        if (first is not PduFault.None) return (null, first);
        if (body.IsEmpty) return (new Pdu.Data([value]), PduFault.None);
        List<DataValue> values = [value];
        while (!body.IsEmpty)
        {
            if (values.Count == limits.MaxDataValues) return (null, PduFault.TooManyItems);
            var fault = DataValues.TryRead(ref body, out value);
            if (fault is not PduFault.None) return (null, fault);
            values.Add(value);
        }
        return (new Pdu.Data(EquatableList.From(values)), PduFault.None);
    }

    private static (Pdu?, PduFault) Associate(PduFrame frame, PduLimits limits)
    {
        var reader = new ItemReader(frame.Body.IsSingleSegment ? frame.Body.FirstSpan : frame.Body.ToArray());
        var version = reader.UInt16();
        reader.Bytes(2);
        var called = reader.Text(reader.Bytes(16), 16);
        var calling = reader.Text(reader.Bytes(16), 16);
        reader.Bytes(32);
        var items = new AssociateItems(frame.Type, limits);
        while (!reader.AtEnd)
        {
            var type = reader.Item(out var body);
            if (reader.Fault is PduFault.None && items.Take(type, body) is not PduFault.None and var fault) reader.Fail(fault);
        }
        if (reader.Fault is PduFault.None && items.Missing()) reader.Fail(PduFault.ItemMissingOrRepeated);
        if (reader.Fault is PduFault.None && frame.Type is PduType.AssociateRq && (called.Length == 0 || calling.Length == 0)) reader.Fail(PduFault.BadText);
        if (reader.Fault is not PduFault.None) return (null, reader.Fault);
        Pdu pdu = frame.Type is PduType.AssociateRq
            ? new Pdu.AssociateRq(called, calling, EquatableList.From(items.Proposed), items.User!)
            { ProtocolVersion = version, ApplicationContext = items.ApplicationContext! }
            : new Pdu.AssociateAc(called, calling, EquatableList.From(items.Answered), items.User!)
            { ProtocolVersion = version, ApplicationContext = items.ApplicationContext! };
        return (pdu, PduFault.None);
    }
}
