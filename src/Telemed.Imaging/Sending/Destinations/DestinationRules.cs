using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Kernel;
using static Telemed.Imaging.Sending.Destinations.DestinationEvent;
using Decision = Telemed.Kernel.Decision<Telemed.Imaging.Sending.Destinations.DestinationEvent, Telemed.Imaging.Sending.Destinations.DestinationRefusal>;

namespace Telemed.Imaging.Sending.Destinations;

/// <summary>Why a destination is not kept or removed.</summary>
public enum DestinationRefusal
{
    [Refusal("该目的地属于另一机构", "The destination belongs to another institution")]
    OfAnother,

    [Refusal("没有这个目的地", "There is no such destination")]
    NotThere,
}

/// <summary>What the decisions read: null while there is none.</summary>
public sealed record DestinationState(Kept? Now, string? OwnerId)
{
    /// <summary>Before the first fact.</summary>
    public static DestinationState Initial { get; } = new(null, null);
}

/// <summary>The rules of a destination. Pure.</summary>
public static class DestinationRules
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "imagingDestination";

    public static Aggregate<DestinationState, DestinationEvent, DestinationRefusal> Aggregate { get; } = new(Category, DestinationState.Initial, Evolve, new(Category));

    /// <summary>An id once used for an institution stays with it: sends of before would change their receiver.</summary>
    public static Decision Keep(DestinationState state, Kept wanted) =>
        state.OwnerId is { } owner && owner != wanted.InstitutionId ? DestinationRefusal.OfAnother
        : state.Now == wanted ? Decision.Nothing
        : wanted;

    public static Decision Remove(DestinationState state, string reason) =>
        state.Now is null ? DestinationRefusal.NotThere : new Removed(reason);

    private static DestinationState Evolve(DestinationState state, DestinationEvent fact) => fact switch
    {
        Kept e => new(e, e.InstitutionId),
        Removed => state with { Now = null },
        _ => throw new UnreachableException(fact.GetType().Name),
    };
}
