namespace Telemed.Contracts;

/// <summary>Signs and verifies documents in the name of a practitioner (电子签名法 art. 13). The suite (ECDSA, SM2) is behind this port.</summary>
public interface ISigner
{
    /// <summary>Re-authenticates the caller by password (and one-time code where one is enrolled) and signs the content.</summary>
    /// <param name="caller">Who signs.</param>
    /// <param name="password">Opens the caller's private key.</param>
    /// <param name="code">One-time code; required outside demo mode.</param>
    /// <param name="content">The canonical bytes.</param>
    /// <param name="at">Time of signing, UTC; part of what is signed.</param>
    /// <param name="cancellationToken">Gives up before anything is signed.</param>
    /// <returns>A detached JWS (RFC 7515 appendix F) carrying its certificate, or the problem.</returns>
    ValueTask<Answer<string>> Sign(Caller caller, string password, string? code, ReadOnlyMemory<byte> content, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Is the signature over exactly this content, by a certificate of the platform's authority?</summary>
    bool Verify(ReadOnlyMemory<byte> content, string signature);
}
