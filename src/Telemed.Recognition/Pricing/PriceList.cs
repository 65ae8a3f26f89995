using System.Text.Json.Serialization;
using Telemed.Contracts;

namespace Telemed.Recognition.Pricing;

/// <summary>The price of one item.</summary>
/// <param name="Fee">Yuan, where the tier has none of its own.</param>
/// <param name="ByTier">Yuan by administrative tier.</param>
public sealed record PriceItem(string Code, decimal? Fee, IReadOnlyDictionary<AdministrativeTier, decimal>? ByTier)
{
    public decimal? For(AdministrativeTier tier) => ByTier is not null && ByTier.TryGetValue(tier, out var own) ? own : Fee;
}

/// <summary>Prices of a region (收费标准): versioned, dated, approved data. Items, their codes and their prices are three things: this is the last.</summary>
public sealed record PriceList
{
    /// <summary>GB/T 2260 prefix.</summary>
    public required string Region { get; init; }

    /// <summary>Counts up within a region.</summary>
    public required int Version { get; init; }

    /// <summary>First day, local.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string ApprovedBy { get; init; }

    /// <summary>Where the numbers come from; says so when they are examples.</summary>
    public required string Source { get; init; }

    public required IReadOnlyList<PriceItem> Items { get; init; }

    /// <summary>Null where no price is known.</summary>
    public decimal? Of(string code, AdministrativeTier tier) => Items.FirstOrDefault(i => i.Code == code)?.For(tier);

    [JsonIgnore]
    internal string Id => $"{Region}-{Version}";
}
