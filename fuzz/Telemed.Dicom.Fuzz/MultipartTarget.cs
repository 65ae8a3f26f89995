using System.Buffers;
using System.IO.Pipelines;
using Telemed.Dicom.Web;

namespace Telemed.Dicom.Fuzz;

/// <summary>Reads bytes as multipart/related; however the network cuts them up, the same parts come out, and never more than went in.</summary>
public static class MultipartTarget
{
    private const string Boundary = "edge";
    private static readonly MultipartLimits Limits = new(HeaderBytes: 512, Parts: 64, PreambleBytes: 256);

    /// <exception cref="InvalidOperationException">The parts depend on how the bytes came, or are larger than the message.</exception>
    public static void Run(ReadOnlyMemory<byte> bytes)
    {
        string whole = Read(bytes, int.MaxValue);
        foreach (int piece in new[] { 1, 3, 7, 64 })
        {
            if (bytes.Length / piece > 4096) continue;   // cut finer, a large one takes too long
            if (Read(bytes, piece) != whole) throw new InvalidOperationException($"In pieces of {piece} bytes other parts come out.");
        }
    }

    private static string Read(ReadOnlyMemory<byte> bytes, int piece) => ReadAsync(bytes, piece).GetAwaiter().GetResult();

    private static async Task<string> ReadAsync(ReadOnlyMemory<byte> bytes, int piece)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
        for (int at = 0; at < bytes.Length; at += Math.Min(piece, bytes.Length - at))
        {
            await pipe.Writer.WriteAsync(bytes.Slice(at, Math.Min(piece, bytes.Length - at)));
            await pipe.Writer.FlushAsync();
        }
        await pipe.Writer.CompleteAsync();
        var reader = new MultipartReader(new InPieces(pipe.Reader, piece), Boundary, Limits);
        var seen = new List<string>();
        long total = 0;
        while (await reader.NextPart(default) is { } headers)
        {
            var hash = new HashCode();
            long length = 0;
            while (await reader.ReadBody(default) is { } body)
                foreach (var segment in body)
                {
                    length += segment.Length;
                    foreach (byte one in segment.Span) hash.Add(one);
                }
            total += length;
            seen.Add($"{string.Join(',', headers.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}={h.Value}"))}:{length}:{hash.ToHashCode()}");
        }
        if (reader.Fault is not null && seen.Count > 0) seen.RemoveAt(seen.Count - 1);   // what of a cut part was given out before does not count: it is thrown away
        if (total > bytes.Length) throw new InvalidOperationException("More came out than went in.");
        return $"{string.Join('\n', seen)}\n{reader.Fault}";
    }

    /// <summary>Shows what is there little by little, as a slow sender would.</summary>
    private sealed class InPieces(PipeReader inner, int piece) : PipeReader
    {
        private ReadOnlySequence<byte> all;
        private bool isCompleted;
        private long shown;
        private long examined;

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examinedTo)
        {
            long used = all.Slice(0, consumed).Length;
            examined = all.Slice(0, examinedTo).Length - used;
            shown = Math.Max(0, shown - used);
            inner.AdvanceTo(consumed, consumed);
        }

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(cancellationToken);
            (all, isCompleted) = (read.Buffer, read.IsCompleted);
            if (shown <= examined || shown == 0) shown = Math.Min(all.Length, Math.Max(shown, examined) + (piece == int.MaxValue ? all.Length : piece));
            return new(all.Slice(0, shown), isCanceled: false, isCompleted && shown == all.Length);
        }

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);
    }
}
