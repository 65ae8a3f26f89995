using FellowOakDicom;
using FellowOakDicom.Network;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.FoDicom;

/// <summary>Which contexts are accepted, by the same choices as the built-in node.</summary>
internal static class FoNegotiation
{
    private const string Verification = "1.2.840.10008.1.1";

    public static void Answer(DicomPresentationContext context, FoDicomPorts ports)
    {
        var (sopClass, proposed) = (context.AbstractSyntax.UID, context.GetTransferSyntaxes());
        var uids = proposed.Select(s => s.UID.UID).ToArray();
        if (Chooser(sopClass, context, ports) is not { } choose) context.SetResult(DicomPresentationContextResult.RejectAbstractSyntaxNotSupported);
        else if (choose(uids) is { } chosen) context.SetResult(DicomPresentationContextResult.Accept, proposed[Array.IndexOf(uids, chosen)]);
        else context.SetResult(DicomPresentationContextResult.RejectTransferSyntaxesNotSupported);
    }

    private static Func<string[], string?>? Chooser(string sopClass, DicomPresentationContext context, FoDicomPorts ports)
    {
        if (sopClass == Verification) return uids => IdentifierSyntax.Choose(uids);
        if (StorageClasses.IsStorage(sopClass, ports.Options.Storage.PrivateSopClasses))
            return context.ProviderRole == true && context.UserRole != true ? uids => uids.FirstOrDefault(TransferSyntax.IsRegistered) : uids => StorageSyntaxes.Choose(uids);
        var model = QueryModel.Of(sopClass);
        var served = model is not null && (sopClass == model.FindClass ? ports.May<IStudyQueries>() is not null : ports.May<IStudyObjects>() is not null);
        return served ? uids => IdentifierSyntax.Choose(uids) : null;
    }
}
