using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Recognition.Pricing;

/// <summary>Stored facts. Names and members are the storage format: add, never rename (ADR-0004).</summary>
public abstract record PriceEvent
{
    private PriceEvent() { }

    public sealed record Set(PriceList List, string By, DateTimeOffset At) : PriceEvent;
}

/// <summary>Why prices cannot be set.</summary>
public enum PriceRefusal
{
    [Refusal("您所依据的版本已不是最新版本，请刷新后再改", "Built on a version that is no longer the newest; reload")]
    BaseOutdated,

    [Refusal("生效日期须晚于上一版本", "Takes effect after the version before", 400)]
    DatesOverlap,

    [Refusal("生效日期不得早于今天", "Takes effect today at the earliest", 400)]
    InThePast,
}

/// <summary>The price lists of one region, oldest first.</summary>
public sealed record PriceState(IReadOnlyList<PriceList> Lists);

/// <summary>The rules of price lists: pure.</summary>
public static class PriceVersions
{
    public const string Category = "prices";

    public static Aggregate<PriceState, PriceEvent, PriceRefusal> Aggregate { get; } = new(Category, new([]), Evolve, new(Category));

    /// <param name="shipped">Lists that came with the program.</param>
    public static Decision<PriceEvent, PriceRefusal> Set(PriceState state, IReadOnlyList<PriceList> shipped, int? baseVersion, PriceList draft, string by, DateTimeOffset at)
    {
        var newest = state.Lists.Count > 0 ? state.Lists[^1] : shipped.Count > 0 ? shipped[^1] : null;
        if (baseVersion is { } seen && seen != (newest?.Version ?? 0)) return PriceRefusal.BaseOutdated;
        if (draft.EffectiveFrom < ChinaTime.Day(at)) return PriceRefusal.InThePast;
        if (draft.EffectiveFrom <= newest?.EffectiveFrom) return PriceRefusal.DatesOverlap;
        return new PriceEvent.Set(draft with { Version = (newest?.Version ?? 0) + 1 }, by, at);
    }

    public static PriceState Evolve(PriceState state, PriceEvent fact) => fact switch
    {
        PriceEvent.Set e => new([.. state.Lists, e.List]),
        _ => throw new System.Diagnostics.UnreachableException(fact.GetType().Name),
    };
}
