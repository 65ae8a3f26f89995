namespace Telemed.Contracts;

/// <summary>A detached signature over canonical content (RFC 7515, appendix F).</summary>
/// <param name="Jws">Compact form with an empty payload.</param>
/// <param name="Certificate">Thumbprint of the signer's certificate, SHA-256, hexadecimal.</param>
public sealed record DetachedSignature(string Jws, string Certificate);

/// <summary>What became of a wish to sign: a signature, or a problem (wrong password, wrong or missing code).</summary>
public sealed record SigningResult(DetachedSignature? Signature, Problem? Problem);

/// <summary>Signs in the name of a practitioner after asking again who it is.</summary>
public interface ISigner
{
    /// <summary>Signs when password and second factor are right.</summary>
    /// <param name="code">Second factor; null when none was given.</param>
    Task<SigningResult> Sign(Caller caller, string password, string? code, ReadOnlyMemory<byte> canonicalContent, CancellationToken cancellationToken);

    /// <summary>Is the signature over exactly this content, by a certificate that was valid then?</summary>
    bool Verify(ReadOnlyMemory<byte> canonicalContent, DetachedSignature signature);
}
