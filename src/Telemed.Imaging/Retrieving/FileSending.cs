using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Retrieving;

/// <summary>Stretches of files into the response: read straight into the pipe's memory, one copy in all.</summary>
internal static class FileSending
{
    private const int PieceBytes = 128 * 1024;

    public static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <exception cref="EndOfStreamException">The file is shorter than the range.</exception>
    public static async ValueTask Send(this PipeWriter output, SafeFileHandle file, ByteRange range, CancellationToken cancellationToken)
    {
        long at = range.Offset, end = range.Offset + range.Length;
        while (at < end)
        {
            int wanted = (int)Math.Min(PieceBytes, end - at);
            int read = RandomAccess.Read(file, output.GetSpan(wanted)[..wanted], at);
            if (read == 0) throw new EndOfStreamException("A stored object is shorter than its own description.");
            output.Advance(read);
            at += read;
            await output.FlushAsync(cancellationToken);
        }
    }
}
