using Telemed.Dicom.Core;

namespace Telemed.Dicom.Encoding;

/// <summary>Why bytes are not a data set.</summary>
public enum FaultKind
{
    /// <summary>The bytes end inside an element.</summary>
    Truncated,
    /// <summary>A length reaches beyond what encloses it.</summary>
    LengthBeyondEnd,
    /// <summary>The two bytes where a VR belongs are not capital letters.</summary>
    InvalidVr,
    /// <summary>An item or a delimiter stands where none may.</summary>
    MisplacedDelimiter,
    /// <summary>Sequences are nested deeper than <see cref="ReaderOptions.MaxDepth"/>.</summary>
    TooDeep,
    /// <summary>More elements and items than <see cref="ReaderOptions.MaxElements"/>.</summary>
    TooManyElements,
    /// <summary>A value longer than <see cref="ReaderOptions.MaxValueBytes"/>.</summary>
    ValueTooLong,
    /// <summary>The deflate stream is broken or inflates beyond <see cref="ReaderOptions.MaxInflatedBytes"/>.</summary>
    BadDeflate,
    /// <summary>Neither a file meta group nor anything that looks like a data set.</summary>
    NotDicom,
    /// <summary>Rows, columns, bits, frames and the length of the pixel data do not fit together.</summary>
    PixelLayout,
    /// <summary>Fragments cannot be assigned to frames.</summary>
    FrameBoundaries,
}

/// <summary>Where and why reading stopped. Names the element and the place, never a value.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Tag">The element being read.</param>
/// <param name="Offset">Bytes from the start of the source, or of the inflated data set.</param>
public readonly record struct Fault(FaultKind Kind, Tag Tag, long Offset)
{
    /// <summary>As <c>Truncated at (0010,0020), byte 354</c>.</summary>
    public override string ToString() => $"{Kind} at {Tag}, byte {Offset}";
}
