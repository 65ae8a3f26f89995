namespace Telemed.Imaging.Querying;

/// <summary>A key whose value cannot be right for its attribute.</summary>
/// <param name="Path">The attribute.</param>
internal sealed record QueryFault(TagPath Path);
