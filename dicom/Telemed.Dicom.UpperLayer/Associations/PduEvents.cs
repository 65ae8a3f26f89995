namespace Telemed.Dicom.UpperLayer;

/// <summary>What received PDUs and faults are to the state table.</summary>
internal static class PduEvents
{
    /// <summary>The reason given in the A-ABORT.</summary>
    public static AbortReason Reason(this PduFault fault) => fault switch
    {
        PduFault.UnknownType => AbortReason.UnrecognizedPdu,
        PduFault.BadContextId or PduFault.BadText or PduFault.BadValue => AbortReason.InvalidParameterValue,
        _ => AbortReason.NotSpecified,
    };

    /// <summary>The event that receiving it is (PS3.8 §9.2.3).</summary>
    public static UpperLayerEvent Event(this Pdu pdu) => pdu.Type switch
    {
        PduType.AssociateAc => UpperLayerEvent.Evt3,
        PduType.AssociateRj => UpperLayerEvent.Evt4,
        PduType.AssociateRq => UpperLayerEvent.Evt6,
        PduType.DataTf => UpperLayerEvent.Evt10,
        PduType.ReleaseRq => UpperLayerEvent.Evt12,
        PduType.ReleaseRp => UpperLayerEvent.Evt13,
        _ => UpperLayerEvent.Evt16,
    };
}
