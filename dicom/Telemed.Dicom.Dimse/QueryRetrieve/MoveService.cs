using Microsoft.Extensions.Logging;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>Retrieval SCP by C-MOVE (PS3.4 §C.4.2): the objects go to another application entity, on associations opened from here.</summary>
public sealed partial class MoveService(
    IStudyObjects objects, IDestinations destinations, DicomNodeOptions options, TimeProvider clock, ILogger<MoveService> log) : IDimseService
{
    private const int MostConnects = 3;   // without one object stored in between
    private static readonly Task<ushort?> NoStatus = Task.FromResult<ushort?>(null);

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
        var left = new LinkedList<RetrievableObject>(batch.Objects);
        var window = destination.SendOperations ?? options.Client.SendOperations;
        for (var connects = 0; connects < MostConnects && left.Count > 0 && !await retrieval.MustEnd(); connects++)
        {
            var outcome = await DimseClient.Connect(destination, options.AeTitle, batch.Contexts, options.Client, clock, cancellationToken, SendContexts.Window(window));
            if (outcome is not ConnectOutcome.Connected { Client: var client })
            {
                LogNoDestination(destination.AeTitle, outcome);
                break;
            }
            await using var _ = client;
            if (await Send(client, retrieval, left, cancellationToken)) connects = 0;
            await client.Release();
            window = 1;   // it may be one object, or the window itself, that the peer does not get on with
        }
        if (retrieval.Ended) return;
        foreach (var unsent in left) await retrieval.Count(unsent, null);
    }

    /// <summary>Sends what is left, as many unanswered as the peer granted; when the association ends early, only the one that was to be answered first counts as failed.</summary>
    /// <returns>Whether any was answered.</returns>
    private async Task<bool> Send(DimseClient client, Retrieval retrieval, LinkedList<RetrievableObject> left, CancellationToken cancellationToken)
    {
        var underWay = new List<(RetrievableObject Object, Task<ushort?> Status)>();
        bool any = false;
        while (left.First is { Value: var next } && !await retrieval.MustEnd() && await client.Ready())
        {
            left.RemoveFirst();
            underWay.Add((next, await Begin(client, retrieval, next, cancellationToken)));
            any |= await CountAnswered();
        }
        await Task.WhenAll(underWay.Select(one => one.Status));
        return await CountAnswered() || any;

        async ValueTask<bool> CountAnswered()
        {
            var answered = underWay.Where(one => one.Status.IsCompleted).ToList();
            if (answered.Count == 0) return false;
            underWay.RemoveAll(answered.Contains);
            var lost = client.Association.End is null ? [] : answered.Where(one => one.Status.Result is null).Skip(1).ToList();
            foreach (var (one, _) in Enumerable.Reverse(lost)) left.AddFirst(one);
            foreach (var one in answered.Except(lost)) await retrieval.Count(one.Object, one.Status.Result);
            return answered.Exists(one => one.Status.Result is not null);
        }
    }

    /// <summary>Sends one object.</summary>
    /// <returns>The status, when it comes; null when there is none.</returns>
    private async Task<Task<ushort?>> Begin(DimseClient client, Retrieval retrieval, RetrievableObject next, CancellationToken cancellationToken)
    {
        try
        {
            if (await objects.Open(next, cancellationToken) is not { } opened) return NoStatus;
            await using var _ = opened;
            return StatusOf(await client.Begin(opened with { Originator = new(retrieval.Association.CallingAe, retrieval.MessageId) }, cancellationToken));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFault(e.GetType().Name, retrieval.Association.CallingAe);
            return NoStatus;
        }

        static async Task<ushort?> StatusOf(Task<StoreOutcome> outcome) => await outcome is StoreOutcome.Answered answered ? answered.Status : null;
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
