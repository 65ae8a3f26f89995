using System.Text.Json.Nodes;

namespace Telemed.Examinations.Fhir;

/// <summary>What this door serves, as a CapabilityStatement says it (FHIR R4 §CapabilityStatement); the same table maps the endpoints.</summary>
internal static class FhirCapabilities
{
    /// <summary>Resource types that are read and searched here, and taken within a bundle.</summary>
    public static IReadOnlyList<string> Types { get; } = ["DiagnosticReport", "Observation"];

    private const string Since = "2026-11-22";

    /// <param name="address">Of this door, as the asker called it.</param>
    public static JsonObject Statement(string address) => new()
    {
        ["resourceType"] = "CapabilityStatement",
        ["status"] = "active",
        ["date"] = Since,
        ["kind"] = "instance",
        ["software"] = new JsonObject { ["name"] = "Telemed", ["version"] = typeof(FhirCapabilities).Assembly.GetName().Version?.ToString(3) },
        ["implementation"] = new JsonObject { ["description"] = "Results of examinations and tests of a telemedicine region", ["url"] = address },
        ["fhirVersion"] = "4.0.1",
        ["format"] = new JsonArray("application/fhir+json"),
        ["rest"] = new JsonArray(new JsonObject
        {
            ["mode"] = "server",
            ["documentation"] =
                "A Bundle is posted to the address itself. A batch takes the entries that are right and answers each by itself; a transaction is checked as a whole and stores nothing where one entry is wrong. "
                + $"Entries are {string.Join(" and ", Types)}; the same result sent twice is stored once. "
                + "Search parameters that are not named here are ignored, or refused with Prefer: handling=strict; the link self names those that were used.",
            ["security"] = new JsonObject { ["description"] = "Bearer token of POST /api/v1/session; only metadata is open." },
            ["resource"] = new JsonArray([.. Types.Select(Resource)]),
            ["interaction"] = new JsonArray(Coded("transaction"), Coded("batch")),
        }),
    };

    private static JsonNode Resource(string type) => new JsonObject
    {
        ["type"] = type,
        ["interaction"] = new JsonArray(Coded("read"), Coded("search-type")),
        ["versioning"] = "no-version",
        ["searchParam"] = new JsonArray(
            [.. FhirSearch.Parameters.Select(p => (JsonNode)new JsonObject { ["name"] = p.Name, ["type"] = p.Type, ["documentation"] = p.Documentation })]),
    };

    private static JsonObject Coded(string code) => new() { ["code"] = code };
}
