using Microsoft.Extensions.Logging;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>Storage Commitment SCP, push model (PS3.4 Annex J): N-ACTION is kept before it is answered; the result follows on the same association when the asker stays, otherwise on one of ours.</summary>
public sealed partial class CommitmentService(
    ICommitments commitments, CommitmentReporter reporter, DicomNodeOptions options, TimeProvider clock, ILogger<CommitmentService> log) : IDimseService
{
    private const int MaxActionLength = 16 << 20;

    // An asker that releases at once does not want the result here; one that stays silent this long waits for it.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public bool Accepts(string sopClassUid) => sopClassUid == CommitmentData.SopClass;

    /// <inheritdoc/>
    public string? Choose(IReadOnlyList<string> transferSyntaxes) => IdentifierSyntax.Choose(transferSyntaxes);

    /// <inheritdoc/>
    public bool Answers(CommandField request) => request is CommandField.NActionRq;

    /// <inheritdoc/>
    public async ValueTask Serve(DimseMessage request, ServedAssociation association, CancellationToken cancellationToken)
    {
        byte[]? bytes = [];
        if (request.Command.HasDataSet && (bytes = await association.Channel.ReceiveWhole(MaxActionLength)) is null) return;
        var (status, kept) = await Take(request, bytes, association, cancellationToken);
        await association.Respond(request, status);
        if (kept is not null && !await Deliver(request, kept, association, cancellationToken)) reporter.Hurry();
    }

    private async ValueTask<(ushort, CommitmentRequest?)> Take(DimseMessage request, byte[] bytes, ServedAssociation association, CancellationToken cancellationToken)
    {
        var command = request.Command;
        if (command.Uid(CommandTag.RequestedSopClassUid) != CommitmentData.SopClass) return (GeneralStatus.SopClassNotSupported, null);
        if (command.Uid(CommandTag.RequestedSopInstanceUid) != CommitmentData.Instance) return (GeneralStatus.NoSuchInstance, null);
        if (command.Number(CommandTag.ActionTypeId) != CommitmentData.RequestAction) return (GeneralStatus.NoSuchAction, null);
        if (IdentifierSyntax.Read(bytes, request.Context) is not { } action || CommitmentData.Read(action) is not var (transaction, objects))
            return (GeneralStatus.InvalidArgument, null);
        try
        {
            var kept = new CommitmentRequest(association.CallingAe, association.InstitutionId, transaction, clock.GetUtcNow(), objects);
            return await commitments.Keep(kept, cancellationToken) ? (GeneralStatus.Success, kept) : (QueryStatus.OutOfResources, null);
        }
        catch (IOException e)
        {
            LogFault(e.GetType().Name, association.CallingAe);
            return (GeneralStatus.ProcessingFailure, null);
        }
    }

    /// <returns>False when the asker did not take the result here.</returns>
    private async ValueTask<bool> Deliver(DimseMessage request, CommitmentRequest kept, ServedAssociation association, CancellationToken cancellationToken)
    {
        var verdicts = await commitments.Judge(kept, cancellationToken);
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Look)
        {
            if (association.Channel.Association.End is not null || await association.Channel.CanReceiveNow()) return false;
            await Task.Delay(Look, clock, cancellationToken);
        }
        var (happened, information) = CommitmentData.Result(kept.TransactionUid, options.AeTitle, verdicts);
        var id = await association.NextMessageId(cancellationToken);
        await association.Channel.Send(request.Context, CommitmentData.Report(id, happened), information);
        var (response, _) = await association.Response(CommandField.NEventReportRsp, id, request.Command.Number(CommandTag.MessageId)!.Value);
        if (response?.Number(CommandTag.Status) is not GeneralStatus.Success) return false;
        await commitments.Done(kept, cancellationToken);
        return true;
    }

    [LoggerMessage(2040, LogLevel.Error, "A commitment asked for by {CallingAe} could not be kept: {Fault}")]
    private partial void LogFault(string fault, string callingAe);
}
