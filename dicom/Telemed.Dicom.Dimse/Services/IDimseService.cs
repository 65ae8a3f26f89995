namespace Telemed.Dicom.Dimse;

/// <summary>A service class as SCP: some SOP classes, some requests.</summary>
public interface IDimseService
{
    /// <summary>It is the one to serve that SOP class.</summary>
    bool Accepts(string sopClassUid);

    /// <summary>Chooses among the transfer syntaxes proposed for one presentation context; null accepts none.</summary>
    string? Choose(IReadOnlyList<string> transferSyntaxes);

    /// <summary>It is the one to answer that request.</summary>
    bool Answers(CommandField request);

    /// <summary>Reads the data set, if any, does the work and sends the response. Returns without response when the association has ended.</summary>
    ValueTask Serve(DimseMessage request, ServedAssociation association, CancellationToken cancellationToken);
}
