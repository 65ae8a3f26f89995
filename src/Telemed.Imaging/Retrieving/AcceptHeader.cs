using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Telemed.Imaging.Retrieving;

/// <summary>One media range of an Accept header (RFC 9110 §12.5.1, PS3.18 §8.7.5).</summary>
/// <param name="Type">Media type, perhaps with asterisks, lower case.</param>
/// <param name="Part">Type of the parts of a multipart message, lower case; null when none was named.</param>
/// <param name="TransferSyntax">The UID, an asterisk, or null.</param>
/// <param name="Quality">0 (never) to 1.</param>
internal sealed record MediaRange(string Type, string? Part, string? TransferSyntax, double Quality)
{
    /// <summary>True for the type itself and for the wildcards that hold it.</summary>
    public bool Holds(string type) => Type == type || Type == "*/*" || Type.EndsWith("/*", StringComparison.Ordinal) && type.StartsWith(Type.AsSpan(..^1), StringComparison.Ordinal);
}

/// <summary>Reads Accept, or the query parameter that stands for it (PS3.18 §8.3.3.1). Lenient: many viewers leave out the quotation marks.</summary>
internal static class AcceptHeader
{
    public static IReadOnlyList<MediaRange> MediaRanges(this HttpRequest request)
    {
        string text = request.Query["accept"].ToString() is { Length: > 0 } asked ? asked : request.Headers.Accept.ToString();
        return [.. Split(text, ',').Select(Read).OfType<MediaRange>()];
    }

    private static MediaRange? Read(string text)
    {
        var parts = Split(text, ';');
        if (parts is not [var type, .. var parameters] || !type.Contains('/', StringComparison.Ordinal)) return null;
        var range = new MediaRange(type.ToLowerInvariant(), null, null, 1);
        foreach (string parameter in parameters)
        {
            int equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) continue;
            string value = parameter[(equals + 1)..].Trim().Trim('"');
            range = parameter[..equals].Trim().ToLowerInvariant() switch
            {
                "q" => range with { Quality = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double q) ? Math.Clamp(q, 0, 1) : 1 },
                "type" => range with { Part = value.ToLowerInvariant() },
                "transfer-syntax" => range with { TransferSyntax = value },
                _ => range,
            };
        }
        return range;
    }

    /// <summary>At every separator that is not between quotation marks.</summary>
    private static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        bool quoted = false;
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '"') quoted = !quoted;
            if (i < text.Length && (quoted || text[i] != separator)) continue;
            if (text[start..i].Trim() is { Length: > 0 } part) parts.Add(part);
            start = i + 1;
        }
        return parts;
    }
}
