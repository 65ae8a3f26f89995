using Telemed.Dicom.Core;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>What to propose for objects that are to be sent as they are stored.</summary>
public static class SendContexts
{
    /// <summary>Kinds of objects that one association has contexts for.</summary>
    public const int MostKinds = 64;

    /// <summary>What to say beside the contexts when that many objects are to be under way (PS3.7 §D.3.3.3): nothing for one.</summary>
    public static UserInformation Window(ushort operations) => new() { Operations = operations > 1 ? new(operations, 1) : null };

    /// <summary>
    /// A context holds one SOP class with the one syntax its objects have: a peer that accepts it gets them as they are stored.
    /// Native objects have a second chance with the native syntaxes every peer must know.
    /// </summary>
    /// <param name="kinds">SOP class and transfer syntax, at most <see cref="MostKinds"/> of them.</param>
    public static IReadOnlyList<ProposedContext> For(IReadOnlyCollection<(string SopClassUid, string TransferSyntaxUid)> kinds)
    {
        var proposed = kinds.Select(kind => (SopClass: kind.SopClassUid, Syntaxes: (IEnumerable<string>)[kind.TransferSyntaxUid]))
            .Concat(kinds.Where(kind => NativeSyntaxes.Contains(kind.TransferSyntaxUid)).Select(kind => kind.SopClassUid).Distinct()
                .Select(sopClass => (SopClass: sopClass, Syntaxes: (IEnumerable<string>)[TransferSyntax.ExplicitLittle.Uid, TransferSyntax.ImplicitLittle.Uid])));
        return [.. proposed.Select((p, i) => new ProposedContext((byte)(2 * i + 1), p.SopClass, EquatableList.From(p.Syntaxes)))];
    }
}
