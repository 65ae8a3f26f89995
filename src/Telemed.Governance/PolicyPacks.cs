using System.Text.Json;
using System.Text.Json.Nodes;
using Telemed.Contracts;

namespace Telemed.Governance;

/// <summary>All policy packs, checked when they are loaded.</summary>
public sealed class PolicyPacks : IPolicies
{
    /// <summary>The region whose pack is used where no other holds.</summary>
    public const string DefaultRegion = "5201";

    private readonly Dictionary<string, PolicyPack[]> regions;

    private PolicyPacks(Dictionary<string, PolicyPack[]> regions) => this.regions = regions;

    /// <summary>Those that come with the program.</summary>
    public static PolicyPacks Embedded()
    {
        var assembly = typeof(PolicyPacks).Assembly;
        return Load(assembly.GetManifestResourceNames().Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return (name, reader.ReadToEnd());
        }));
    }

    /// <summary>Reads packs by name (<c>{region}-{version}</c>) and JSON.</summary>
    /// <exception cref="PolicyPackException">A pack is malformed, lacks a clock, or leaves a gap or overlap in the dates of its region.</exception>
    public static PolicyPacks Load(IEnumerable<(string Name, string Json)> sources)
    {
        var raw = sources.ToDictionary(s => s.Name, s => Parse(s.Name, s.Json));
        var packs = raw.Keys.Select(name => Checked(name, PackReader.Read(name, Merged(name, raw))));
        var regions = packs.GroupBy(p => p.Region).ToDictionary(g => g.Key, g => Dated(g.Key, [.. g.OrderBy(p => p.EffectiveFrom)]));
        return regions.ContainsKey(DefaultRegion) ? new(regions) : throw new PolicyPackException(DefaultRegion, "the default region has no pack");
    }

    /// <inheritdoc/>
    public PolicyPack For(string areaCode, DateTimeOffset at)
    {
        for (var length = areaCode.Length; length >= 2; length--)
            if (regions.TryGetValue(areaCode[..length], out var versions) && InForce(versions, at) is { } pack)
                return pack;
        return InForce(regions[DefaultRegion], at) ?? regions[DefaultRegion][^1];
    }

    private static PolicyPack? InForce(PolicyPack[] versions, DateTimeOffset at) =>
        Array.FindLast(versions, p => p.Day(at) >= p.EffectiveFrom && (p.EffectiveTo is null || p.Day(at) <= p.EffectiveTo));

    private static JsonObject Parse(string name, string json)
    {
        try { return JsonNode.Parse(json)!.AsObject(); }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException) { throw new PolicyPackException(name, $"not JSON ({fault.Message})"); }
    }

    private static JsonObject Merged(string name, Dictionary<string, JsonObject> raw)
    {
        var own = raw[name];
        if ((string?)own["basedOn"] is not { } parent) return own;
        if (!raw.TryGetValue(parent, out var basis) || basis.ContainsKey("basedOn")) throw new PolicyPackException(name, $"'{parent}' is no pack to build on");
        return Over(basis, own);
    }

    private static JsonObject Over(JsonObject basis, JsonObject own)
    {
        var merged = basis.DeepClone().AsObject();
        foreach (var (key, value) in own)
            merged[key] = value is JsonObject inner && merged[key] is JsonObject below ? Over(below, inner) : value?.DeepClone();
        return merged;
    }

    private static PolicyPack Checked(string name, PolicyPack pack)
    {
        foreach (var kind in Enum.GetValues<ServiceKind>())
        {
            if (pack.Outputs.Count(o => o.Kind == kind) != 1) throw new PolicyPackException(name, $"who may give {kind} is not said once");
            foreach (var urgency in Enum.GetValues<Urgency>())
                foreach (var clock in ClockNames.Required)
                    if (pack.Clock(kind, urgency, clock) is null)
                        throw new PolicyPackException(name, $"clock '{clock}' of {kind}/{urgency} is missing");
        }
        if (pack.DeclineReasons.Select(r => r.Code).Distinct().Count() != pack.DeclineReasons.Count) throw new PolicyPackException(name, "a reason for declining is given twice");
        return pack;
    }

    private static PolicyPack[] Dated(string region, PolicyPack[] versions)
    {
        for (var i = 0; i + 1 < versions.Length; i++)
        {
            if (versions[i].EffectiveTo is not { } last || last >= versions[i + 1].EffectiveFrom)
                throw new PolicyPackException($"{region}-{versions[i].Version}", $"overlaps version {versions[i + 1].Version}");
            if (last.AddDays(1) != versions[i + 1].EffectiveFrom)
                throw new PolicyPackException($"{region}-{versions[i].Version}", $"leaves a gap before version {versions[i + 1].Version}");
        }
        return versions;
    }
}
