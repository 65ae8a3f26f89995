using Telemed.Dicom.Core;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>Objects that go over one association.</summary>
/// <param name="Contexts">What to propose.</param>
/// <param name="Objects">What to send.</param>
internal sealed record SendBatch(IReadOnlyList<ProposedContext> Contexts, IReadOnlyList<RetrievableObject> Objects);

/// <summary>Divides objects so that each batch needs no more contexts than an association has.</summary>
internal static class SendBatches
{
    private const int MostContexts = 128;

    /// <summary>
    /// A context holds one SOP class with the one syntax its objects have: a peer that accepts it gets them as they are stored.
    /// Native objects have a second chance with the native syntaxes every peer must know.
    /// </summary>
    public static IEnumerable<SendBatch> Of(IEnumerable<RetrievableObject> objects)
    {
        foreach (var chunk in objects.GroupBy(o => (o.SopClassUid, o.TransferSyntaxUid)).Chunk(MostContexts / 2))
        {
            var proposed = chunk.Select(kind => (SopClass: kind.Key.SopClassUid, Syntaxes: (IEnumerable<string>)[kind.Key.TransferSyntaxUid]))
                .Concat(chunk.Where(kind => NativeSyntaxes.Contains(kind.Key.TransferSyntaxUid)).Select(kind => kind.Key.SopClassUid).Distinct()
                    .Select(sopClass => (SopClass: sopClass, Syntaxes: (IEnumerable<string>)[TransferSyntax.ExplicitLittle.Uid, TransferSyntax.ImplicitLittle.Uid])));
            yield return new([.. proposed.Select((p, i) => new ProposedContext((byte)(2 * i + 1), p.SopClass, EquatableList.From(p.Syntaxes)))],
                [.. chunk.SelectMany(kind => kind)]);
        }
    }
}
