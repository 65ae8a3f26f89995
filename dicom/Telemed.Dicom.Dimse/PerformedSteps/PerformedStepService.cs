using Microsoft.Extensions.Logging;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>Modality Performed Procedure Step SCP (PS3.4 Annex F): N-CREATE and N-SET.</summary>
public sealed partial class PerformedStepService(IPerformedSteps steps, ILogger<PerformedStepService> log) : IDimseService, IDisposable
{
    private const int MaxLength = 4 << 20;
    private readonly SemaphoreSlim _oneAtATime = new(1);   // between looking and keeping nobody else may keep

    /// <inheritdoc/>
    public bool Accepts(string sopClassUid) => sopClassUid == PerformedStep.SopClass;

    /// <inheritdoc/>
    public string? Choose(IReadOnlyList<string> transferSyntaxes) => IdentifierSyntax.Choose(transferSyntaxes);

    /// <inheritdoc/>
    public bool Answers(CommandField request) => request is CommandField.NCreateRq or CommandField.NSetRq;

    /// <inheritdoc/>
    public async ValueTask Serve(DimseMessage request, ServedAssociation association, CancellationToken cancellationToken)
    {
        byte[]? bytes = [];
        if (request.Command.HasDataSet && (bytes = await association.Channel.ReceiveWhole(MaxLength)) is null) return;
        var (status, fault) = await Take(request, bytes, association, cancellationToken);
        association.Count(status);
        var response = Commands.Response(request.Command, status);
        if (status is GeneralStatus.ProcessingFailure && request.Command.Field is CommandField.NSetRq) response = response.With(CommandTag.ErrorId, PerformedStep.NoLongerChangeable);
        await association.Channel.Send(request.Context.Id, fault is { } tag ? response.WithTag(CommandTag.OffendingElement, tag) : response);
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    private async ValueTask<(ushort Status, Tag? Fault)> Take(DimseMessage request, byte[] bytes, ServedAssociation association, CancellationToken cancellationToken)
    {
        var isNew = request.Command.Field is CommandField.NCreateRq;
        if (request.Command.Uid(isNew ? CommandTag.AffectedSopInstanceUid : CommandTag.RequestedSopInstanceUid) is not { } uid) return (GeneralStatus.NoSuchInstance, null);
        if (IdentifierSyntax.Read(bytes, request.Context) is not { } told) return (GeneralStatus.ProcessingFailure, null);
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var known = await steps.Find(association.InstitutionId, uid, cancellationToken);
            Tag? fault = null;
            var refusal = isNew ? PerformedStep.RefuseCreation(told, known, out fault) : PerformedStep.RefuseChange(told, known);
            if (refusal is { } status) return (status, fault);
            await steps.Keep(association.InstitutionId, uid, PerformedStep.Change(known ?? [], told), cancellationToken);
            return (GeneralStatus.Success, null);
        }
        catch (IOException e)
        {
            LogFault(e.GetType().Name, association.CallingAe);
            return (GeneralStatus.ProcessingFailure, null);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    [LoggerMessage(2050, LogLevel.Error, "A performed step told by {CallingAe} could not be kept: {Fault}")]
    private partial void LogFault(string fault, string callingAe);
}
