using System.Buffers;

namespace Telemed.Dicom.Network.Tests;

/// <summary>Byte sequences cut into segments, as a network cuts them.</summary>
internal sealed class Segments : ReadOnlySequenceSegment<byte>
{
    public static ReadOnlySequence<byte> Of(params byte[][] parts)
    {
        Segments? head = null, tail = null;
        foreach (var part in parts)
        {
            var next = new Segments { Memory = part, RunningIndex = tail is null ? 0 : tail.RunningIndex + tail.Memory.Length };
            if (tail is null) head = next;
            else tail.Next = next;
            tail = next;
        }
        return new(head!, 0, tail!, tail!.Memory.Length);
    }

    /// <summary>Whole, cut at every place, and byte by byte.</summary>
    public static IEnumerable<ReadOnlySequence<byte>> EverySplit(byte[] bytes)
    {
        for (var i = 0; i <= bytes.Length; i++) yield return Of(bytes[..i], bytes[i..]);
        yield return Of([.. bytes.Select(b => new[] { b })]);
    }
}
