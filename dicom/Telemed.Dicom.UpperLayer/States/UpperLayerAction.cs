namespace Telemed.Dicom.UpperLayer;

/// <summary>Actions of the upper layer (PS3.8 Tables 9-6 to 9-9), named as there.</summary>
public enum UpperLayerAction
{
    /// <summary>Ask for a transport connection.</summary>
    AE1,

    /// <summary>Send A-ASSOCIATE-RQ.</summary>
    AE2,

    /// <summary>Tell the user that the association is accepted.</summary>
    AE3,

    /// <summary>Tell the user that it is rejected, and close.</summary>
    AE4,

    /// <summary>Take the transport connection and start ARTIM.</summary>
    AE5,

    /// <summary>Stop ARTIM; tell the user of the request, or reject it as provider and start ARTIM.</summary>
    AE6,

    /// <summary>Send A-ASSOCIATE-AC.</summary>
    AE7,

    /// <summary>Send A-ASSOCIATE-RJ and start ARTIM.</summary>
    AE8,

    /// <summary>Send P-DATA-TF.</summary>
    DT1,

    /// <summary>Give data to the user.</summary>
    DT2,

    /// <summary>Send A-RELEASE-RQ.</summary>
    AR1,

    /// <summary>Tell the user of the wish to release.</summary>
    AR2,

    /// <summary>Tell the user that the release is done, and close.</summary>
    AR3,

    /// <summary>Send A-RELEASE-RP and start ARTIM.</summary>
    AR4,

    /// <summary>Stop ARTIM.</summary>
    AR5,

    /// <summary>Give data to the user.</summary>
    AR6,

    /// <summary>Send P-DATA-TF.</summary>
    AR7,

    /// <summary>Tell the user of a release collision.</summary>
    AR8,

    /// <summary>Send A-RELEASE-RP.</summary>
    AR9,

    /// <summary>Tell the user that the release is done.</summary>
    AR10,

    /// <summary>Send A-ABORT as user and start, or start again, ARTIM.</summary>
    AA1,

    /// <summary>Stop ARTIM and close.</summary>
    AA2,

    /// <summary>Tell the user of the abort, and close.</summary>
    AA3,

    /// <summary>Tell the user that the provider aborted.</summary>
    AA4,

    /// <summary>Stop ARTIM.</summary>
    AA5,

    /// <summary>Ignore the PDU.</summary>
    AA6,

    /// <summary>Send A-ABORT.</summary>
    AA7,

    /// <summary>Send A-ABORT as provider, tell the user, start ARTIM.</summary>
    AA8,
}
