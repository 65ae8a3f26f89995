using System.Buffers;

namespace Telemed.Indicators.Counting;

/// <summary>Stored form of the lists of a track: numbers of seven bits a byte, times as differences.</summary>
internal static class TrackCoding
{
    public static byte[] Write(CaseTrack track)
    {
        var buffer = new ArrayBufferWriter<byte>(64 + track.Steps.Count * 8);
        Put(buffer, track.Cell * 2L + (track.Returned ? 1 : 0));
        Put(buffer, track.Steps.Count);
        var last = 0L;
        foreach (var step in track.Steps)
        {
            Put(buffer, step.Step);
            Put(buffer, step.Detail);
            Put(buffer, step.Cell);
            PutSigned(buffer, step.At - last);
            last = step.At;
        }
        Put(buffer, track.Clocks.Count);
        foreach (var clock in track.Clocks)
        {
            Put(buffer, clock.Name * 2L + (clock.Paused ? 1 : 0));
            PutSigned(buffer, clock.Due - last);
            Put(buffer, clock.BreachedAt);
        }
        Put(buffer, track.Places.Count);
        foreach (var (month, cell) in track.Places)
        {
            Put(buffer, month);
            Put(buffer, cell);
        }
        return buffer.WrittenSpan.ToArray();
    }

    public static void Read(byte[] stored, CaseTrack into)
    {
        var at = 0;
        var cell = Take(stored, ref at);
        (into.Cell, into.Returned) = ((int)(cell / 2), cell % 2 == 1);
        var last = 0L;
        for (var n = Take(stored, ref at); n > 0; n--)
        {
            var (step, detail, place) = ((byte)Take(stored, ref at), (int)Take(stored, ref at), (int)Take(stored, ref at));
            into.Steps.Add(new(step, detail, place, last += TakeSigned(stored, ref at)));
        }
        for (var n = Take(stored, ref at); n > 0; n--)
        {
            var name = Take(stored, ref at);
            into.Clocks.Add(new((int)(name / 2), last + TakeSigned(stored, ref at), Take(stored, ref at), name % 2 == 1));
        }
        for (var n = Take(stored, ref at); n > 0; n--) into.Places.Add(((int)Take(stored, ref at), (int)Take(stored, ref at)));
    }

    private static void PutSigned(ArrayBufferWriter<byte> buffer, long value) => Put(buffer, (value << 1) ^ (value >> 63));

    private static void Put(ArrayBufferWriter<byte> buffer, long value)
    {
        var left = (ulong)value;
        var span = buffer.GetSpan(10);
        var length = 0;
        for (; left >= 0x80; left >>= 7) span[length++] = (byte)(left | 0x80);
        span[length++] = (byte)left;
        buffer.Advance(length);
    }

    private static long TakeSigned(byte[] stored, ref int at)
    {
        var value = (ulong)Take(stored, ref at);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private static long Take(byte[] stored, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = stored[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return (long)value;
        }
    }
}
