using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Tools;

/// <summary>What a status means to the person at the keyboard, and what to do about it.</summary>
internal static class StatusText
{
    public static string Of(ushort? status) => status switch
    {
        null => "the association ended, or the peer does not offer this service",
        GeneralStatus.Success => "done",
        GeneralStatus.Cancelled => "cancelled",
        GeneralStatus.NotAuthorized => "refused: this AE title may not",
        GeneralStatus.SopClassNotSupported => "refused: the SOP class is not supported",
        QueryStatus.DestinationUnknown => "the peer does not know the move destination: enter its AE title, host and port there",
        QueryStatus.NoSubOperation => "none of the objects could be sent: is the destination up, and does it take their SOP classes and syntaxes?",
        QueryStatus.IdentifierMismatch => "the peer finds the keys wrong: are level, model and the unique keys of the levels above right?",
        QueryStatus.SomeFailed => "some objects could not be sent",
        var code when code >> 8 is 0xA7 => "the peer is out of resources",
        var code when code >> 12 is 0xC => "the peer could not process it",
        _ => "failed",
    } + (status is { } number and not GeneralStatus.Success ? $" ({number:X4})" : "");
}
