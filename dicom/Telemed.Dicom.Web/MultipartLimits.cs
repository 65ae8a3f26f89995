namespace Telemed.Dicom.Web;

/// <summary>Bounds of a multipart message that somebody sends.</summary>
/// <param name="HeaderBytes">Most bytes of one part's headers, inclusive.</param>
/// <param name="Parts">Most parts, inclusive.</param>
/// <param name="PreambleBytes">Most bytes before the first delimiter, inclusive.</param>
public sealed record MultipartLimits(int HeaderBytes = 8 * 1024, int Parts = 100_000, int PreambleBytes = 4 * 1024);
