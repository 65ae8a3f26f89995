namespace Telemed.Dicom.UpperLayer;

/// <summary>Events of the upper layer (PS3.8 Table 9-10, first column), numbered as there.</summary>
public enum UpperLayerEvent
{
    /// <summary>The local user asks for an association.</summary>
    Evt1 = 1,

    /// <summary>The transport connection is there, seen by the requestor.</summary>
    Evt2,

    /// <summary>A-ASSOCIATE-AC received.</summary>
    Evt3,

    /// <summary>A-ASSOCIATE-RJ received.</summary>
    Evt4,

    /// <summary>A transport connection came in.</summary>
    Evt5,

    /// <summary>A-ASSOCIATE-RQ received.</summary>
    Evt6,

    /// <summary>The local user accepts.</summary>
    Evt7,

    /// <summary>The local user rejects.</summary>
    Evt8,

    /// <summary>The local user sends data.</summary>
    Evt9,

    /// <summary>P-DATA-TF received.</summary>
    Evt10,

    /// <summary>The local user asks for release.</summary>
    Evt11,

    /// <summary>A-RELEASE-RQ received.</summary>
    Evt12,

    /// <summary>A-RELEASE-RP received.</summary>
    Evt13,

    /// <summary>The local user agrees to a release.</summary>
    Evt14,

    /// <summary>The local user aborts.</summary>
    Evt15,

    /// <summary>A-ABORT received.</summary>
    Evt16,

    /// <summary>The transport connection is closed.</summary>
    Evt17,

    /// <summary>The ARTIM timer ran out.</summary>
    Evt18,

    /// <summary>Something that is no PDU, or a PDU that makes no sense, received.</summary>
    Evt19,
}
