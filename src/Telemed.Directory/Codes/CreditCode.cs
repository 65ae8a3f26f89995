using System.Buffers;

namespace Telemed.Directory.Codes;

/// <summary>Unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, the organisation code in places 9 to 17.</summary>
public static class CreditCode
{
    /// <summary>The characters in the order of their values; I, O, S, V and Z are left out by the standard.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    private static ReadOnlySpan<byte> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>Eighteen characters, six digits of division in places 3 to 8, and both check characters right.</summary>
    public static bool IsValid(ReadOnlySpan<char> code) =>
        code.Length == 18
        && !code.Slice(2, 6).ContainsAnyExcept(Digits)
        && OrganisationCode.IsValid(code.Slice(8, 9))
        && CheckCharacter(code[..17]) is { } check && check == code[17];

    /// <summary>The 18th character for the 17 given; null when one of them is outside the alphabet.</summary>
    public static char? CheckCharacter(ReadOnlySpan<char> body)
    {
        if (body.Length != 17) return null;
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            var value = Alphabet.IndexOf(body[i], StringComparison.Ordinal);
            if (value < 0) return null;
            sum += value * Weights[i];
        }
        return Alphabet[(31 - sum % 31) % 31];
    }
}
