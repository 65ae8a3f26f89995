using System.Globalization;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Dimse;

/// <summary>Reads single settings; what is wrong with one is said with its key.</summary>
internal static class Settings
{
    public static bool Flag(string value, string key) =>
        bool.TryParse(value, out var flag) ? flag : throw new InvalidOperationException($"{key} must be true or false.");

    public static int Number(string value, int least, int most, string key) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new InvalidOperationException($"{key} must be a number from {least} to {most}.");

    public static string Sha256(string value, string key) =>
        value.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant() is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitUpper)
            ? hash
            : throw new InvalidOperationException($"{key} must be 64 hexadecimal digits.");

    public static int Port(string value, int least, string key) => Number(value, least, 65_535, key);

    public static string AeTitle(string value, string key) =>
        value.Trim(' ') is { Length: > 0 and <= 16 } title && title.All(c => c is >= ' ' and <= '~' and not '\\')
            ? title
            : throw new InvalidOperationException($"{key} must be 1 to 16 printable ASCII characters without backslash.");

    public static string[] CharacterSet(string terms, string key) =>
        terms.Split('\\') is var set && TextEncoding.Encode("王", set) is not null
            ? set
            : throw new InvalidOperationException($"{key} must be a character set that can say Chinese: ISO_IR 192, GB18030 or \\ISO 2022 IR 58.");
}
