using System.Collections.Frozen;
using System.Text.Json;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Examinations.Items;

/// <summary>The standard items of the data file that lies in this assembly.</summary>
internal sealed class StandardItems : IStandardItems
{
    private readonly FrozenDictionary<string, ItemDefinition> byCode;

    private StandardItems(ItemFile file)
    {
        Version = file.Version;
        byCode = file.Items.ToFrozenDictionary(i => i.Code, i => new ItemDefinition(
            new(i.Code, i.System, i.Name, i.Category, i.Modality, i.BodyPart, i.Laterality, i.Method, i.Specimen, i.Unit, i.InsuranceCode), i.Units ?? [], i.Analytes ?? [],
            [i.Name.Zh, i.Name.En, .. i.Aliases ?? []]));
        All = [.. byCode.Values.Select(d => d.Item).OrderBy(i => i.Code, StringComparer.Ordinal)];
    }

    /// <summary>Of the data file.</summary>
    public string Version { get; }

    public IReadOnlyList<StandardItem> All { get; }

    public static StandardItems Embedded()
    {
        using var stream = typeof(StandardItems).Assembly.GetManifestResourceStream("Telemed.Examinations.standard-items.json")!;
        return new(JsonSerializer.Deserialize<ItemFile>(stream, StoredJson.Options)!);
    }

    public StandardItem? Find(string code) => byCode.GetValueOrDefault(code)?.Item;

    /// <summary>All with what results are checked against, in no order.</summary>
    public IEnumerable<ItemDefinition> Definitions => byCode.Values;

    /// <summary>With what results are checked against.</summary>
    public ItemDefinition? Definition(string code) => byCode.GetValueOrDefault(code);

    private sealed record ItemFile(string Version, IReadOnlyList<ItemEntry> Items);

    private sealed record ItemEntry(
        string Code, string System, Text Name, ResultCategory Category, string? Modality, string? BodyPart, string? Laterality, string? Method, string? Specimen,
        string? Unit, IReadOnlyList<string>? Units, IReadOnlyList<Analyte>? Analytes, IReadOnlyList<string>? Aliases, string? InsuranceCode);
}
