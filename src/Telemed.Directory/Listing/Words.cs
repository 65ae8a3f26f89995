using Telemed.Contracts;

namespace Telemed.Directory.Listing;

/// <summary>Enum values in query strings, camelCase as everywhere in the API.</summary>
internal static class Words
{
    /// <summary>False when there is text that names no value; null when there is no text.</summary>
    public static bool Read<T>(string? text, out T? value) where T : struct, Enum
    {
        value = null;
        if (string.IsNullOrEmpty(text)) return true;
        if (char.IsAsciiDigit(text[0]) || !Enum.TryParse<T>(text, ignoreCase: true, out var read) || !Enum.IsDefined(read)) return false;
        value = read;
        return true;
    }

    public static Problem Unknown(string field)
    {
        var errors = new FieldErrors();
        errors.Unknown(field);
        return Problem.Invalid(errors.Found);
    }
}
