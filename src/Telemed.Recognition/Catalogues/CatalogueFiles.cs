using System.Text.Json;
using System.Text.Json.Nodes;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Recognition.Deciding;

namespace Telemed.Recognition.Catalogues;

/// <summary>The catalogues that come with the program, checked when they are loaded.</summary>
internal static class CatalogueFiles
{
    /// <summary>The region whose catalogue is used where no other holds.</summary>
    public const string DefaultRegion = "5201";

    /// <summary>Every version by region, oldest first.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Catalogue>> Embedded(IStandardItems? items = null)
    {
        var assembly = typeof(CatalogueFiles).Assembly;
        return Load(assembly.GetManifestResourceNames().Where(n => n.StartsWith("catalogue:", StringComparison.Ordinal)).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return (name["catalogue:".Length..], reader.ReadToEnd());
        }), items);
    }

    /// <summary>Reads catalogues by name (<c>{region}-{version}</c>) and JSON; one may be based on another and say only what differs.</summary>
    /// <exception cref="CatalogueException">Malformed, an unknown item, or a gap or overlap in the dates of a region.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<Catalogue>> Load(IEnumerable<(string Name, string Json)> sources, IStandardItems? items = null)
    {
        var raw = sources.ToDictionary(s => s.Name, s => Parse(s.Name, s.Json));
        var regions = raw.Keys.Select(name => Read(name, Merged(name, raw), items)).GroupBy(c => c.Region)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<Catalogue>)Dated(g.Key, [.. g.OrderBy(c => c.EffectiveFrom)]));
        return regions.ContainsKey(DefaultRegion) ? regions : throw new CatalogueException(DefaultRegion, "the default region has none");
    }

    private static Catalogue Read(string name, JsonObject json, IStandardItems? items)
    {
        Catalogue catalogue;
        try
        {
            json.Remove("basedOn");
            json["items"] = new JsonArray([.. json["items"]!.AsObject().Select(item => Coded(item.Key, item.Value!.AsObject()))]);
            catalogue = json.Deserialize<Catalogue>(StoredJson.Options)!;
        }
        catch (Exception fault) when (fault is NullReferenceException or InvalidOperationException or JsonException)
        {
            throw new CatalogueException(name, $"a member is missing or malformed ({fault.Message})");
        }
        var errors = new FieldErrors();
        CatalogueCheck.Check(catalogue, items, errors);
        return errors.None ? catalogue : throw new CatalogueException(name, $"{errors.Found[0].Field}: {errors.Found[0].Text.En}");
    }

    private static JsonObject Coded(string code, JsonObject rule)
    {
        var coded = rule.DeepClone().AsObject();
        coded["code"] = code;
        return coded;
    }

    private static JsonObject Parse(string name, string json)
    {
        try { return JsonNode.Parse(json)!.AsObject(); }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException) { throw new CatalogueException(name, $"not JSON ({fault.Message})"); }
    }

    private static JsonObject Merged(string name, Dictionary<string, JsonObject> raw)
    {
        var own = raw[name];
        if ((string?)own["basedOn"] is not { } parent) return own.DeepClone().AsObject();
        if (!raw.TryGetValue(parent, out var basis) || basis.ContainsKey("basedOn")) throw new CatalogueException(name, $"'{parent}' is no catalogue to build on");
        return Over(basis, own);
    }

    private static JsonObject Over(JsonObject basis, JsonObject own)
    {
        var merged = basis.DeepClone().AsObject();
        foreach (var (key, value) in own)
            merged[key] = value is JsonObject inner && merged[key] is JsonObject below ? Over(below, inner) : value?.DeepClone();
        return merged;
    }

    private static Catalogue[] Dated(string region, Catalogue[] versions)
    {
        for (var i = 0; i + 1 < versions.Length; i++)
        {
            if (versions[i].EffectiveTo is not { } last || last >= versions[i + 1].EffectiveFrom)
                throw new CatalogueException($"{region}-{versions[i].Version}", $"overlaps version {versions[i + 1].Version}");
            if (last.AddDays(1) != versions[i + 1].EffectiveFrom)
                throw new CatalogueException($"{region}-{versions[i].Version}", $"leaves a gap before version {versions[i + 1].Version}");
        }
        return versions;
    }
}
