namespace Telemed.Contracts;

/// <summary>A result came in or was corrected. Published by the projection of results, in log order.</summary>
/// <param name="Result">As others may know it.</param>
/// <param name="Digest">What it says, made comparable without saying it: equal for two results of one item that a physician would call the same (the same flags, or the same normalised conclusion);
/// a hash, so that no value leaves; null where results of the item cannot be compared, and for old stock.</param>
public sealed record ResultReported(PriorResult Result, string? Digest);
