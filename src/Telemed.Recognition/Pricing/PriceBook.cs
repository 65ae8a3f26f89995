using System.Collections.Concurrent;
using System.Text.Json;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Recognition.Keeping;

namespace Telemed.Recognition.Pricing;

/// <summary>Every price list in memory: those that came with the program and those set since.</summary>
internal sealed class PriceBook : IPrices
{
    /// <summary>Table of lists that were set.</summary>
    public const string Table = "recognition_prices";

    private readonly IDirectory directory;
    private readonly Dictionary<string, PriceList[]> shipped;
    private readonly ConcurrentDictionary<string, PriceList[]> regions = new();
    private readonly Replica<PriceList> replica;

    public PriceBook(ProjectionEngine readModel, IDirectory directory)
    {
        this.directory = directory;
        shipped = Embedded();
        replica = new(readModel, Table, Add, Clear);
        Clear();
    }

    /// <summary>Those that came with the program, oldest first.</summary>
    public IReadOnlyList<PriceList> Shipped(string region) => shipped.GetValueOrDefault(region) ?? [];

    public decimal? Of(string itemCode, string institutionId, DateOnly day) =>
        directory.Institution(institutionId) is { } institution ? On(institution.AreaCode, day)?.Of(itemCode, institution.Tier) : null;

    /// <summary>The list of the narrowest region that holds the area; null where there is none. A region without prices has none: nobody else's are taken.</summary>
    public PriceList? On(string areaCode, DateOnly day)
    {
        replica.Refresh();
        for (var length = areaCode.Length; length >= 2; length--)
            if (regions.TryGetValue(areaCode[..length], out var lists) && Array.FindLast(lists, l => day >= l.EffectiveFrom) is { } found)
                return found;
        return null;
    }

    private void Add(string id, PriceList list) =>
        regions.AddOrUpdate(list.Region, _ => [list], (_, known) => [.. known.Where(k => k.Version != list.Version).Append(list).OrderBy(k => k.EffectiveFrom)]);

    private void Clear()
    {
        regions.Clear();
        foreach (var (region, lists) in shipped) regions[region] = lists;
    }

    private static Dictionary<string, PriceList[]> Embedded()
    {
        var assembly = typeof(PriceBook).Assembly;
        return assembly.GetManifestResourceNames().Where(n => n.StartsWith("prices:", StringComparison.Ordinal)).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            return JsonSerializer.Deserialize<PriceList>(stream, StoredJson.Options)!;
        }).GroupBy(l => l.Region).ToDictionary(g => g.Key, g => g.OrderBy(l => l.EffectiveFrom).ToArray());
    }
}
