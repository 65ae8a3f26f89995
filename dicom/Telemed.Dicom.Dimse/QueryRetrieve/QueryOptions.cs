namespace Telemed.Dicom.Dimse;

/// <summary>Settings of query and retrieval.</summary>
public sealed record QueryOptions
{
    /// <summary>Character set of answers to askers that name none; answers in ASCII alone name none either.</summary>
    public IReadOnlyList<string> CharacterSet { get; init; } = ["ISO_IR 192"];
}
