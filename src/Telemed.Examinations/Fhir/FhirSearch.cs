using Microsoft.AspNetCore.Http;
using Telemed.Contracts;

namespace Telemed.Examinations.Fhir;

/// <summary>What a search asks beside what is served here (FHIR R4 §3.1.1): ignored, or refused where the client prefers it so.</summary>
internal static class FhirSearch
{
    /// <summary>Longest part of a name that is said back.</summary>
    private const int LongestName = 64;

    /// <summary>Names that are served, each with its type and what it says.</summary>
    public static IReadOnlyList<(string Name, string Type, string Documentation)> Parameters { get; } =
    [
        ("patient", "reference", "Required: id of the patient on this platform."),
        ("cursor", "special", "Given by the link next of the page before."),
    ];

    /// <summary>Null where nothing is refused; otherwise an issue for each parameter that is not served.</summary>
    public static IReadOnlyList<FhirIssue>? Refused(HttpRequest request, Language language)
    {
        if (!IsStrict(request.Headers["Prefer"])) return null;
        FhirIssue[] issues = [.. request.Query.Keys.Where(name => !Serves(name)).Select(name => name.Length > LongestName ? name[..LongestName] : name)
            .Select(name => new FhirIssue("not-supported", name, new Text($"不支持检索参数 {name}，见 metadata", $"The search parameter {name} is not supported; see metadata").In(language)))];
        return issues.Length > 0 ? issues : null;
    }

    /// <summary>The search as it was made, relative to the door.</summary>
    public static string Link(string type, string? patientId, string? cursor)
    {
        (string Name, string? Value)[] used = [("patient", patientId), ("cursor", cursor)];
        return $"{type}?{string.Join('&', used.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"))}";
    }

    /// <summary>The first handling that is named counts (RFC 7240 §2).</summary>
    internal static bool IsStrict(IEnumerable<string?> prefer) => prefer
        .SelectMany(line => (line ?? "").Split(',')).Select(preference => preference.Split(';')[0].Split('='))
        .FirstOrDefault(parts => parts[0].Trim().Equals("handling", StringComparison.OrdinalIgnoreCase))
        is [_, var handling] && handling.Trim().Trim('"').Equals("strict", StringComparison.OrdinalIgnoreCase);

    /// <summary>Format and layout of an answer are no search parameters (FHIR R4 §3.1.0.1.11).</summary>
    private static bool Serves(string name) =>
        name is "_format" or "_pretty" || Parameters.Any(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
