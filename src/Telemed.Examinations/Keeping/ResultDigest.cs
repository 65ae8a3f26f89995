using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Telemed.Contracts;

namespace Telemed.Examinations.Keeping;

/// <summary>Makes two results comparable without saying what they say: numbers by their flag, words and conclusions without spaces and punctuation.</summary>
internal static class ResultDigest
{
    /// <summary>Null where there is nothing to compare.</summary>
    public static string? Of(ResultContent content)
    {
        var text = content.Category == ResultCategory.Lab ? Values(content.Values) : Plain(content.Report?.Conclusion);
        return string.IsNullOrEmpty(text) ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));
    }

    private static string Values(IReadOnlyList<MeasuredValue> values) =>
        string.Join('|', values.Select(v => $"{Plain(v.Code ?? v.Name)}:{Said(v)}").Order(StringComparer.Ordinal));

    private static string Said(MeasuredValue value)
    {
        if (!Number(value.Value, out var number)) return value.Flag is { } said ? said.ToString() : Plain(value.Value);
        return value.Flag is { } flag ? flag.ToString()
            : Number(value.Low, out var low) && number < low ? nameof(ValueFlag.Low)
            : Number(value.High, out var high) && number > high ? nameof(ValueFlag.High) : "";
    }

    private static bool Number(string? text, out decimal number) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static string Plain(string? text) => text is null ? "" : string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
