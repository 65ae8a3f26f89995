using System.Text.Json;
using Telemed.Contracts;

namespace Telemed.Recognition;

/// <summary>Names of enum values as the API writes them.</summary>
internal static class Named
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>Null when the text is empty; only after <see cref="Check{T}"/>.</summary>
    public static T? Read<T>(string? text) where T : struct, Enum => string.IsNullOrWhiteSpace(text) ? null : All<T>.ByName[text];

    public static bool Known<T>(string text) where T : struct, Enum => All<T>.ByName.ContainsKey(text);

    public static void Check<T>(FieldErrors errors, string field, string? text, bool required = false) where T : struct, Enum
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            if (required) errors.Required(field, (object?)null);
        }
        else if (!Known<T>(text)) errors.Unknown(field);
    }

    private static class All<T> where T : struct, Enum
    {
        public static readonly Dictionary<string, T> ByName = Enum.GetValues<T>().ToDictionary(Of);
    }
}
