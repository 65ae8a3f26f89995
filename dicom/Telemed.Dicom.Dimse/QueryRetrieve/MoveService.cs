using Microsoft.Extensions.Logging;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>Retrieval SCP by C-MOVE (PS3.4 §C.4.2): the objects go to another application entity, on associations opened from here.</summary>
public sealed partial class MoveService(
    IStudyObjects objects, IDestinations destinations, DicomNodeOptions options, TimeProvider clock, ILogger<MoveService> log) : IDimseService
{
    private const int MostConnects = 3;   // without one object stored in between

    /// <inheritdoc/>
    public bool Accepts(string sopClassUid) => QueryModel.Of(sopClassUid)?.MoveClass == sopClassUid;

    /// <inheritdoc/>
    public string? Choose(IReadOnlyList<string> transferSyntaxes) => IdentifierSyntax.Choose(transferSyntaxes);

    /// <inheritdoc/>
    public byte[]? Extend(string sopClassUid, IReadOnlyList<byte> proposed) => RetrieveReading.Extend(proposed);

    /// <inheritdoc/>
    public bool RunsBesideOthers => true;

    /// <inheritdoc/>
    public bool Answers(CommandField request) => request is CommandField.CMoveRq;

    /// <inheritdoc/>
    public async ValueTask Serve(DimseMessage request, ServedAssociation association, CancellationToken cancellationToken)
    {
        if (await RetrieveReading.Read(request, association) is not var (model, level, keys)) return;
        var title = request.Command.Text(CommandTag.MoveDestination);
        if (string.IsNullOrEmpty(title) || await destinations.Find(title, cancellationToken) is not { } destination)
        {
            await association.Respond(request, QueryStatus.DestinationUnknown);
            return;
        }
        IReadOnlyList<RetrievableObject> selected;
        try
        {
            var asker = new Asker(association.CallingAe, association.InstitutionId);
            selected = await objects.Select(new(asker, new(destination.AeTitle, destination.InstitutionId), model, level, keys), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFault(e.GetType().Name, association.CallingAe);
            await association.Respond(request, QueryStatus.UnableToProcess);
            return;
        }
        var retrieval = new Retrieval(request, association, selected, clock);
        foreach (var refused in selected.Where(o => !o.ReceiverMay)) await retrieval.Count(refused, null);
        foreach (var batch in SendBatches.Of(selected.Where(o => o.ReceiverMay)))
            await Send(retrieval, destination, batch, cancellationToken);
        await retrieval.Finish();
    }

    private async Task Send(Retrieval retrieval, Destination destination, SendBatch batch, CancellationToken cancellationToken)
    {
        var left = new Queue<RetrievableObject>(batch.Objects);
        for (var connects = 0; connects < MostConnects && left.Count > 0 && !await retrieval.MustEnd(); connects++)
        {
            var outcome = await DimseClient.Connect(destination, options.AeTitle, batch.Contexts, options.Client, clock, cancellationToken);
            if (outcome is not ConnectOutcome.Connected { Client: var client })
            {
                LogNoDestination(destination.AeTitle, outcome);
                break;
            }
            await using var _ = client;
            while (client.Association.End is null && left.Count > 0 && !await retrieval.MustEnd())
            {
                var next = left.Dequeue();
                var status = await Send(client, retrieval, next, cancellationToken);
                if (status is not null) connects = 0;
                await retrieval.Count(next, status);
            }
            await client.Release();
        }
        if (retrieval.Ended) return;
        foreach (var unsent in left) await retrieval.Count(unsent, null);
    }

    private async Task<ushort?> Send(DimseClient client, Retrieval retrieval, RetrievableObject next, CancellationToken cancellationToken)
    {
        try
        {
            if (await objects.Open(next, cancellationToken) is not { } opened) return null;
            await using var _ = opened;
            var outcome = await client.Store(opened with { Originator = new(retrieval.Association.CallingAe, retrieval.MessageId) }, cancellationToken);
            return outcome is StoreOutcome.Answered answered ? answered.Status : null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFault(e.GetType().Name, retrieval.Association.CallingAe);
            return null;
        }
    }

    private void LogNoDestination(string destination, ConnectOutcome outcome) => LogNoDestination(destination, outcome switch
    {
        ConnectOutcome.Unreachable unreachable => unreachable.Why,
        ConnectOutcome.Refused { Rejection: { } no } => $"rejected, {no.Source} {no.Reason}",
        ConnectOutcome.Refused refused => refused.How.ToString(),
        _ => "",
    });

    [LoggerMessage(2023, LogLevel.Error, "A retrieval by {CallingAe} failed: {Fault}")]
    private partial void LogFault(string fault, string callingAe);

    [LoggerMessage(2022, LogLevel.Warning, "Move destination {Destination} cannot be had: {Why}")]
    private partial void LogNoDestination(string destination, string why);
}
