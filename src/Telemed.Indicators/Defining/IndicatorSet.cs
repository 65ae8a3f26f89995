using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Telemed.Contracts;

namespace Telemed.Indicators.Defining;

/// <summary>All definitions with their versions, checked when they are loaded.</summary>
public sealed class IndicatorSet
{
    private const int Forever = 999912;
    private readonly Dictionary<string, IndicatorDefinition[]> versions;

    private IndicatorSet(Dictionary<string, IndicatorDefinition[]> versions, IReadOnlyList<string> codes, IReadOnlyList<Measure> measures, int fingerprint) =>
        (this.versions, Codes, Measures, Fingerprint) = (versions, codes, measures, fingerprint);

    /// <summary>Codes in the order in which they are shown.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>Every rule with its number; indicators that count the same share one.</summary>
    public IReadOnlyList<Measure> Measures { get; }

    /// <summary>Another number whenever something else is counted: the tables are then made anew.</summary>
    public int Fingerprint { get; }

    /// <summary>Those that come with the program.</summary>
    public static IndicatorSet Embedded()
    {
        using var reader = new StreamReader(typeof(IndicatorSet).Assembly.GetManifestResourceStream("indicators")!);
        return Load(reader.ReadToEnd());
    }

    /// <summary>Reads a JSON array of definitions.</summary>
    /// <exception cref="IndicatorException">One of them is malformed, or two contradict each other.</exception>
    public static IndicatorSet Load(string json)
    {
        var drafts = Parse(json).Select(node => node as JsonObject ?? throw new IndicatorException("?", "a definition is no object")).ToList();
        var read = drafts.ConvertAll(draft => (draft, IndicatorReader.Read(draft, rule => new(0, rule, 0, 0))));
        var codes = read.Select(r => r.Item2.Code).Distinct().ToList();
        var measures = new Dictionary<string, Measure>();
        var versions = codes.ToDictionary(code => code, code => Dated(code, [.. read.Where(r => r.Item2.Code == code)], measures));
        var counted = string.Join('\n', measures.Keys);
        return new(versions, codes, [.. measures.Values], BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(counted)), 0) & int.MaxValue);
    }

    /// <summary>Versions of a code, oldest first; null when there is no such indicator.</summary>
    public IReadOnlyList<IndicatorDefinition>? Versions(string code) => versions.GetValueOrDefault(code);

    /// <summary>The version in force in that month; the first one for earlier months.</summary>
    public IndicatorDefinition Of(string code, int month) => versions[code].LastOrDefault(d => Months.Of(d.ValidFrom) <= month) ?? versions[code][0];

    private static JsonArray Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonArray ?? throw new IndicatorException("?", "the definitions are no array");
        }
        catch (JsonException fault)
        {
            throw new IndicatorException("?", $"not JSON ({fault.Message})");
        }
    }

    private static IndicatorDefinition[] Dated(string code, List<(JsonObject Draft, IndicatorDefinition Read)> drafts, Dictionary<string, Measure> measures)
    {
        drafts.Sort((a, b) => a.Read.ValidFrom.CompareTo(b.Read.ValidFrom));
        var dated = new IndicatorDefinition[drafts.Count];
        for (var i = 0; i < drafts.Count; i++)
        {
            var (draft, read) = drafts[i];
            if (i > 0 && drafts[i - 1].Read.ValidFrom == read.ValidFrom) throw new IndicatorException(code, $"two versions begin in {read.ValidFrom:yyyy-MM}");
            if (i > 0 && drafts[i - 1].Read.Version >= read.Version) throw new IndicatorException(code, $"version {read.Version} begins after a later one");
            var (from, to) = (i == 0 ? 0 : Months.Of(read.ValidFrom), i + 1 == drafts.Count ? Forever : Months.Before(Months.Of(drafts[i + 1].Read.ValidFrom)));
            dated[i] = read with { Of = Numbered(draft["count"]!, read.Of.Rule, from, to, measures), Per = read.Per is null ? null : Numbered(draft["per"]!, read.Per.Rule, from, to, measures) };
        }
        return dated;
    }

    private static Measure Numbered(JsonNode rule, CountRule read, int from, int to, Dictionary<string, Measure> measures)
    {
        var key = $"{from}-{to} {rule.ToJsonString()}";
        if (!measures.TryGetValue(key, out var known)) measures.Add(key, known = new(measures.Count, read, from, to));
        return known;
    }
}
