using System.Globalization;
using Telemed.Contracts;

namespace Telemed.Patients.Documents;

/// <summary>What is wrong with a resident identity number.</summary>
public enum ResidentIdFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Neither 18 places nor the old 15, or a character that cannot stand there.</summary>
    Structure,

    /// <summary>No province has that number.</summary>
    Division,

    /// <summary>There is no such day.</summary>
    BirthDate,

    /// <summary>The last place does not follow from the others.</summary>
    CheckDigit,
}

/// <summary>Resident identity number (公民身份号码, GB 11643-1999): division, birth date, serial whose last digit tells the sex, check digit.</summary>
/// <param name="Number">Always 18 places; a number of the old 15 is completed, since both name one person.</param>
public sealed record ResidentId(string Number, DateOnly BirthDate, Sex Sex)
{
    private const string CheckDigits = "10X98765432";

    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Reads a number of 18 places, or of 15 as issued before 1999.</summary>
    /// <param name="text">The letter X may be small.</param>
    /// <param name="fault">What was wrong; <see cref="ResidentIdFault.None"/> when the result is not null.</param>
    public static ResidentId? Read(ReadOnlySpan<char> text, out ResidentIdFault fault)
    {
        Span<char> number = stackalloc char[18];
        fault = ResidentIdFault.Structure;
        if (text.Length == 15)
        {
            text[..6].CopyTo(number);
            "19".CopyTo(number[6..]);
            text[6..].CopyTo(number[8..]);
        }
        else if (text.Length == 18) text.CopyTo(number);
        else return null;
        if (number[..17].ContainsAnyExceptInRange('0', '9')) return null;
        var check = CheckDigit(number[..17]);
        if (text.Length == 15) number[17] = check;
        else if (number[17] == 'x') number[17] = 'X';
        if (!char.IsAsciiDigit(number[17]) && number[17] != 'X') return null;

        fault = ResidentIdFault.Division;
        if (!IsProvince(number[..2])) return null;
        fault = ResidentIdFault.BirthDate;
        if (!DateOnly.TryParseExact(number[6..14], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth) || birth.Year < 1800) return null;
        fault = ResidentIdFault.CheckDigit;
        if (number[17] != check) return null;
        fault = ResidentIdFault.None;
        return new(number.ToString(), birth, (number[16] & 1) == 1 ? Sex.Male : Sex.Female);
    }

    /// <summary>The 18th place for the 17 digits given (ISO 7064, MOD 11-2).</summary>
    public static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++) sum += (digits[i] - '0') * Weights[i];
        return CheckDigits[sum % 11];
    }

    // 81 to 83 are residence permits of Hong Kong, Macao and Taiwan, 91 and up those of foreigners, numbered by the same standard.
    private static bool IsProvince(ReadOnlySpan<char> two) => two is
        "11" or "12" or "13" or "14" or "15" or "21" or "22" or "23" or "31" or "32" or "33" or "34" or "35" or "36" or "37"
        or "41" or "42" or "43" or "44" or "45" or "46" or "50" or "51" or "52" or "53" or "54" or "61" or "62" or "63" or "64" or "65"
        or "71" or "81" or "82" or "83" or "91";
}
