using System.Buffers;
using System.Text;

namespace Telemed.Dicom.Web;

/// <summary>Writes multipart/related (RFC 2387, PS3.18 §8.7.3): call <see cref="Begin"/> before each part's bytes and <see cref="End"/> once.</summary>
/// <param name="output">Where the bytes go; the bodies are written there by the caller.</param>
/// <param name="boundary">Unique text that occurs in no part, at most 70 characters.</param>
public sealed class MultipartWriter(IBufferWriter<byte> output, string boundary)
{
    private bool any;

    /// <summary>Starts a part. The first delimiter opens the body: some viewers take the boundary from there.</summary>
    /// <param name="contentType">Value of Content-Type, with <c>transfer-syntax</c> where there is one.</param>
    /// <param name="location">Value of Content-Location, or null.</param>
    public void Begin(string contentType, string? location = null)
    {
        Text($"{(any ? "\r\n" : "")}--{boundary}\r\nContent-Type: {contentType}\r\n");
        if (location is not null) Text($"Content-Location: {location}\r\n");
        Text("\r\n");
        any = true;
    }

    /// <summary>Closes the last part and the message.</summary>
    public void End() => Text($"\r\n--{boundary}--\r\n");

    private void Text(string text) => System.Text.Encoding.ASCII.GetBytes(text, output);
}
