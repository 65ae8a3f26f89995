namespace Telemed.Dicom.Encoding;

internal static class ByteOrder
{
    /// <summary>A copy with every word reversed; bytes of an unfinished last word stay as they are.</summary>
    public static ReadOnlyMemory<byte> Swapped(ReadOnlyMemory<byte> bytes, int wordBytes)
    {
        if (wordBytes == 1) return bytes;
        var copy = bytes.ToArray();
        for (int i = 0; i + wordBytes <= copy.Length; i += wordBytes) copy.AsSpan(i, wordBytes).Reverse();
        return copy;
    }
}
