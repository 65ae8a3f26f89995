namespace Telemed.Dicom.Core;

/// <summary>The form of unique identifiers (PS3.5 §9.1).</summary>
public static class Uid
{
    /// <summary>Longest identifier in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>True for 1 to 64 digits and dots with no empty component. Leading zeros are let pass: old equipment writes them.</summary>
    public static bool IsValid(ReadOnlySpan<char> uid)
    {
        if (uid.Length is 0 or > MaxLength || uid[0] == '.' || uid[^1] == '.') return false;
        for (int i = 0; i < uid.Length; i++)
            if (!char.IsAsciiDigit(uid[i]) && (uid[i] != '.' || uid[i - 1] == '.')) return false;
        return true;
    }
}
