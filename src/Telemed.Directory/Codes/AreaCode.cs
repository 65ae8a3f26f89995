namespace Telemed.Directory.Codes;

/// <summary>Administrative division (GB/T 2260): two digits of province, two of city, two of county.</summary>
public static class AreaCode
{
    /// <summary>Six digits that begin with a province's number.</summary>
    public static bool IsValid(ReadOnlySpan<char> code) =>
        code.Length == 6 && !code.ContainsAnyExceptInRange('0', '9')
        && code[..2] is "11" or "12" or "13" or "14" or "15" or "21" or "22" or "23" or "31" or "32" or "33" or "34" or "35" or "36" or "37"
            or "41" or "42" or "43" or "44" or "45" or "46" or "50" or "51" or "52" or "53" or "54" or "61" or "62" or "63" or "64" or "65"
            or "71" or "81" or "82";

    /// <summary>Both in one city (the first four digits).</summary>
    public static bool SameCity(ReadOnlySpan<char> one, ReadOnlySpan<char> other) => one[..4].SequenceEqual(other[..4]);
}
