using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>Objects that go over one association.</summary>
/// <param name="Contexts">What to propose.</param>
/// <param name="Objects">What to send.</param>
internal sealed record SendBatch(IReadOnlyList<ProposedContext> Contexts, IReadOnlyList<RetrievableObject> Objects);

/// <summary>Divides objects so that each batch needs no more contexts than an association has.</summary>
internal static class SendBatches
{
    public static IEnumerable<SendBatch> Of(IEnumerable<RetrievableObject> objects)
    {
        foreach (var chunk in objects.GroupBy(o => (o.SopClassUid, o.TransferSyntaxUid)).Chunk(SendContexts.MostKinds))
            yield return new(SendContexts.For([.. chunk.Select(kind => kind.Key)]), [.. chunk.SelectMany(kind => kind)]);
    }
}
