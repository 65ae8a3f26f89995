using System.Collections.Immutable;
using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Kernel;
using Decision = Telemed.Kernel.Decision<Telemed.Indicators.Targeting.TargetEvent, Telemed.Indicators.Targeting.TargetRefusal>;

namespace Telemed.Indicators.Targeting;

/// <summary>Stored facts about the targets of one year. Names and members are the storage format: add, never rename.</summary>
public abstract record TargetEvent
{
    private TargetEvent() { }

    /// <param name="Scope">GB/T 2260 code of an area, or the id of an institution.</param>
    /// <param name="Value">In the unit of the indicator.</param>
    /// <param name="Approver">Who answers for it.</param>
    public sealed record Set(string Code, string Scope, decimal Value, string Approver, DateTimeOffset At) : TargetEvent;

    public sealed record Dropped(string Code, string Scope, string Approver, DateTimeOffset At) : TargetEvent;
}

public enum TargetRefusal
{
    [Refusal("该范围没有此指标的目标值", "There is no such target for this scope", 404)]
    NoSuchTarget,
}

/// <summary>A target as it stands.</summary>
/// <param name="Version">Counts how often it was set.</param>
public sealed record Target(decimal Value, string Approver, int Version);

public sealed record TargetState(ImmutableDictionary<(string Code, string Scope), Target> Targets, ImmutableDictionary<(string Code, string Scope), int> Times);

/// <summary>The rules of a year's targets.</summary>
public static class TargetRules
{
    /// <summary>Category of the streams; the id is the year.</summary>
    public const string Category = "targets";

    public static TargetState Initial { get; } = new(
        ImmutableDictionary<(string, string), Target>.Empty, ImmutableDictionary<(string, string), int>.Empty);

    public static Aggregate<TargetState, TargetEvent, TargetRefusal> Aggregate { get; } = new(Category, Initial, Evolve, new(Category));

    public static Decision Set(TargetState state, string code, string scope, decimal value, string approver, DateTimeOffset at) =>
        state.Targets.GetValueOrDefault((code, scope)) is { } known && known.Value == value && known.Approver == approver
            ? Decision.Nothing
            : new TargetEvent.Set(code, scope, value, approver, at);

    public static Decision Drop(TargetState state, string code, string scope, string approver, DateTimeOffset at) =>
        state.Targets.ContainsKey((code, scope)) ? new TargetEvent.Dropped(code, scope, approver, at)
        : state.Times.ContainsKey((code, scope)) ? Decision.Nothing
        : TargetRefusal.NoSuchTarget;

    public static TargetState Evolve(TargetState state, TargetEvent fact)
    {
        switch (fact)
        {
            case TargetEvent.Set e:
                var times = state.Times.GetValueOrDefault((e.Code, e.Scope)) + 1;
                return new(state.Targets.SetItem((e.Code, e.Scope), new(e.Value, e.Approver, times)), state.Times.SetItem((e.Code, e.Scope), times));
            case TargetEvent.Dropped e:
                return state with { Targets = state.Targets.Remove((e.Code, e.Scope)) };
            default:
                throw new UnreachableException(fact.GetType().Name);
        }
    }
}
