using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>Verification SCP (PS3.4 Annex A): answers C-ECHO.</summary>
public sealed class VerificationService : IDimseService
{
    /// <inheritdoc/>
    public bool Accepts(string sopClassUid) => sopClassUid == Commands.VerificationSopClass;

    /// <summary>No data set ever follows, so any registered syntax will do; the first is as good as another.</summary>
    public string? Choose(IReadOnlyList<string> transferSyntaxes) => transferSyntaxes.FirstOrDefault(TransferSyntax.IsRegistered);

    /// <inheritdoc/>
    public bool RunsBesideOthers => true;

    /// <inheritdoc/>
    public bool Answers(CommandField request) => request is CommandField.CEchoRq;

    /// <inheritdoc/>
    public async ValueTask Serve(DimseMessage request, ServedAssociation association, CancellationToken cancellationToken)
    {
        if (await association.Channel.SkipData(DimseChannel.MaxCommandLength)) await association.Respond(request, GeneralStatus.Success);
    }
}
