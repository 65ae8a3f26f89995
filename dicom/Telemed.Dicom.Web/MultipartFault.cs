namespace Telemed.Dicom.Web;

/// <summary>Why a multipart message is refused.</summary>
public enum MultipartFault
{
    /// <summary>The message ended without its closing delimiter.</summary>
    Truncated,
    /// <summary>The bytes do not begin with the announced boundary.</summary>
    NoBoundary,
    /// <summary>A part's headers are malformed or longer than <see cref="MultipartLimits.HeaderBytes"/>.</summary>
    BadHeaders,
    /// <summary>More parts than <see cref="MultipartLimits.Parts"/>.</summary>
    TooManyParts,
}
