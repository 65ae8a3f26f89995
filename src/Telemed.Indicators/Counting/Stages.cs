namespace Telemed.Indicators.Counting;

/// <summary>Groups of states as the boards of referrals and consultations show them. Numbers are stored: add, never reorder.</summary>
internal enum Stage { Waiting, Accepted, Moving, UnderCare, Returning, InProgress, Answered }

internal static class Stages
{
    /// <summary>Stage of an open case.</summary>
    /// <param name="state">State in camel case.</param>
    /// <param name="returned">The patient who went up was sent back down.</param>
    public static Stage Of(Cell cell, string state, bool returned) => cell.Category == "consultation"
        ? state switch
        {
            "submitted" or "needsInfo" or "accepted" => Stage.Waiting,
            "released" or "adopted" => Stage.Answered,
            _ => Stage.InProgress,
        }
        : state switch
        {
            _ when cell.Kind == "down" => Stage.Returning,
            "accepted" or "reserved" or "cancelRequested" => Stage.Accepted,
            "inTransit" or "arrived" => Stage.Moving,
            "completed" when returned => Stage.Returning,
            "underCare" or "completed" => Stage.UnderCare,
            _ => Stage.Waiting,
        };
}
