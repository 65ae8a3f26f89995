using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>What C-MOVE and C-GET have in common: the identifier is read and judged, refusals are answered.</summary>
internal static class RetrieveReading
{
    private static readonly QueryNegotiation Can = new(Relational: true, CombinedDateTime: false, FuzzyNames: false);

    public static byte[] Extend(IReadOnlyList<byte> proposed) => QueryNegotiation.Answer(proposed, Can);

    /// <summary>Reads the request.</summary>
    /// <returns>Null when it has been refused, or the association has ended.</returns>
    public static async ValueTask<(QueryModel Model, QueryLevel Level, DataSet Keys)?> Read(DimseMessage request, ServedAssociation association)
    {
        if (await association.Channel.ReceiveWhole(FindAnswering.MaxIdentifierLength) is not { } bytes) return null;
        var model = QueryModel.Of(request.Context.AbstractSyntax)!;
        var relational = QueryNegotiation.Of(association.Extended(request.Context.AbstractSyntax)).Relational;
        if (IdentifierSyntax.Read(bytes, request.Context) is not { } keys)
        {
            await association.Respond(request, QueryStatus.UnableToProcess);
            return null;
        }
        if (QueryIdentifier.FaultOfRetrieval(keys, model, relational) is not { } fault) return (model, QueryIdentifier.LevelOf(keys, model)!.Value, keys);
        association.Count(QueryStatus.IdentifierMismatch);
        await association.Channel.Send(request.Context.Id,
            Commands.Response(request.Command, QueryStatus.IdentifierMismatch).WithTag(CommandTag.OffendingElement, fault));
        return null;
    }
}
