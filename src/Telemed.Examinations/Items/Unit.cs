using System.Text;

namespace Telemed.Examinations.Items;

/// <summary>Compares units as hospitals write them: case, superscripts, multiplication signs and the two Greek letters do not matter.</summary>
internal static class Unit
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    public static bool Same(string one, string other) => Plain(one) == Plain(other);

    private static string Plain(string unit)
    {
        var plain = new StringBuilder(unit.Length);
        foreach (var c in unit)
        {
            var digit = Superscripts.IndexOf(c, StringComparison.Ordinal);
            if (digit >= 0) plain.Append((char)('0' + digit));
            else if (c is 'μ' or 'µ') plain.Append('u');
            else if (c is '／') plain.Append('/');
            else if (c is not (' ' or '^' or '*' or '×' or '·' or '(' or ')')) plain.Append(char.ToLowerInvariant(c));
        }
        var text = plain.ToString();
        return text.Length > 2 && text[0] == 'x' && text[1] == '1' ? text[1..] : text;
    }
}
