namespace Telemed.Dicom.UpperLayer;

/// <summary>First byte of every PDU (PS3.8 §9.3.1); no other value exists.</summary>
public enum PduType : byte
{
    /// <summary>A-ASSOCIATE-RQ.</summary>
    AssociateRq = 1,

    /// <summary>A-ASSOCIATE-AC.</summary>
    AssociateAc = 2,

    /// <summary>A-ASSOCIATE-RJ.</summary>
    AssociateRj = 3,

    /// <summary>P-DATA-TF.</summary>
    DataTf = 4,

    /// <summary>A-RELEASE-RQ.</summary>
    ReleaseRq = 5,

    /// <summary>A-RELEASE-RP.</summary>
    ReleaseRp = 6,

    /// <summary>A-ABORT.</summary>
    Abort = 7,
}
