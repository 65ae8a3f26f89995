using System.Globalization;
using System.Text.Json;
using Telemed.Examinations.Reporting;

namespace Telemed.Examinations.Fhir;

/// <summary>Reads members of a resource strictly: what is there has to be of its type, what is not understood is left alone.</summary>
internal sealed class FhirReading(string at)
{
    private readonly List<FhirIssue> issues = [];

    public IReadOnlyList<FhirIssue> Issues => issues;

    public void Add(string code, string path, string diagnostics) => issues.Add(new(code, $"{at}.{path}", diagnostics));

    /// <summary>A member that is an object; null when it is not there.</summary>
    public JsonElement? Object(JsonElement of, string name) => Member(of, name, JsonValueKind.Object, "an object");

    /// <summary>A member that is a text; null when it is not there.</summary>
    public string? Text(JsonElement of, string name) => Member(of, name, JsonValueKind.String, "a string")?.GetString();

    /// <summary>The text of a member; null when it is none.</summary>
    public static string? Plain(JsonElement member) => member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    /// <summary>Whether every text in it is one: JSON allows an escape of half a surrogate pair, text does not, and reading it throws.</summary>
    public static bool IsWhole(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString() is not null,
                JsonValueKind.Array => element.EnumerateArray().All(IsWhole),
                JsonValueKind.Object => element.EnumerateObject().All(member => member.Name is not null && IsWhole(member.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>A list; empty when it is not there.</summary>
    public IReadOnlyList<JsonElement> List(JsonElement of, string name)
    {
        if (Member(of, name, JsonValueKind.Array, "a list") is not { } list) return [];
        JsonElement[] items = [.. list.EnumerateArray()];
        if (items.Length == 0 || items.Any(i => i.ValueKind != JsonValueKind.Object)) Add("structure", name, "A list holds at least one object, and objects only.");
        return [.. items.Where(i => i.ValueKind == JsonValueKind.Object)];
    }

    /// <summary>A number with its digits as sent.</summary>
    public string? Number(JsonElement of, string name) => Member(of, name, JsonValueKind.Number, "a number")?.GetRawText();

    /// <summary>A moment: a dateTime or instant with time and offset. A date alone does not say when (FHIR R4 §dateTime).</summary>
    public DateTimeOffset? Moment(JsonElement of, string name)
    {
        if (Text(of, name) is not { } text) return null;
        if (text.Length > 16 && text[10] == 'T' && (text.EndsWith('Z') || text[^6] is '+' or '-')
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)) return at;
        Add("value", name, "A moment with time and offset, such as 2026-11-15T09:05:00+08:00.");
        return null;
    }

    /// <summary>The first code of a CodeableConcept with what it is called.</summary>
    public (string? System, string? Code, string? Name) Concept(JsonElement of, string name)
    {
        if (Object(of, name) is not { } concept) return default;
        return List(concept, "coding") is [var coding, ..]
            ? (Text(coding, "system"), Text(coding, "code"), Text(coding, "display") ?? Text(concept, "text"))
            : (null, null, Text(concept, "text"));
    }

    /// <summary>Id of a resource that is here, <c>Patient/…</c>.</summary>
    public string? Reference(JsonElement of, string name, string type)
    {
        if (Object(of, name) is not { } reference) return null;
        var text = Text(reference, "reference");
        if (text?.StartsWith($"{type}/", StringComparison.Ordinal) == true) return text[(type.Length + 1)..];
        Add("value", $"{name}.reference", $"A reference {type}/id by the platform's id.");
        return null;
    }

    /// <summary>A measured value of an Observation; null when it has none.</summary>
    public ValueBody? Value(JsonElement observation)
    {
        var (_, code, name) = Concept(observation, "code");
        var (value, unit) = Object(observation, "valueQuantity") is { } quantity ? (Number(quantity, "value"), Text(quantity, "unit") ?? Text(quantity, "code"))
            : Text(observation, "valueString") is { } text ? (text, null)
            : Concept(observation, "valueCodeableConcept") is { Name: { } word } ? (word, null)
            : Number(observation, "valueInteger") is { } whole ? (whole, (string?)null) : default;
        if (value is null) return null;
        var range = List(observation, "referenceRange") is [var first, ..] ? first : default;
        return new(code, name ?? code, value, unit, Limit(range, "low"), Limit(range, "high"), Flag(observation));
    }

    private string? Limit(JsonElement range, string name) =>
        range.ValueKind == JsonValueKind.Object && Object(range, name) is { } quantity ? Number(quantity, "value") : null;

    /// <summary>Codes of v3 ObservationInterpretation.</summary>
    private string? Flag(JsonElement observation)
    {
        foreach (var concept in List(observation, "interpretation"))
            foreach (var coding in List(concept, "coding"))
                switch (Text(coding, "code"))
                {
                    case "AA" or "HH" or "LL": return "critical";
                    case "H" or "HU": return "high";
                    case "L" or "LU": return "low";
                    case "POS": return "positive";
                    case "NEG": return "negative";
                }
        return null;
    }

    private JsonElement? Member(JsonElement of, string name, JsonValueKind kind, string what)
    {
        if (!of.TryGetProperty(name, out var member)) return null;
        if (member.ValueKind == kind) return member;
        Add("structure", name, $"{name} is {what}.");
        return null;
    }
}
