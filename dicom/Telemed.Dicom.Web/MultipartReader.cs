using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Telemed.Dicom.Web;

/// <summary>Reads multipart/related part by part without holding a part in memory (RFC 2046 §5.1).</summary>
/// <remarks>Call <see cref="NextPart"/>, then <see cref="ReadBody"/> until null, and so on. One reader, one thread at a time.</remarks>
public sealed class MultipartReader
{
    private readonly PipeReader input;
    private readonly MultipartLimits limits;
    private readonly byte[] delimiter;   // CR LF - - boundary
    private ReadOnlySequence<byte> lent;
    private SequencePosition lentEnd;
    private bool hasLent;
    private bool started;
    private bool inBody;
    private bool ended;
    private int parts;

    /// <summary>Reads <paramref name="input"/>, which stays the caller's to complete.</summary>
    /// <param name="input">The message body.</param>
    /// <param name="boundary">From the Content-Type, without quotes.</param>
    /// <param name="limits">Bounds on what is not body.</param>
    public MultipartReader(PipeReader input, string boundary, MultipartLimits limits)
    {
        (this.input, this.limits) = (input, limits);
        delimiter = System.Text.Encoding.ASCII.GetBytes("\r\n--" + boundary);
    }

    /// <summary>Why reading stopped early, if it did.</summary>
    public MultipartFault? Fault { get; private set; }

    /// <summary>Moves to the next part, passing over what is left of the current one.</summary>
    /// <returns>Its headers by lower-case name; null at the end of the message or on a fault.</returns>
    public async ValueTask<IReadOnlyDictionary<string, string>?> NextPart(CancellationToken cancellationToken)
    {
        while (inBody && await ReadBody(cancellationToken) is not null) { }
        if (ended || Fault is not null || !await PassDelimiter(cancellationToken)) return null;
        if (++parts > limits.Parts) return Fail<IReadOnlyDictionary<string, string>>(MultipartFault.TooManyParts);
        var headers = await ReadHeaders(cancellationToken);
        inBody = headers is not null;
        return headers;
    }

    /// <summary>The next bytes of the part, valid until the next call; null when the part has ended or on a fault.</summary>
    public async ValueTask<ReadOnlySequence<byte>?> ReadBody(CancellationToken cancellationToken)
    {
        GiveBack();
        while (inBody)
        {
            var read = await input.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (Find(buffer, delimiter) is { } found)
            {
                inBody = false;
                started = true;
                if (buffer.Slice(0, found).IsEmpty)
                {
                    input.AdvanceTo(found);
                    return null;
                }
                return Lend(buffer.Slice(0, found));
            }
            if (read.IsCompleted)
            {
                input.AdvanceTo(buffer.End);
                inBody = false;
                return FailBody(MultipartFault.Truncated);
            }
            // The last bytes may be the beginning of a delimiter.
            long safe = buffer.Length - delimiter.Length + 1;
            if (safe > 0) return Lend(buffer.Slice(0, safe));
            input.AdvanceTo(buffer.Start, buffer.End);
        }
        return null;
    }

    private ReadOnlySequence<byte> Lend(ReadOnlySequence<byte> bytes)
    {
        (lent, lentEnd, hasLent) = (bytes, bytes.End, true);
        return lent;
    }

    private void GiveBack()
    {
        if (hasLent) input.AdvanceTo(lentEnd);
        hasLent = false;
    }

    /// <summary>Passes the delimiter and the end of its line; ends the message at the closing one.</summary>
    private async ValueTask<bool> PassDelimiter(CancellationToken cancellationToken)
    {
        GiveBack();
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            // The bound holds however the bytes came: what lies beyond it counts as not there.
            int bound = (started ? 0 : limits.PreambleBytes) + delimiter.Length + 256;
            if (TryPass(buffer, out var next, out bool closing) && buffer.Slice(0, next).Length <= bound)
            {
                input.AdvanceTo(next);
                ended = closing;
                return !closing;
            }
            bool tooLong = buffer.Length > bound;
            input.AdvanceTo(buffer.Start, buffer.End);
            if (!read.IsCompleted && !tooLong) continue;
            Fault = started ? MultipartFault.Truncated : MultipartFault.NoBoundary;
            return false;
        }
    }

    private bool TryPass(ReadOnlySequence<byte> buffer, out SequencePosition next, out bool closing)
    {
        (next, closing) = (buffer.Start, false);
        // The very first delimiter needs no line end before it.
        bool atStart = !started && StartsWith(buffer, delimiter.AsSpan(2));
        var found = atStart ? buffer.Start : Find(buffer, delimiter);
        if (found is null) return false;
        var rest = buffer.Slice(buffer.GetPosition(delimiter.Length - (atStart ? 2 : 0), found.Value));
        if (rest.Length < 2) return false;
        if (StartsWith(rest, "--"u8))
        {
            (next, closing) = (rest.GetPosition(2), true);
            return true;
        }
        if (Find(rest, "\r\n"u8) is not { } lineEnd) return false;
        next = buffer.GetPosition(2, lineEnd);
        return true;
    }

    private async ValueTask<IReadOnlyDictionary<string, string>?> ReadHeaders(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (StartsWith(buffer, "\r\n"u8))
            {
                input.AdvanceTo(buffer.GetPosition(2));
                return new Dictionary<string, string>();
            }
            if (Find(buffer, "\r\n\r\n"u8) is { } end && buffer.Slice(0, end).Length <= limits.HeaderBytes)
            {
                var headers = Parse(System.Text.Encoding.Latin1.GetString(buffer.Slice(0, end)));
                input.AdvanceTo(buffer.GetPosition(4, end));
                return headers ?? Fail<IReadOnlyDictionary<string, string>>(MultipartFault.BadHeaders);
            }
            bool tooLong = buffer.Length > limits.HeaderBytes + 4;   // with the empty line that ends them
            input.AdvanceTo(buffer.Start, buffer.End);
            if (tooLong) return Fail<IReadOnlyDictionary<string, string>>(MultipartFault.BadHeaders);
            if (read.IsCompleted) return Fail<IReadOnlyDictionary<string, string>>(MultipartFault.Truncated);
        }
    }

    private static Dictionary<string, string>? Parse(string block)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in block.Split("\r\n"))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1) return null;
            headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }
        return headers;
    }

    private static SequencePosition? Find(ReadOnlySequence<byte> buffer, ReadOnlySpan<byte> what)
    {
        if (buffer.IsSingleSegment)
            return buffer.FirstSpan.IndexOf(what) is >= 0 and var index ? buffer.GetPosition(index) : null;
        var reader = new SequenceReader<byte>(buffer);
        return reader.TryReadTo(out ReadOnlySequence<byte> before, what) ? before.End : null;
    }

    private static bool StartsWith(ReadOnlySequence<byte> buffer, ReadOnlySpan<byte> what) =>
        new SequenceReader<byte>(buffer).IsNext(what);

    private T? Fail<T>(MultipartFault fault) where T : class
    {
        Fault = fault;
        return null;
    }

    private ReadOnlySequence<byte>? FailBody(MultipartFault fault)
    {
        Fault = fault;
        return null;
    }
}
