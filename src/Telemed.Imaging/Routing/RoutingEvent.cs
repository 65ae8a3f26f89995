using Telemed.Contracts;
using Telemed.Imaging.Sending;

namespace Telemed.Imaging.Routing;

/// <summary>What makes a rule look at a study.</summary>
public enum RoutingTrigger
{
    /// <summary>The study has come whole.</summary>
    StudyComplete,

    /// <summary>A live case names it.</summary>
    CaseNames,

    /// <summary>A case that names it was accepted, or its session was fixed.</summary>
    CaseAccepted,
}

/// <summary>Which studies of an institution go where by themselves. What is null or empty does not matter.</summary>
/// <param name="DestinationId">Where to; null sends to the destinations of the institutions joined to the case.</param>
/// <param name="Tiers">Levels of those institutions.</param>
/// <param name="Modalities">The study has one of them.</param>
/// <param name="CaseKinds">Kinds of case, camel case: <c>imaging</c>, <c>up</c>.</param>
/// <param name="From">Not before this time of day in China, unless the case is an emergency.</param>
/// <param name="To">End of that window, exclusive; it may lie after midnight.</param>
public sealed record RoutingRule(
    string Id, string Name, bool Enabled, RoutingTrigger Trigger, string? DestinationId, IReadOnlyList<AdministrativeTier> Tiers, IReadOnlyList<string> Modalities,
    IReadOnlyList<string> CaseKinds, TimeOnly? From, TimeOnly? To, SendPriority? Priority);

/// <summary>Stored facts of an institution's routing. Names and members are the storage format: add, never rename.</summary>
public abstract record RoutingEvent
{
    private RoutingEvent() { }

    /// <summary>The rules from now on, all of them.</summary>
    public sealed record RulesSet(IReadOnlyList<RoutingRule> Rules) : RoutingEvent;
}
