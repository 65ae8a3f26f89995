namespace Telemed.Dicom.UpperLayer;

/// <summary>Whether to try again (PS3.8 Table 9-21).</summary>
public enum RejectResult : byte
{
    /// <summary>It will not be otherwise next time.</summary>
    Permanent = 1,

    /// <summary>It may be otherwise next time.</summary>
    Transient = 2,
}

/// <summary>Who rejects an association (PS3.8 Table 9-21); each source has reasons of its own.</summary>
public enum RejectSource : byte
{
    /// <summary>The application: reasons 1 none, 2 application context, 3 calling AE title, 7 called AE title.</summary>
    User = 1,

    /// <summary>The association control: reasons 1 none, 2 protocol version.</summary>
    Acse = 2,

    /// <summary>The presentation layer: reasons 1 congestion, 2 local limit.</summary>
    Presentation = 3,
}

/// <summary>Who aborts (PS3.8 Table 9-26).</summary>
public enum AbortSource : byte
{
    /// <summary>The application.</summary>
    User = 0,

    /// <summary>The upper layer itself.</summary>
    Provider = 2,
}

/// <summary>Why the upper layer aborts (PS3.8 Table 9-26); without meaning when the application does.</summary>
public enum AbortReason : byte
{
    /// <summary>Not specified.</summary>
    NotSpecified = 0,

    /// <summary>Not a PDU.</summary>
    UnrecognizedPdu = 1,

    /// <summary>A PDU that this state does not allow.</summary>
    UnexpectedPdu = 2,

    /// <summary>A parameter that is not known.</summary>
    UnrecognizedParameter = 4,

    /// <summary>A parameter that does not belong there.</summary>
    UnexpectedParameter = 5,

    /// <summary>A parameter with an impossible value.</summary>
    InvalidParameterValue = 6,
}
