using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>Which transfer syntax a storage context gets when several are proposed for it.</summary>
/// <remarks>
/// Every syntax is stored as sent, so any answer serves the receiver; what counts is what the answer makes the sender do.
/// A sender that knows how its object is encoded proposes that syntax in a context of its own, and it is accepted.
/// One that puts several into one context leaves the conversion to itself, and then the answer must not be one that loses anything:
/// native syntaxes first, the ones that keep the VR before the one that drops it; then lossless compression; lossy compression only when nothing else is offered.
/// </remarks>
public static class StorageSyntaxes
{
    private static readonly string[] Native =
        [TransferSyntax.ExplicitLittle.Uid, TransferSyntax.Deflated.Uid, TransferSyntax.ExplicitBig.Uid, TransferSyntax.ImplicitLittle.Uid];

    private static readonly HashSet<string> Lossless =
    [
        "1.2.840.10008.1.2.1.98", "1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.90",
        "1.2.840.10008.1.2.4.92", "1.2.840.10008.1.2.4.110", "1.2.840.10008.1.2.4.111", "1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.202",
        "1.2.840.10008.1.2.5", "1.2.840.10008.1.2.8.1",
    ];

    /// <summary>The first of the best kind, in the proposer's order within a kind; null when none is a UID.</summary>
    public static string? Choose(IReadOnlyList<string> proposed) =>
        proposed.Where(uid => Uid.IsValid(uid)).OrderBy(Rank).FirstOrDefault();

    private static int Rank(string uid) =>
        Array.IndexOf(Native, uid) is >= 0 and var native ? native
        : Lossless.Contains(uid) ? Native.Length
        : TransferSyntax.IsRegistered(uid) ? Native.Length + 1
        : Native.Length + 2;
}
