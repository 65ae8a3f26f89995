using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Telemed.Contracts;

namespace Telemed.Indicators.Defining;

/// <summary>From the JSON of one definition to the definition, with an answer to whoever wrote it wrongly.</summary>
internal static class IndicatorReader
{
    private static readonly string[] Members =
    [
        "code", "version", "validFrom", "name", "formula", "numerator", "denominator", "unit", "better", "source", "figure", "percentile", "count", "per",
    ];
    private static readonly string[] RuleMembers =
        ["cases", "kinds", "party", "only", "within", "each", "then", "else", "never", "before", "sameDetail", "first", "settledOnly", "carries"];
    private static readonly Dictionary<Figure, string[]> Units = new()
    {
        [Figure.Count] = ["cases"],
        [Figure.Share] = ["%"],
        [Figure.Ratio] = ["%"],
        [Figure.Percentile] = ["min"],
        [Figure.Mean] = ["points"],
        [Figure.Coverage] = ["%"],
    };

    /// <param name="measure">Gives a rule its number.</param>
    public static IndicatorDefinition Read(JsonObject json, Func<CountRule, Measure> measure)
    {
        var code = (string?)json["code"] is { Length: > 0 } named ? named : throw new IndicatorException("?", "'code' is missing");
        try
        {
            foreach (var (member, _) in json)
                if (!Members.Contains(member)) throw new IndicatorException(code, $"no member is called '{member}'");
            var figure = Value<Figure>(code, json, "figure");
            var unit = Required(code, json, "unit");
            if (!Units[figure].Contains(unit)) throw new IndicatorException(code, $"a {Word(figure)} is not given in '{unit}'");
            var rule = Rule(code, "count", json["count"]);
            var per = json["per"] is null ? null : Rule(code, "per", json["per"]);
            Check(code, figure, rule, per, (int?)json["percentile"]);
            return new(
                code, (int)json["version"]!, Text(code, json, "name"), Text(code, json, "formula"), Text(code, json, "numerator"),
                figure == Figure.Count ? null : Text(code, json, "denominator"), unit, Better(code, json), Source(code, json),
                DateOnly.ParseExact(Required(code, json, "validFrom") + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture), figure,
                (int?)json["percentile"] ?? 0, measure(rule), per is null ? null : measure(per));
        }
        catch (Exception fault) when (fault is NullReferenceException or InvalidOperationException or FormatException or JsonException)
        {
            throw new IndicatorException(code, $"a member is missing or malformed ({fault.Message})");
        }
    }

    private static void Check(string code, Figure figure, CountRule rule, CountRule? per, int? percentile)
    {
        var settles = new[] { rule.Then.Count > 0, rule.Never.Count > 0, rule.Before.Count > 0, rule.Within != PairTest.Any }.Count(s => s);
        if (settles > 1) throw new IndicatorException(code, "only one of 'then', 'never', 'before' and 'within' can make the numerator");
        if (figure == Figure.Share && settles == 0) throw new IndicatorException(code, "a share needs 'then', 'never', 'before' or 'within'");
        if (rule.Else.Count > 0 && rule.Then.Count == 0) throw new IndicatorException(code, "'else' without 'then'");
        if (rule.SettledOnly && rule.Then.Count == 0) throw new IndicatorException(code, "'settledOnly' without 'then'");
        if ((figure == Figure.Ratio) != (per is not null)) throw new IndicatorException(code, "a ratio, and nothing else, needs 'per'");
        if ((figure == Figure.Percentile) != (rule.Carries == Carried.Minutes)) throw new IndicatorException(code, "a percentile, and nothing else, carries minutes");
        if (figure == Figure.Percentile && (rule.Then.Count == 0 || percentile is not (> 0 and < 100)))
            throw new IndicatorException(code, "a percentile needs 'then' and 'percentile' from 1 to 99");
        if (figure != Figure.Percentile && percentile is not null) throw new IndicatorException(code, "only a percentile has 'percentile'");
        if ((figure == Figure.Mean) != (rule.Carries == Carried.Score)) throw new IndicatorException(code, "a mean, and nothing else, carries a score");
    }

    private static CountRule Rule(string code, string member, JsonNode? node)
    {
        if (node is not JsonObject json) throw new IndicatorException(code, $"'{member}' is missing");
        foreach (var (name, _) in json)
            if (!RuleMembers.Contains(name)) throw new IndicatorException(code, $"no member of '{member}' is called '{name}'");
        var rule = new CountRule
        {
            Cases = json["cases"] is JsonArray several ? [.. several.Select(c => (string)c!)] : [Required(code, json, "cases")],
            Kinds = json["kinds"]?.AsArray().Select(k => (string)k!).ToArray() ?? [],
            Party = Value<Party>(code, json, "party"),
            Only = json["only"] is null ? PairTest.Any : Value<PairTest>(code, json, "only"),
            Within = json["within"] is null ? PairTest.Any : Value<PairTest>(code, json, "within"),
            Each = Steps(json["each"]),
            Then = Steps(json["then"]),
            Else = Steps(json["else"]),
            Never = Steps(json["never"]),
            Before = Steps(json["before"]),
            SameDetail = (bool?)json["sameDetail"] ?? false,
            First = (bool?)json["first"] ?? false,
            SettledOnly = (bool?)json["settledOnly"] ?? false,
            Carries = json["carries"] is null ? Carried.Nothing : Value<Carried>(code, json, "carries"),
        };
        return rule.Each.Count > 0 ? rule : throw new IndicatorException(code, $"'{member}' has no 'each'");
    }

    private static StepPattern[] Steps(JsonNode? node) => node?.AsArray().Select(s => StepPattern.Parse((string)s!)).ToArray() ?? [];

    private static bool Better(string code, JsonObject json) => Required(code, json, "better") switch
    {
        "up" => true,
        "down" => false,
        var other => throw new IndicatorException(code, $"'better' is up or down, not '{other}'"),
    };

    private static IndicatorSource Source(string code, JsonObject json)
    {
        var source = json["source"] as JsonObject ?? throw new IndicatorException(code, "'source' is missing");
        return new(Text(code, source, "document"), (string?)source["article"]);
    }

    private static Text Text(string code, JsonObject json, string member) =>
        json[member] is JsonObject text && (string?)text["zh"] is { Length: > 0 } zh && (string?)text["en"] is { Length: > 0 } en
            ? new(zh, en)
            : throw new IndicatorException(code, $"'{member}' is not said in both languages");

    private static T Value<T>(string code, JsonObject json, string member) where T : struct, Enum
    {
        var text = Required(code, json, member);
        return Enum.GetValues<T>().Where(v => Word(v) == text).Select(v => (T?)v).FirstOrDefault() ?? throw new IndicatorException(code, $"'{member}' cannot be '{text}'");
    }

    private static string Required(string code, JsonObject json, string member) =>
        (string?)json[member] is { Length: > 0 } text ? text : throw new IndicatorException(code, $"'{member}' is missing");

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
