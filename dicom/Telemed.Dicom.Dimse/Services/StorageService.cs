using Microsoft.Extensions.Logging;
using Telemed.Dicom.Core;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>Storage SCP (PS3.4 Annex B): gives data sets on to the sink as their fragments arrive and answers when the sink is done.</summary>
public sealed partial class StorageService(IObjectSink sink, StorageOptions options, ILogger<StorageService> log) : IDimseService
{
    // The standard's own root holds services of other kinds too; only outside it can an unknown class be taken for a private storage class.
    private const string StandardRoot = "1.2.840.10008.";

    /// <inheritdoc/>
    public bool Accepts(string sopClassUid) =>
        StorageClasses.IsStorage(sopClassUid, options.PrivateSopClasses)
        || (options.AcceptUnknownSopClasses && Uid.IsValid(sopClassUid) && !sopClassUid.StartsWith(StandardRoot, StringComparison.Ordinal));

    /// <inheritdoc/>
    public string? Choose(IReadOnlyList<string> transferSyntaxes) => StorageSyntaxes.Choose(transferSyntaxes);

    /// <summary>The first that is registered: nothing is converted, so whoever wants compressed objects says so first.</summary>
    public string? ChooseToSend(IReadOnlyList<string> transferSyntaxes) => transferSyntaxes.FirstOrDefault(TransferSyntax.IsRegistered);

    /// <summary>The other side may store, and be stored to by C-GET.</summary>
    public RoleSelection Role(RoleSelection proposed) => proposed;

    /// <inheritdoc/>
    public bool RunsBesideOthers => true;

    /// <inheritdoc/>
    public bool Answers(CommandField request) => request is CommandField.CStoreRq;

    /// <inheritdoc/>
    public async ValueTask Serve(DimseMessage request, ServedAssociation association, CancellationToken cancellationToken)
    {
        var status = Refuse(request);
        if (status is null)
        {
            var info = new IncomingObject(association.CallingAe, association.CalledAe, request.Context.AbstractSyntax,
                request.Command.Uid(CommandTag.AffectedSopInstanceUid)!, request.Context.TransferSyntax, association.Remote)
            { InstitutionId = association.InstitutionId };
            status = await Store(info, association, cancellationToken);
        }
        if (!await association.Channel.SkipData(options.MaxObjectLength)) return;   // the association has ended
        DimseMeasures.Objects.Add(1, new KeyValuePair<string, object?>("status", status.Value.ToString()));
        if (!GeneralStatus.IsDone((ushort)status.Value)) LogRefused(association.CallingAe, request.Context.AbstractSyntax, status.Value);
        await association.Respond(request, (ushort)status.Value);
    }

    private static StoreStatus? Refuse(DimseMessage request) =>
        request.Command.Uid(CommandTag.AffectedSopClassUid) != request.Context.AbstractSyntax ? StoreStatus.SopClassNotSupported
        : request.Command.Uid(CommandTag.AffectedSopInstanceUid) is null ? StoreStatus.InvalidInstance
        : !request.Command.HasDataSet ? StoreStatus.CannotUnderstand
        : null;

    private async ValueTask<StoreStatus> Store(IncomingObject info, ServedAssociation association, CancellationToken cancellationToken)
    {
        try
        {
            await using var incoming = await sink.Begin(info, cancellationToken);
            var channel = association.Channel;
            long length = 0;
            while (await channel.ReceiveData() is { } fragment)
            {
                if ((length += fragment.Length) > options.MaxObjectLength)
                {
                    await channel.Association.Abort();
                    break;
                }
                association.DataBytes += fragment.Length;
                DimseMeasures.Bytes.Add(fragment.Length);
                await incoming.Write(fragment, cancellationToken);
            }
            return channel.Association.End is null ? await incoming.Complete(cancellationToken) : StoreStatus.ProcessingFailure;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFault(e, info.CallingAe, info.SopClassUid);
            return StoreStatus.ProcessingFailure;
        }
    }

    [LoggerMessage(2010, LogLevel.Warning, "Object from {CallingAe} of SOP class {SopClass} not stored: {Status}")]
    private partial void LogRefused(string callingAe, string sopClass, StoreStatus status);

    [LoggerMessage(2011, LogLevel.Error, "The store failed on an object from {CallingAe} of SOP class {SopClass}")]
    private partial void LogFault(Exception fault, string callingAe, string sopClass);
}
