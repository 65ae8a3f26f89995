using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>A service class as SCP: some SOP classes, some requests.</summary>
public interface IDimseService
{
    /// <summary>It is the one to serve that SOP class.</summary>
    bool Accepts(string sopClassUid);

    /// <summary>Chooses among the transfer syntaxes proposed for one presentation context; null accepts none.</summary>
    string? Choose(IReadOnlyList<string> transferSyntaxes);

    /// <summary>The same for a context on which the other side wants to be sent to: its own order decides.</summary>
    string? ChooseToSend(IReadOnlyList<string> transferSyntaxes) => Choose(transferSyntaxes);

    /// <summary>The answer to extended negotiation for one of its SOP classes (PS3.7 §D.3.3.5); null gives none.</summary>
    byte[]? Extend(string sopClassUid, IReadOnlyList<byte> proposed) => null;

    /// <summary>The roles agreed to (PS3.7 §D.3.3.4). Unless a service can itself ask on an association that the other side opened, the other side stays the asking one.</summary>
    RoleSelection Role(RoleSelection proposed) => proposed with { Scp = false };

    /// <summary>Its operations may be performed beside others of the same association (PS3.7 §D.3.3.3), in whatever order they end.</summary>
    bool RunsBesideOthers => false;

    /// <summary>It is the one to answer that request.</summary>
    bool Answers(CommandField request);

    /// <summary>Reads the data set, if any, does the work and sends the response. Returns without response when the association has ended.</summary>
    ValueTask Serve(DimseMessage request, ServedAssociation association, CancellationToken cancellationToken);
}
