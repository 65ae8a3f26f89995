namespace Telemed.Dicom.Dimse;

/// <summary>Counts of a retrieval as the peer tells them; zero where it does not.</summary>
/// <param name="Remaining">Sub-operations still to come.</param>
/// <param name="Completed">Done.</param>
/// <param name="Failed">Failed.</param>
/// <param name="Warning">Done with a warning.</param>
public sealed record RetrieveProgress(int Remaining, int Completed, int Failed, int Warning)
{
    internal static RetrieveProgress Of(CommandSet response) => new(
        response.Number(CommandTag.RemainingSubOperations) ?? 0, response.Number(CommandTag.CompletedSubOperations) ?? 0,
        response.Number(CommandTag.FailedSubOperations) ?? 0, response.Number(CommandTag.WarningSubOperations) ?? 0);
}

/// <summary>How a retrieval ended.</summary>
/// <param name="Status">Of the final response; null when the association ended before it, or no context was accepted.</param>
/// <param name="Counts">As told in the final response.</param>
/// <param name="FailedUids">What failed, where the peer lists it.</param>
public sealed record RetrieveOutcome(ushort? Status, RetrieveProgress Counts, IReadOnlyList<string> FailedUids);
