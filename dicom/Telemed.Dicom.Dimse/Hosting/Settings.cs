using System.Globalization;

namespace Telemed.Dicom.Dimse;

/// <summary>Reads single settings; what is wrong with one is said with its key.</summary>
internal static class Settings
{
    public static bool Flag(string value, string key) =>
        bool.TryParse(value, out var flag) ? flag : throw new InvalidOperationException($"{key} must be true or false.");

    public static int Port(string value, int least, string key) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port >= least && port <= 65_535
            ? port
            : throw new InvalidOperationException($"{key} must be a number from {least} to 65535.");

    public static string AeTitle(string value, string key) =>
        value.Trim(' ') is { Length: > 0 and <= 16 } title && title.All(c => c is >= ' ' and <= '~' and not '\\')
            ? title
            : throw new InvalidOperationException($"{key} must be 1 to 16 printable ASCII characters without backslash.");
}
