using System.Globalization;
using System.Text.Json.Nodes;
using Telemed.Contracts;
using Telemed.Examinations.Reading;

namespace Telemed.Examinations.Fhir;

/// <summary>Results as DiagnosticReport and Observation (FHIR R4).</summary>
internal static class FhirWriting
{
    private const string ServiceSection = "http://terminology.hl7.org/CodeSystem/v2-0074";
    private const string Interpretation = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";

    public static JsonObject Report(ResultView result)
    {
        var report = Common("DiagnosticReport", result.Id, result);
        report["category"] = new JsonArray(Concept(ServiceSection, Section(result.Category), null));
        report["issued"] = Time(result.ReportedAt ?? result.PerformedAt);
        if (result.Values.Count > 0)
            report["result"] = new JsonArray([.. result.Values.Select((_, i) => (JsonNode)new JsonObject { ["reference"] = $"Observation/{ValueId(result.Id, i)}" })]);
        if (result.Report?.Conclusion is { } conclusion) report["conclusion"] = conclusion;
        if (result.Report?.Reporter is { } reporter) report["resultsInterpreter"] = new JsonArray(new JsonObject { ["display"] = reporter });
        if (result.StudyInstanceUid is { } study)
            report["imagingStudy"] = new JsonArray(new JsonObject { ["identifier"] = new JsonObject { ["system"] = "urn:dicom:uid", ["value"] = $"urn:oid:{study}" } });
        return report;
    }

    /// <summary>One observation for each value of a result.</summary>
    public static IEnumerable<JsonObject> Observations(ResultView result)
    {
        for (var i = 0; i < result.Values.Count; i++)
        {
            var value = result.Values[i];
            var observation = Common("Observation", ValueId(result.Id, i), result);
            observation["category"] = new JsonArray(Concept("http://terminology.hl7.org/CodeSystem/observation-category", result.Category == ResultCategory.Lab ? "laboratory" : "exam", null));
            if (result.Values.Count > 1 || result.Item is null) observation["code"] = Concept(null, value.Code, value.Name);
            observation["issued"] = Time(result.ReportedAt ?? result.PerformedAt);
            if (Number(value.Value) is { } number) observation["valueQuantity"] = Quantity(number, value.Unit);
            else observation["valueString"] = value.Value;
            if (value.Flag is { } flag) observation["interpretation"] = new JsonArray(Concept(Interpretation, Flag(flag), null));
            if (value.Low is not null || value.High is not null)
            {
                var range = new JsonObject();
                if (value.Low is { } low) range["low"] = Quantity(JsonValue.Create(low), value.Unit);
                if (value.High is { } high) range["high"] = Quantity(JsonValue.Create(high), value.Unit);
                observation["referenceRange"] = new JsonArray(range);
            }
            yield return observation;
        }
    }

    public static JsonObject SearchSet(IReadOnlyList<JsonObject> found, string self, string? next)
    {
        var links = new JsonArray(Link("self", self));
        if (next is not null) links.Add(Link("next", next));
        var bundle = new JsonObject { ["resourceType"] = "Bundle", ["type"] = "searchset", ["link"] = links };
        if (found.Count > 0)
            bundle["entry"] = new JsonArray([.. found.Select(r => (JsonNode)new JsonObject { ["resource"] = r, ["search"] = new JsonObject { ["mode"] = "match" } })]);
        return bundle;
    }

    private static JsonObject Link(string relation, string url) => new JsonObject { ["relation"] = relation, ["url"] = url };

    private static string ValueId(string id, int value) => string.Create(CultureInfo.InvariantCulture, $"{id}-{value}");

    private static JsonObject Common(string type, string id, ResultView result)
    {
        var resource = new JsonObject
        {
            ["resourceType"] = type,
            ["id"] = id,
            ["meta"] = new JsonObject { ["versionId"] = result.Version.ToString(CultureInfo.InvariantCulture) },
            ["status"] = result.Voided is not null ? "entered-in-error" : result.Corrections.Count > 0 ? "corrected" : "final",
            ["code"] = result.Item is { } item ? Concept(FhirResults.StandardSystem, item.Code, item.Name) : Concept(null, result.Local!.Code, result.Local.Name),
            ["subject"] = new JsonObject { ["reference"] = $"Patient/{result.PatientId}" },
            ["effectiveDateTime"] = Time(result.PerformedAt),
            ["performer"] = new JsonArray(Performer(result)),
        };
        if (result.LocalId is { } number) resource["identifier"] = new JsonArray(new JsonObject { ["system"] = $"urn:telemed:institution:{result.InstitutionId}", ["value"] = number });
        return resource;
    }

    private static JsonObject Performer(ResultView result)
    {
        var performer = new JsonObject { ["reference"] = $"Organization/{result.InstitutionId}" };
        if (result.InstitutionName is { } name) performer["display"] = name;
        return performer;
    }

    private static JsonObject Concept(string? system, string? code, string? name)
    {
        var coding = new JsonObject();
        if (system is not null) coding["system"] = system;
        if (code is not null) coding["code"] = code;
        if (name is not null) coding["display"] = name;
        var concept = new JsonObject { ["coding"] = new JsonArray(coding) };
        if (name is not null) concept["text"] = name;
        return concept;
    }

    private static JsonObject Quantity(JsonValue number, string? unit)
    {
        var quantity = new JsonObject { ["value"] = number };
        if (unit is not null) quantity["unit"] = unit;
        return quantity;
    }

    /// <summary>With the digits that were reported; null for a word.</summary>
    private static JsonValue? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null;

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Section(ResultCategory category) => category switch
    {
        ResultCategory.Lab => "LAB",
        ResultCategory.Imaging => "RAD",
        ResultCategory.Ecg => "EC",
        ResultCategory.Ultrasound => "RUS",
        ResultCategory.Pathology => "SP",
        _ => "OTH",
    };

    private static string Flag(ValueFlag flag) => flag switch
    {
        ValueFlag.High => "H",
        ValueFlag.Low => "L",
        ValueFlag.Critical => "AA",
        ValueFlag.Positive => "POS",
        _ => "NEG",
    };
}
