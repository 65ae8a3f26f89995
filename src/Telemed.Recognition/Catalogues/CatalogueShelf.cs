using System.Collections.Concurrent;
using Telemed.Contracts;
using Telemed.ReadModel;
using Telemed.Recognition.Deciding;
using Telemed.Recognition.Keeping;

namespace Telemed.Recognition.Catalogues;

/// <summary>Every version of every region, in memory: those that came with the program and those published since.</summary>
internal sealed class CatalogueShelf
{
    /// <summary>Table of published versions.</summary>
    public const string Table = "recognition_catalogues";

    private readonly IReadOnlyDictionary<string, IReadOnlyList<Catalogue>> shipped;
    private readonly ConcurrentDictionary<string, Catalogue[]> regions = new();
    private readonly Replica<Catalogue> replica;

    /// <exception cref="CatalogueException">One that came with the program is at fault.</exception>
    public CatalogueShelf(ProjectionEngine readModel, IStandardItems items)
    {
        shipped = CatalogueFiles.Embedded(items);
        replica = new(readModel, Table, Add, Clear);
        Clear();
    }

    /// <summary>Those that came with the program, oldest first.</summary>
    public IReadOnlyList<Catalogue> Shipped(string region) => shipped.GetValueOrDefault(region) ?? [];

    /// <summary>The catalogue of the narrowest region that holds the area, on that day; the default region's where there is none.</summary>
    public Catalogue For(string areaCode, DateTimeOffset at)
    {
        replica.Refresh();
        var day = ChinaTime.Day(at);
        for (var length = areaCode.Length; length >= 2; length--)
            if (regions.TryGetValue(areaCode[..length], out var versions) && Array.FindLast(versions, c => c.Holds(day)) is { } found)
                return found;
        return Array.FindLast(regions[CatalogueFiles.DefaultRegion], c => c.Holds(day)) ?? regions[CatalogueFiles.DefaultRegion][^1];
    }

    /// <summary>All versions of a region, oldest first; each ends the day before the next begins.</summary>
    public IReadOnlyList<Catalogue> Versions(string region)
    {
        replica.Refresh();
        return regions.GetValueOrDefault(region) ?? [];
    }

    /// <summary>The version that begins last; null where there is none.</summary>
    public Catalogue? Newest(string region) => Versions(region) is { Count: > 0 } versions ? versions[^1] : null;

    /// <summary>Null when there is no such version.</summary>
    public Catalogue? Find(CatalogueRef version) => Versions(version.Region).FirstOrDefault(c => c.Version == version.Version);

    private void Add(string id, Catalogue catalogue) => regions.AddOrUpdate(
        catalogue.Region, _ => [catalogue], (_, known) => Ended([.. known.Where(k => k.Version != catalogue.Version).Append(catalogue).OrderBy(k => k.EffectiveFrom)]));

    private static Catalogue[] Ended(Catalogue[] versions)
    {
        for (var i = 0; i + 1 < versions.Length; i++) versions[i] = versions[i] with { EffectiveTo = versions[i + 1].EffectiveFrom.AddDays(-1) };
        return versions;
    }

    private void Clear()
    {
        regions.Clear();
        foreach (var (region, versions) in shipped) regions[region] = [.. versions];
    }
}
