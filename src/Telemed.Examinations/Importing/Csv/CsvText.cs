using System.Text;

namespace Telemed.Examinations.Importing.Csv;

/// <summary>Opens a file in the encoding it was written in: what Unicode marks say, UTF-8 where all of it is, GB18030 otherwise.</summary>
internal static class CsvText
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static StreamReader Open(string path) => new(path, EncodingOf(path), detectEncodingFromByteOrderMarks: true, bufferSize: 128 * 1024);

    private static Encoding EncodingOf(string path)
    {
        using var file = File.OpenRead(path);
        var (bytes, chars, decoder) = (new byte[64 * 1024], new char[64 * 1024 + 16], Strict.GetDecoder());
        try
        {
            for (int read; (read = file.Read(bytes)) > 0;)
            {
                if (file.Position == read && bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) return Encoding.Unicode;   // the mark decides between the two
                decoder.GetChars(bytes.AsSpan(0, read), chars, flush: false);
            }
            decoder.GetChars([], chars, flush: true);
            return Encoding.UTF8;
        }
        catch (DecoderFallbackException)
        {
            return Gb18030;
        }
    }
}
