namespace Telemed.Directory.Codes;

/// <summary>Organisation code (组织机构代码, GB 11714-1997): eight characters and a check character.</summary>
public static class OrganisationCode
{
    private static ReadOnlySpan<byte> Weights => [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Nine characters without hyphen whose last one is right.</summary>
    public static bool IsValid(ReadOnlySpan<char> code) => code.Length == 9 && CheckCharacter(code[..8]) is { } check && check == code[8];

    /// <summary>The ninth character for the eight given; null when one of them is not a digit or capital letter.</summary>
    public static char? CheckCharacter(ReadOnlySpan<char> body)
    {
        if (body.Length != 8) return null;
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            var c = body[i];
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c)) return null;
            sum += (char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10) * Weights[i];
        }
        return (11 - sum % 11) switch { 10 => 'X', 11 => '0', var value => (char)('0' + value) };
    }
}
