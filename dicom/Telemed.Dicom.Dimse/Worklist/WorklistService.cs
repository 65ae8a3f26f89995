using Microsoft.Extensions.Logging;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>Modality Worklist SCP (PS3.4 Annex K).</summary>
public sealed partial class WorklistService(IWorklistOrders orders, QueryOptions options, ILogger<WorklistService> log) : IDimseService
{
    /// <summary>Modality Worklist Information Model – FIND.</summary>
    public const string SopClass = "1.2.840.10008.5.1.4.31";

    /// <inheritdoc/>
    public bool Accepts(string sopClassUid) => sopClassUid == SopClass;

    /// <inheritdoc/>
    public string? Choose(IReadOnlyList<string> transferSyntaxes) => IdentifierSyntax.Choose(transferSyntaxes);

    /// <inheritdoc/>
    public bool RunsBesideOthers => true;

    /// <inheritdoc/>
    public bool Answers(CommandField request) => request is CommandField.CFindRq;

    /// <inheritdoc/>
    public async ValueTask Serve(DimseMessage request, ServedAssociation association, CancellationToken cancellationToken)
    {
        if (await association.Channel.ReceiveWhole(FindAnswering.MaxIdentifierLength) is not { } bytes) return;
        ushort? status = QueryStatus.UnableToProcess;
        try
        {
            if (IdentifierSyntax.Read(bytes, request.Context) is { Count: > 0 } keys)
            {
                var asker = new Asker(association.CallingAe, association.InstitutionId);
                var open = await orders.Open(asker, cancellationToken);
                status = await FindAnswering.Send(request, association, Matches(open, keys, asker.AeTitle), GeneralStatus.Pending, cancellationToken);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFault(e.GetType().Name, association.CallingAe);
        }
        if (status is not null) await association.Respond(request, status.Value);
    }

    private async IAsyncEnumerable<DataSet> Matches(IReadOnlyList<WorklistOrder> open, DataSet keys, string asker)
    {
        var characterSet = keys.AsciiValues(Tags.SpecificCharacterSet) is { Length: > 0 } asked ? asked : options.CharacterSet;
        foreach (var order in open)
        {
            var item = WorklistItem.Of(order, asker, keys);
            if (AttributeMatching.Matches(keys, item)) yield return FindResponse.Of(keys, item, characterSet);
        }
        await ValueTask.CompletedTask;
    }

    [LoggerMessage(2030, LogLevel.Error, "A worklist query from {CallingAe} failed: {Fault}")]
    private partial void LogFault(string fault, string callingAe);
}
