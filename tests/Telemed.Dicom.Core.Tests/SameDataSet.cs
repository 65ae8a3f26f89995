using Telemed.Dicom.Core;

namespace Telemed.Dicom.Tests;

/// <summary>Equality of what data sets say: padding to an even length is not part of it.</summary>
internal static class SameDataSet
{
    public static void Assert(DataSet expected, DataSet actual)
    {
        Xunit.Assert.Equal(expected.Select(element => element.Tag), actual.Select(element => element.Tag));
        foreach (var (left, right) in expected.Zip(actual)) Assert(left, right);
    }

    private static void Assert(Element expected, Element actual)
    {
        Xunit.Assert.Equal(expected.ToString(), actual.ToString());
        if (expected.Items is { } items)
        {
            Xunit.Assert.Equal(items.Count, actual.Items!.Count);
            for (int i = 0; i < items.Count; i++) Assert(items[i], actual.Items[i]);
        }
        else if (expected.Fragments is { } fragments)
        {
            Xunit.Assert.Equal(fragments.Select(Even), actual.Fragments!.Select(Even));
        }
        else
        {
            Xunit.Assert.True(Even(expected.Bytes, expected.Vr.PaddingByte()).AsSpan().SequenceEqual(actual.Bytes.Span), $"{expected} differs");
        }
    }

    private static byte[] Even(ReadOnlyMemory<byte> bytes) => Even(bytes, 0);

    private static byte[] Even(ReadOnlyMemory<byte> bytes, byte padding) => (bytes.Length & 1) == 0 ? bytes.ToArray() : [.. bytes.Span, padding];
}
