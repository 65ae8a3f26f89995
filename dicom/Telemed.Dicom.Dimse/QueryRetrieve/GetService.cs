using Microsoft.Extensions.Logging;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>Retrieval SCP by C-GET (PS3.4 §C.4.3): the objects come back on the association that asks.</summary>
public sealed partial class GetService(IStudyObjects objects, TimeProvider clock, ILogger<GetService> log) : IDimseService
{
    /// <inheritdoc/>
    public bool Accepts(string sopClassUid) => QueryModel.Of(sopClassUid)?.GetClass == sopClassUid;

    /// <inheritdoc/>
    public string? Choose(IReadOnlyList<string> transferSyntaxes) => IdentifierSyntax.Choose(transferSyntaxes);

    /// <inheritdoc/>
    public byte[]? Extend(string sopClassUid, IReadOnlyList<byte> proposed) => RetrieveReading.Extend(proposed);

    /// <inheritdoc/>
    public bool RunsBesideOthers => true;

    /// <inheritdoc/>
    public bool Answers(CommandField request) => request is CommandField.CGetRq;

    /// <inheritdoc/>
    public async ValueTask Serve(DimseMessage request, ServedAssociation association, CancellationToken cancellationToken)
    {
        if (await RetrieveReading.Read(request, association) is not var (model, level, keys)) return;
        IReadOnlyList<RetrievableObject> selected;
        try
        {
            var asker = new Asker(association.CallingAe, association.InstitutionId);
            selected = await objects.Select(new(asker, asker, model, level, keys), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFault(e.GetType().Name, association.CallingAe);
            await association.Respond(request, QueryStatus.UnableToProcess);
            return;
        }
        var retrieval = new Retrieval(request, association, selected, clock);
        foreach (var next in selected)
        {
            if (await retrieval.MustEnd()) break;
            await retrieval.Count(next, await Send(retrieval, next, cancellationToken));
        }
        await retrieval.Finish();
    }

    private async ValueTask<ushort?> Send(Retrieval retrieval, RetrievableObject next, CancellationToken cancellationToken)
    {
        var association = retrieval.Association;
        var upper = association.Channel.Association;
        if (!next.ReceiverMay || !association.PeerPerforms(next.SopClassUid)) return null;
        if (ObjectSending.Choose(upper, next.SopClassUid, next.TransferSyntaxUid) is not { } context) return null;
        try
        {
            await using var opened = await objects.Open(next, cancellationToken);
            if (opened is null) return null;
            var id = await association.NextMessageId(cancellationToken);
            if (!await Sent(association, context, id, opened, cancellationToken)) return null;
            var (response, cancelled) = await association.Response(CommandField.CStoreRsp, id, retrieval.MessageId);
            if (cancelled) retrieval.End();
            return response?.Number(CommandTag.Status);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFault(e.GetType().Name, association.CallingAe);
            return null;
        }
    }

    private static async ValueTask<bool> Sent(ServedAssociation association, AcceptedContext context, ushort id, OutgoingObject opened, CancellationToken cancellationToken)
    {
        var sent = false;
        try
        {
            return sent = await ObjectSending.Send(association.Channel.Association, context, id, opened, cancellationToken);
        }
        finally
        {
            if (!sent) association.NotAsked(id);
        }
    }

    [LoggerMessage(2021, LogLevel.Error, "A retrieval by {CallingAe} failed: {Fault}")]
    private partial void LogFault(string fault, string callingAe);
}
