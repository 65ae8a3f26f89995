using System.Text.Json;
using Telemed.Contracts;
using Telemed.Examinations.Items;
using Telemed.Examinations.Reporting;

namespace Telemed.Examinations.Fhir;

/// <summary>One resource of a bundle as a result, or what is wrong with it.</summary>
/// <param name="Type">DiagnosticReport or Observation.</param>
internal sealed record FhirResult(int Entry, string Type, ResultBody? Body, IReadOnlyList<FhirIssue> Issues);

/// <summary>Makes results from the reports and observations of a bundle. An observation that a report names is part of that report.</summary>
internal sealed class FhirResults(StandardItems items)
{
    /// <summary>Code system of the standard items.</summary>
    public const string StandardSystem = "urn:telemed:item";

    private static readonly JsonElement Broken = JsonDocument.Parse("{}").RootElement;
    private static readonly string[] Final = ["final", "amended", "corrected", "appended"];

    /// <summary>One for each entry, in their order; null for an observation that went into a report, and for a resource that was only named (Patient, Organization).</summary>
    public IReadOnlyList<FhirResult?> Of(IReadOnlyList<JsonElement> said, string institutionId)
    {
        JsonElement[] entries = [.. said.Select(e => FhirReading.IsWhole(e) ? e : Broken)];
        var named = new HashSet<int>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Length; i++)
            foreach (var name in Names(entries[i])) places.TryAdd(name, i);
        var results = new FhirResult?[entries.Length];
        for (var i = 0; i < entries.Length; i++)
            if (TypeOf(entries[i]) == "DiagnosticReport") results[i] = Report(i, entries, places, named, institutionId);
        for (var i = 0; i < entries.Length; i++)
            results[i] ??= TypeOf(entries[i]) switch
            {
                "Observation" => named.Contains(i) ? null : Observation(i, Resource(entries[i]), institutionId),
                "Patient" or "Organization" or "Practitioner" => null,
                var type => new(i, type ?? "Resource", null, [new("not-supported", $"Bundle.entry[{i}].resource", "DiagnosticReport and Observation are taken here, in whole characters.")]),
            };
        return results;
    }

    private FhirResult Report(int entry, JsonElement[] entries, Dictionary<string, int> places, HashSet<int> named, string institutionId)
    {
        var read = new FhirReading($"Bundle.entry[{entry}].resource");
        var report = Resource(entries[entry]);
        var values = new List<ValueBody?>();
        foreach (var result in read.List(report, "result"))
            if (read.Text(result, "reference") is { } reference && places.TryGetValue(reference, out var place) && TypeOf(entries[place]) == "Observation")
            {
                named.Add(place);
                if (read.Value(Resource(entries[place])) is { } value) values.Add(value);
                else read.Add("required", $"result[{values.Count}]", "The observation has no value.");
            }
            else read.Add("not-found", "result", "An observation that is not in this bundle.");
        var conclusion = read.Text(report, "conclusion");
        var reporter = read.List(report, "resultsInterpreter").Select(r => read.Text(r, "display")).FirstOrDefault(d => d is not null);
        return Make(entry, "DiagnosticReport", read, report, values, conclusion is null && reporter is null ? null : new(null, conclusion, reporter), institutionId);
    }

    private FhirResult Observation(int entry, JsonElement observation, string institutionId)
    {
        var read = new FhirReading($"Bundle.entry[{entry}].resource");
        var value = read.Value(observation);
        if (value is null) read.Add("required", "value[x]", "An observation that stands alone has a value.");
        return Make(entry, "Observation", read, observation, value is null ? [] : [value], null, institutionId);
    }

    private FhirResult Make(int entry, string type, FhirReading read, JsonElement resource, List<ValueBody?> values, ReportBody? report, string institutionId)
    {
        if (read.Text(resource, "status") is not { } status) read.Add("required", "status", "status is required.");
        else if (!Final.Contains(status)) read.Add("business-rule", "status", "Only what is final is taken.");
        var (system, code, name) = read.Concept(resource, "code");
        if (code is null) read.Add("required", "code.coding", "A code is required.");
        var patient = read.Reference(resource, "subject", "Patient");
        if (patient is null && !resource.TryGetProperty("subject", out _)) read.Add("required", "subject", "Patient/id is required.");
        var performed = read.Moment(resource, "effectiveDateTime") ?? (read.Object(resource, "effectivePeriod") is { } period ? read.Moment(period, "end") : null);
        if (performed is null && !read.Issues.Any(i => i.Expression.Contains("effective", StringComparison.Ordinal))) read.Add("required", "effectiveDateTime", "When it was examined is required.");
        var standard = code is not null && system is null or StandardSystem && items.Find(code ?? "") is { } item ? item : null;
        var category = standard is not null ? Words<ResultCategory>.Of(standard.Category) : Category(read, resource, type);
        var number = read.List(resource, "identifier").Select(i => read.Text(i, "value")).FirstOrDefault(v => v is not null);
        var study = read.List(resource, "imagingStudy").Select(s => read.Object(s, "identifier") is { } id ? read.Text(id, "value") : null).FirstOrDefault(v => v is not null);
        if (read.Issues.Count > 0) return new(entry, type, null, read.Issues);
        return new(entry, type, new(
            patient, number, code, standard is not null || system is StandardSystem ? ItemRef.Standard : ItemRef.LocalPrefix + Short(system), name, institutionId, performed, null,
            read.Moment(resource, "issued"), category, values, report, study?.StartsWith("urn:oid:", StringComparison.Ordinal) == true ? study[8..] : study, null, null,
            read.Concept(resource, "method").Name, null), read.Issues);
    }

    /// <summary>By the service section of v2-0074 or the observation category; laboratory where an observation says nothing.</summary>
    private static string? Category(FhirReading read, JsonElement resource, string type)
    {
        foreach (var concept in read.List(resource, "category"))
            foreach (var coding in read.List(concept, "coding"))
                switch (read.Text(coding, "code"))
                {
                    case "LAB" or "CH" or "HM" or "MB" or "SR" or "laboratory": return "lab";
                    case "RAD" or "RX" or "CT" or "NMR" or "CTH" or "imaging": return "imaging";
                    case "RUS" or "CUS" or "OUS" or "VUS": return "ultrasound";
                    case "EC": return "ecg";
                    case "SP" or "CP" or "PAT" or "CG": return "pathology";
                    case "OTH": return "other";
                }
        return type == "Observation" ? "lab" : null;
    }

    private static IEnumerable<string> Names(JsonElement entry)
    {
        if (entry.TryGetProperty("fullUrl", out var url) && FhirReading.Plain(url) is { } full) yield return full;
        var resource = Resource(entry);
        if (resource.ValueKind == JsonValueKind.Object && resource.TryGetProperty("id", out var id) && FhirReading.Plain(id) is { } own && TypeOf(entry) is { } type)
            yield return $"{type}/{own}";
    }

    private static JsonElement Resource(JsonElement entry) => entry.TryGetProperty("resource", out var resource) ? resource : default;

    private static string? TypeOf(JsonElement entry) =>
        Resource(entry) is { ValueKind: JsonValueKind.Object } resource && resource.TryGetProperty("resourceType", out var type) ? FhirReading.Plain(type) : null;

    private static string Short(string? system) => system is null ? "fhir" : system.Length > 50 ? system[^50..] : system;
}
