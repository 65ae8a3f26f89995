using System.Text.RegularExpressions;

namespace Telemed.Directory.Codes;

/// <summary>The 22 places of an institution's licence number (医疗机构登记号, WS 218-2002).</summary>
/// <remarks>Nine of organisation, six of division, two of economic type, four of category (<c>A100</c> general hospital), one of management class.</remarks>
public static partial class InstitutionCode
{
    /// <summary>Has that structure.</summary>
    /// <remarks>The organisation part is not checked by GB 11714: health authorities also number bodies that have no organisation code.</remarks>
    public static bool IsValid(string code) => Structure().IsMatch(code);

    /// <summary>The six digits of division within a valid code.</summary>
    public static string Division(string code) => code[9..15];

    [GeneratedRegex("^[0-9A-Z]{8}[0-9X][1-8][0-9]{5}[0-9]{2}[A-Z][0-9]{3}[1-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex Structure();
}
