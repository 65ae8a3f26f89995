using Telemed.Dicom.Core;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>The asking side of query and retrieval (PS3.4 Annex C) and of the modality worklist (PS3.4 Annex K).</summary>
public static class QueryScu
{
    private const int MaxResponseLength = 4 << 20;

    /// <summary>C-FIND.</summary>
    /// <param name="client">Connected, with a context for the SOP class.</param>
    /// <param name="sopClassUid">Information model.</param>
    /// <param name="keys">Identifier.</param>
    /// <param name="match">Gets each match; false cancels the query.</param>
    /// <param name="cancellationToken">Ends the association.</param>
    /// <returns>The final status; null when no context was accepted or the association ended.</returns>
    public static async Task<ushort?> Find(
        this DimseClient client, string sopClassUid, DataSet keys, Func<DataSet, bool> match, CancellationToken cancellationToken)
    {
        if (Context(client, sopClassUid) is not { } context) return null;
        using var _ = client.StopOn(cancellationToken);
        var id = client.NextMessageId();
        await client.Channel.Send(context, Commands.QueryRequest(CommandField.CFindRq, id, sopClassUid), keys);
        var cancelled = false;
        while (await Response(client, CommandField.CFindRsp, id, null, cancellationToken) is var (command, dataSet))
        {
            var status = command.Number(CommandTag.Status)!.Value;
            if (!GeneralStatus.IsPending(status)) return status;
            if (cancelled || (dataSet is not null && match(dataSet))) continue;
            cancelled = true;
            await client.Channel.Send(context.Id, Commands.Cancel(id));
        }
        return null;
    }

    /// <summary>C-MOVE: the peer sends to another application entity.</summary>
    /// <param name="client">Connected, with a context for the SOP class.</param>
    /// <param name="sopClassUid">Information model.</param>
    /// <param name="destination">AE title, which the peer must know.</param>
    /// <param name="keys">Identifier.</param>
    /// <param name="progress">Hears counts on the way; false cancels.</param>
    /// <param name="cancellationToken">Ends the association.</param>
    public static Task<RetrieveOutcome> Move(
        this DimseClient client, string sopClassUid, string destination, DataSet keys, Func<RetrieveProgress, bool> progress, CancellationToken cancellationToken) =>
        Retrieve(client, sopClassUid, id => Commands.QueryRequest(CommandField.CMoveRq, id, sopClassUid).WithText(CommandTag.MoveDestination, destination),
            CommandField.CMoveRsp, keys, null, progress, cancellationToken);

    /// <summary>C-GET: the peer sends on this association, where its roles were agreed to.</summary>
    /// <param name="client">Connected, with a context for the SOP class, and contexts with roles for what may come.</param>
    /// <param name="sopClassUid">Information model.</param>
    /// <param name="keys">Identifier.</param>
    /// <param name="store">Takes what comes.</param>
    /// <param name="progress">Hears counts on the way; false cancels.</param>
    /// <param name="cancellationToken">Ends the association.</param>
    public static Task<RetrieveOutcome> Get(
        this DimseClient client, string sopClassUid, DataSet keys, StorageService store, Func<RetrieveProgress, bool> progress, CancellationToken cancellationToken) =>
        Retrieve(client, sopClassUid, id => Commands.QueryRequest(CommandField.CGetRq, id, sopClassUid), CommandField.CGetRsp, keys, store, progress, cancellationToken);

    private static async Task<RetrieveOutcome> Retrieve(
        DimseClient client, string sopClassUid, Func<ushort, CommandSet> request, CommandField field, DataSet keys, StorageService? store,
        Func<RetrieveProgress, bool> progress, CancellationToken cancellationToken)
    {
        var counts = new RetrieveProgress(0, 0, 0, 0);
        if (Context(client, sopClassUid) is not { } context) return new(null, counts, []);
        using var _ = client.StopOn(cancellationToken);
        var id = client.NextMessageId();
        await client.Channel.Send(context, request(id), keys);
        var cancelled = false;
        while (await Response(client, field, id, store, cancellationToken) is var (command, dataSet))
        {
            counts = RetrieveProgress.Of(command);
            var status = command.Number(CommandTag.Status)!.Value;
            if (!GeneralStatus.IsPending(status))
                return new(status, counts, dataSet?.AsciiValues(Tags.FailedSopInstanceUidList).Where(u => u.Length > 0).ToArray() ?? []);
            if (cancelled || progress(counts)) continue;
            cancelled = true;
            await client.Channel.Send(context.Id, Commands.Cancel(id));
        }
        return new(null, counts, []);
    }

    private static AcceptedContext? Context(DimseClient client, string sopClassUid) =>
        client.Association.Contexts.FirstOrDefault(c => c.AbstractSyntax == sopClassUid);

    private static async ValueTask<(CommandSet Command, DataSet? DataSet)?> Response(
        DimseClient client, CommandField field, ushort messageId, StorageService? store, CancellationToken cancellationToken)
    {
        var served = store is null ? null : new ServedAssociation(client.Channel, null, null, (_, _) => default);
        while (await client.Channel.Receive() is { } message)
        {
            var command = message.Command;
            if (served is not null && command.Field is CommandField.CStoreRq && command.Number(CommandTag.MessageId) is not null)
            {
                await store!.Serve(message, served, cancellationToken);
                continue;
            }
            if (command.Field != field || command.Number(CommandTag.MessageIdBeingRespondedTo) != messageId || command.Number(CommandTag.Status) is null) break;
            if (!command.HasDataSet) return (command, null);
            if (await client.Channel.ReceiveWhole(MaxResponseLength) is not { } bytes) break;
            return (command, IdentifierSyntax.Read(bytes, message.Context));
        }
        await client.Association.Abort();
        return null;
    }
}
