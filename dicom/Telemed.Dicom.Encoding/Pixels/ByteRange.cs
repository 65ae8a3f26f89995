namespace Telemed.Dicom.Encoding;

/// <summary>A stretch of bytes of a file.</summary>
/// <param name="Offset">Bytes from the start of the file.</param>
/// <param name="Length">Number of bytes.</param>
public readonly record struct ByteRange(long Offset, long Length);
