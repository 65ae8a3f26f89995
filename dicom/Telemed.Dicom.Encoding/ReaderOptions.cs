using Telemed.Dicom.Core;

namespace Telemed.Dicom.Encoding;

/// <summary>What to read and how much at most.</summary>
public sealed record ReaderOptions
{
    /// <summary>Everything, pixel data included.</summary>
    public static ReaderOptions Whole { get; } = new();

    /// <summary>The attributes before the pixel data; values over 64 KiB stay where they are.</summary>
    public static ReaderOptions Header { get; } = new() { StopAtPixelData = true, DeferLongerThanBytes = 64 * 1024 };

    /// <summary>Only what comes up to and including the given element of the top level.</summary>
    public static ReaderOptions UpTo(Tag last) => Header with { StopAfter = last };

    /// <summary>Deepest nesting of sequences, inclusive.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Most elements and items together, inclusive.</summary>
    public int MaxElements { get; init; } = 4_000_000;

    /// <summary>Longest value loaded, in bytes, inclusive.</summary>
    public int MaxValueBytes { get; init; } = Array.MaxLength;

    /// <summary>Most bytes a deflated data set may inflate to, inclusive.</summary>
    public long MaxInflatedBytes { get; init; } = 1L << 30;

    /// <summary>Stop at the pixel data of the top level and only say where they are.</summary>
    public bool StopAtPixelData { get; init; }

    /// <summary>Values longer than this many bytes are not loaded (<see cref="Element.IsDeferred"/>).</summary>
    public int DeferLongerThanBytes { get; init; } = int.MaxValue;

    /// <summary>Stop before the first element of the top level after this one.</summary>
    public Tag StopAfter { get; init; } = Tag.From(uint.MaxValue);
}
