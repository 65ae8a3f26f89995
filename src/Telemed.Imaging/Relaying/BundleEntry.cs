namespace Telemed.Imaging.Relaying;

/// <summary>The head of one object in a bundle.</summary>
/// <param name="Bytes">Of the data set.</param>
/// <param name="Sha256">Of the data set.</param>
/// <param name="Encoding"><c>identity</c> or <c>br</c>: how the bytes that follow stand for the data set.</param>
/// <param name="Length">Bytes that follow.</param>
internal sealed record BundleEntry(string Uid, string Class, string Syntax, long Bytes, string Sha256, string Encoding, long Length)
{
    /// <summary>The first bytes of every bundle.</summary>
    public static ReadOnlySpan<byte> Magic => "TLB1"u8;

    /// <summary>Longest head in bytes.</summary>
    public const int MaxHead = 2048;

    public const string Identity = "identity";

    public const string Brotli = "br";
}
