using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Recognition.Deciding;

namespace Telemed.Recognition.Catalogues;

/// <summary>Stored facts. Names and members are the storage format: add, never rename (ADR-0004).</summary>
public abstract record CatalogueEvent
{
    private CatalogueEvent() { }

    /// <summary>A version was put into force for a day to come.</summary>
    public sealed record Published(Catalogue Catalogue, string By, DateTimeOffset At) : CatalogueEvent;
}

/// <summary>Why a version cannot be published.</summary>
public enum CatalogueRefusal
{
    [Refusal("您所依据的版本已不是最新版本，请刷新后再改", "Built on a version that is no longer the newest; reload")]
    BaseOutdated,

    [Refusal("生效日期与已有版本重叠，须晚于其生效日期", "Overlaps a version that begins no earlier", 400)]
    DatesOverlap,

    [Refusal("与前一版本之间留有空档", "Leaves a gap behind the version before", 400)]
    DatesGap,

    [Refusal("生效日期不得早于今天", "A version takes effect today at the earliest", 400)]
    InThePast,
}

/// <summary>The versions of one region, oldest first.</summary>
public sealed record CatalogueState(IReadOnlyList<Catalogue> Published)
{
    public static CatalogueState Initial { get; } = new([]);
}

/// <summary>The rules of versions: pure.</summary>
public static class CatalogueVersions
{
    public const string Category = "catalogue";

    public static Aggregate<CatalogueState, CatalogueEvent, CatalogueRefusal> Aggregate { get; } = new(Category, CatalogueState.Initial, Evolve, new(Category));

    /// <param name="shipped">Versions that came with the program.</param>
    /// <param name="baseVersion">The version that the editor had seen last.</param>
    /// <param name="draft">Its number is given here.</param>
    public static Decision<CatalogueEvent, CatalogueRefusal> Publish(
        CatalogueState state, IReadOnlyList<Catalogue> shipped, int? baseVersion, Catalogue draft, string by, DateTimeOffset at)
    {
        var newest = state.Published.Count > 0 ? state.Published[^1] : shipped.Count > 0 ? shipped[^1] : null;
        if (baseVersion is { } seen && seen != (newest?.Version ?? 0)) return CatalogueRefusal.BaseOutdated;
        if (draft.EffectiveFrom < ChinaTime.Day(at)) return CatalogueRefusal.InThePast;
        if (newest is not null && draft.EffectiveFrom <= newest.EffectiveFrom) return CatalogueRefusal.DatesOverlap;
        if (newest?.EffectiveTo is { } last && draft.EffectiveFrom <= last) return CatalogueRefusal.DatesOverlap;
        if (newest?.EffectiveTo is { } end && draft.EffectiveFrom > end.AddDays(1)) return CatalogueRefusal.DatesGap;
        return new CatalogueEvent.Published(draft with { Version = (newest?.Version ?? 0) + 1 }, by, at);
    }

    public static CatalogueState Evolve(CatalogueState state, CatalogueEvent fact) => fact switch
    {
        CatalogueEvent.Published e => new([.. state.Published, e.Catalogue]),
        _ => throw new System.Diagnostics.UnreachableException(fact.GetType().Name),
    };
}
