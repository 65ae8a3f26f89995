using System.Globalization;
using Microsoft.AspNetCore.Http;
using Telemed.Dicom.Core;
using Telemed.Imaging.Opening;

namespace Telemed.Imaging.Querying;

/// <summary>A query string of QIDO-RS (PS3.18 §8.3.4).</summary>
/// <param name="Query">What it asks for.</param>
/// <param name="Unused">Names of parameters that mean nothing here; the answer says so.</param>
internal sealed record QidoRequest(ImagingQuery Query, IReadOnlyList<string> Unused)
{
    public const int DefaultLimit = 1000;
    public const int MaxLimit = 10_000;

    private static readonly HashSet<string> Elsewhere = new(StringComparer.OrdinalIgnoreCase) { "accept", "charset" };

    /// <summary>Reads the query string.</summary>
    /// <returns>Null and the parameter's name when a value cannot be right.</returns>
    public static QidoRequest? Read(IQueryCollection parameters, QueryLevel level, StudyScope scope, IEnumerable<QueryKey> fromPath, out string bad)
    {
        var query = new ImagingQuery(level, scope, []) { Limit = DefaultLimit };
        var keys = new List<QueryKey>(fromPath);
        var unused = new List<string>();
        bad = "";
        foreach (var (name, values) in parameters)
        {
            bad = name;
            string value = values.ToString().Trim();
            if (TagPath.TryParse(name, out var path)) keys.Add(new(path, Multiple(path, value)));
            else if (ReadOption(query, name, values) is not { } changed) return null;
            else if (ReferenceEquals(changed, query) && !Elsewhere.Contains(name)) unused.Add(name);
            else query = changed;
        }
        bad = "";
        return new(query with { Keys = keys }, unused);
    }

    /// <summary>The same query when the name is no option of QIDO-RS; null when its value is wrong.</summary>
    private static ImagingQuery? ReadOption(ImagingQuery query, string name, Microsoft.Extensions.Primitives.StringValues values)
    {
        string value = values.ToString().Trim();
        bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return name.ToUpperInvariant() switch
        {
            "LIMIT" => isNumber ? query with { Limit = Math.Min(number, MaxLimit) } : null,
            "OFFSET" => isNumber ? query with { Offset = number } : null,
            "FUZZYMATCHING" => bool.TryParse(value, out bool fuzzy) ? query with { FuzzyNames = fuzzy } : null,
            "EMPTYVALUEMATCHING" => bool.TryParse(value, out bool empty) ? query with { EmptyValues = empty } : null,
            "MULTIPLEVALUEMATCHING" => bool.TryParse(value, out _) ? query with { } : null,   // lists are matched either way
            "INCLUDEFIELD" => Include(query, values),
            _ => query,
        };
    }

    private static ImagingQuery? Include(ImagingQuery query, IEnumerable<string?> values)
    {
        var fields = new List<TagPath>(query.Include);
        bool all = query.IncludeAll;
        foreach (string field in values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (field.Equals("all", StringComparison.OrdinalIgnoreCase)) all = true;
            else if (TagPath.TryParse(field, out var path)) fields.Add(path);
            else return null;
        }
        return query with { Include = fields, IncludeAll = all };
    }

    /// <summary>Several identifiers or codes are separated by commas here and by backslashes in DIMSE (PS3.18 §8.3.4.1).</summary>
    private static string Multiple(TagPath path, string value) =>
        DicomDictionary.VrOf(path.Inner ?? path.Tag) is Vr.UI or Vr.CS ? value.Replace(',', '\\') : value;
}
