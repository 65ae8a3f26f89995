using Telemed.Contracts;

namespace Telemed.Indicators.Counting;

/// <summary>What units have in common beside their month: who asked whom for what. Areas are those of the day on which the case was sent.</summary>
internal sealed record Cell(
    string Category, string Kind, Urgency Lane, string FromId, string ToId, string Department, string FromArea, string ToArea)
{
    /// <summary>Cell of a case that was sent; null for a draft.</summary>
    public static Cell? Of(string category, CaseFacts facts) => facts.ToId is null
        ? null
        : new(category, facts.Kind, facts.Urgency, facts.FromId, facts.ToId, facts.Department ?? "", facts.FromArea ?? "", facts.ToArea ?? "");
}
