using static Telemed.Dicom.UpperLayer.ActionSteps;
using static Telemed.Dicom.UpperLayer.UpperLayerAction;

namespace Telemed.Dicom.UpperLayer;

/// <summary>What an action does, in the order of the members.</summary>
[Flags]
public enum ActionSteps
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Open the transport connection.</summary>
    Connect = 1 << 0,

    /// <summary>Stop the ARTIM timer.</summary>
    StopTimer = 1 << 1,

    /// <summary>Send the PDU at hand.</summary>
    Send = 1 << 2,

    /// <summary>Send A-ABORT, source user.</summary>
    SendUserAbort = 1 << 3,

    /// <summary>Send A-ABORT, source provider, with the reason at hand.</summary>
    SendProviderAbort = 1 << 4,

    /// <summary>Give the user the PDU or the event at hand.</summary>
    Tell = 1 << 5,

    /// <summary>Start, or start again, the ARTIM timer.</summary>
    StartTimer = 1 << 6,

    /// <summary>Close the transport connection.</summary>
    Close = 1 << 7,
}

/// <summary>The actions of PS3.8 Tables 9-6 to 9-9 as data.</summary>
public static class UpperLayerActions
{
    /// <summary>What the action does. AE-6 is given for the acceptable case; rejecting as provider is <see cref="AE8"/> after it.</summary>
    public static ActionSteps Steps(this UpperLayerAction action) => action switch
    {
        AE1 => Connect,
        AE2 or AE7 or DT1 or AR1 or AR7 or AR9 => Send,
        AE3 or DT2 or AR2 or AR6 or AR8 or AR10 or AA4 => Tell,
        AE4 or AR3 or AA3 => Tell | Close,
        AE5 => StartTimer,
        AE6 => StopTimer | Tell,
        AE8 or AR4 => Send | StartTimer,
        AR5 or AA5 => StopTimer,
        AA1 => SendUserAbort | StartTimer,
        AA2 => StopTimer | Close,
        AA6 => None,
        AA7 => SendProviderAbort,
        AA8 => SendProviderAbort | Tell | StartTimer,
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };
}
