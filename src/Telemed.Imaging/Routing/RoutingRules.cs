using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Imaging.Sending;
using Telemed.Kernel;
using Decision = Telemed.Kernel.Decision<Telemed.Imaging.Routing.RoutingEvent, Telemed.Imaging.Routing.RoutingRefusal>;

namespace Telemed.Imaging.Routing;

/// <summary>Why rules are not set.</summary>
public enum RoutingRefusal
{
    [Refusal("规则过多", "There are too many rules")]
    TooMany,
}

/// <summary>What the decisions read.</summary>
public sealed record RoutingState(IReadOnlyList<RoutingRule> Rules)
{
    /// <summary>Before the first fact.</summary>
    public static RoutingState Initial { get; } = new([]);
}

/// <summary>Something happened to a study.</summary>
/// <param name="CaseKind">Kind of the case behind it; null without one.</param>
/// <param name="IsEmergency">The case is an emergency.</param>
/// <param name="Parties">Institutions joined to the case, with their levels.</param>
public sealed record RoutingOccasion(
    RoutingTrigger Trigger, IReadOnlyList<string> Modalities, string? CaseKind, bool IsEmergency, IReadOnlyList<(string InstitutionId, AdministrativeTier? Tier)> Parties, DateTimeOffset At);

/// <summary>A send that follows.</summary>
/// <param name="NotBefore">Held until then; null goes at once.</param>
public sealed record RoutedSend(string RuleId, string DestinationId, SendPriority Priority, DateTimeOffset? NotBefore);

/// <summary>Rules of routing. Pure.</summary>
public static class RoutingRules
{
    private const int MostRules = 100;

    /// <summary>Category of the streams; their ids are institutions.</summary>
    public const string Category = "imagingRouting";

    public static Aggregate<RoutingState, RoutingEvent, RoutingRefusal> Aggregate { get; } = new(Category, RoutingState.Initial, Evolve, new(Category));

    public static Decision Set(RoutingState state, IReadOnlyList<RoutingRule> rules) =>
        rules.Count > MostRules ? RoutingRefusal.TooMany : new RoutingEvent.RulesSet(rules);

    /// <summary>What follows from an occasion; each destination once, by the first rule that names it.</summary>
    /// <param name="rules">Of the institution whose study it is.</param>
    /// <param name="occasion">What happened.</param>
    /// <param name="destinationsOf">Destinations of an institution.</param>
    public static IReadOnlyList<RoutedSend> Decide(IReadOnlyList<RoutingRule> rules, RoutingOccasion occasion, Func<string, IReadOnlyList<string>> destinationsOf)
    {
        var sends = new Dictionary<string, RoutedSend>(StringComparer.Ordinal);
        foreach (var rule in rules.Where(rule => Applies(rule, occasion)))
            foreach (string destination in Destinations(rule, occasion, destinationsOf))
                sends.TryAdd(destination, new(rule.Id, destination, PriorityOf(rule, occasion), occasion.IsEmergency ? null : Opening(rule, occasion.At)));
        return [.. sends.Values];
    }

    /// <summary>When the rule's window opens next; null when it is open, or there is none.</summary>
    public static DateTimeOffset? Opening(RoutingRule rule, DateTimeOffset at)
    {
        if (rule is not { From: { } from, To: { } to } || from == to) return null;
        var local = at.ToOffset(ChinaTime.UtcOffset);
        var now = TimeOnly.FromDateTime(local.DateTime);
        if (now.IsBetween(from, to)) return null;
        var today = new DateTimeOffset(local.Date + from.ToTimeSpan(), ChinaTime.UtcOffset);
        return (today > local ? today : today.AddDays(1)).ToUniversalTime();
    }

    private static bool Applies(RoutingRule rule, RoutingOccasion occasion) => rule.Enabled && rule.Trigger == occasion.Trigger
        && (rule.Modalities.Count == 0 || rule.Modalities.Intersect(occasion.Modalities).Any())
        && (rule.CaseKinds.Count == 0 || occasion.CaseKind is { } kind && rule.CaseKinds.Contains(kind));

    private static IEnumerable<string> Destinations(RoutingRule rule, RoutingOccasion occasion, Func<string, IReadOnlyList<string>> destinationsOf) => rule.DestinationId is { } named ? [named]
        : occasion.Parties.Where(party => rule.Tiers.Count == 0 || party.Tier is { } tier && rule.Tiers.Contains(tier)).SelectMany(party => destinationsOf(party.InstitutionId));

    private static SendPriority PriorityOf(RoutingRule rule, RoutingOccasion occasion) => occasion.IsEmergency ? SendPriority.Emergency : rule.Priority ?? SendPriority.Normal;

    private static RoutingState Evolve(RoutingState state, RoutingEvent fact) => fact switch
    {
        RoutingEvent.RulesSet e => new(e.Rules),
        _ => throw new UnreachableException(fact.GetType().Name),
    };
}
