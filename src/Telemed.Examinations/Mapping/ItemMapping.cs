using System.Collections.Immutable;
using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Kernel;
using MappingDecision = Telemed.Kernel.Decision<Telemed.Examinations.Mapping.ItemMappingEvent, Telemed.Examinations.Mapping.ItemMappingRefusal>;

namespace Telemed.Examinations.Mapping;

/// <summary>Stored facts of the mapping of an institution's own codes. Names and members are the storage format: add, never rename.</summary>
public abstract record ItemMappingEvent
{
    private ItemMappingEvent() { }

    public sealed record Mapped(string System, string Code, ResultCategory Category, string StandardCode) : ItemMappingEvent;
    public sealed record Unmapped(string System, string Code, ResultCategory Category) : ItemMappingEvent;
}

/// <summary>Why a code is not mapped.</summary>
public enum ItemMappingRefusal
{
    [Refusal("标准项目的类别与本院项目的类别不一致", "The standard item is of another category")]
    OtherCategory,
}

/// <summary>An institution's own code.</summary>
public readonly record struct OwnCode(string System, string Code, ResultCategory Category);

/// <summary>What the own codes of one institution mean.</summary>
public sealed record ItemMappingState(ImmutableDictionary<OwnCode, string> Standard);

/// <summary>The rules of a mapping; the stream is the institution.</summary>
public static class ItemMapping
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "itemMapping";

    /// <summary>How it is folded and stored.</summary>
    public static Aggregate<ItemMappingState, ItemMappingEvent, ItemMappingRefusal> Aggregate { get; } =
        new(Category, new(ImmutableDictionary<OwnCode, string>.Empty), Evolve, new(Category));

    /// <param name="item">Null takes the mapping away.</param>
    public static MappingDecision Map(ItemMappingState state, OwnCode code, StandardItem? item) =>
        item is null ? state.Standard.ContainsKey(code) ? new ItemMappingEvent.Unmapped(code.System, code.Code, code.Category) : MappingDecision.Nothing
        : item.Category != code.Category ? ItemMappingRefusal.OtherCategory
        : state.Standard.GetValueOrDefault(code) == item.Code ? MappingDecision.Nothing
        : new ItemMappingEvent.Mapped(code.System, code.Code, code.Category, item.Code);

    private static ItemMappingState Evolve(ItemMappingState state, ItemMappingEvent fact) => fact switch
    {
        ItemMappingEvent.Mapped e => new(state.Standard.SetItem(new(e.System, e.Code, e.Category), e.StandardCode)),
        ItemMappingEvent.Unmapped e => new(state.Standard.Remove(new(e.System, e.Code, e.Category))),
        _ => throw new UnreachableException(fact.GetType().Name),
    };
}
