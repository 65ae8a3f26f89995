using Microsoft.Win32.SafeHandles;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Storing;

/// <summary>Says whether two files hold one object in two encodings: senders drop group lengths and trailing padding, or choose another
/// uncompressed transfer syntax, and the object is still the same.</summary>
internal static class SameObject
{
    private const long MaxComparedBytes = 256L << 20;   // both are held in memory; larger ones count as different when their bytes differ
    private static readonly ReaderOptions Limits = ReaderOptions.Whole with { MaxInflatedBytes = MaxComparedBytes };
    private static readonly Tag DataSetTrailingPadding = new(0xFFFC, 0xFFFC);

    public static bool Compare(SafeFileHandle left, SafeFileHandle right)
    {
        if (RandomAccess.GetLength(left) > MaxComparedBytes || RandomAccess.GetLength(right) > MaxComparedBytes) return false;
        var first = DicomFile.Read(new FileSource(left), Limits);
        var second = DicomFile.Read(new FileSource(right), Limits);
        return first.Fault is null && second.Fault is null && Compare(first.DataSet, second.DataSet);
    }

    private static bool Compare(DataSet left, DataSet right) => Compared(left).SequenceEqual(Compared(right), Comparison.Instance);

    private static IEnumerable<Element> Compared(DataSet set) => set.Where(element => element.Tag != DataSetTrailingPadding);

    /// <summary>Equal when tag and value are; the representation is not compared, because implicit VR does not carry it.</summary>
    private sealed class Comparison : IEqualityComparer<Element>
    {
        public static Comparison Instance { get; } = new();

        public bool Equals(Element? x, Element? y)
        {
            if (x is null || y is null || x.Tag != y.Tag || x.IsDeferred || y.IsDeferred) return false;
            if (x.Items is { } items) return y.Items is { } others && items.Count == others.Count && items.Zip(others).All(pair => Compare(pair.First, pair.Second));
            if (x.Fragments is { } fragments)
                return y.Fragments is { } others && fragments.Count == others.Count && fragments.Zip(others).All(pair => pair.First.Span.SequenceEqual(pair.Second.Span));
            return y.Items is null && y.Fragments is null && Trimmed(x).SequenceEqual(Trimmed(y));
        }

        public int GetHashCode(Element obj) => obj.Tag.GetHashCode();

        private static ReadOnlySpan<byte> Trimmed(Element element) =>
            element.Vr.IsText() ? element.Bytes.Span.TrimEnd([(byte)' ', (byte)0]) : element.Bytes.Span;
    }
}
