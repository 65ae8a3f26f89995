using System.Globalization;

namespace Telemed.Contracts;

/// <summary>The number by which people speak of a case.</summary>
public static class CaseNumber
{
    /// <summary>Readable, and unique without asking anyone: two letters for what it is, the day in China, and ten digits out of the id's end.</summary>
    public static string Of(string letters, string id, DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture, $"{letters}{ChinaTime.Day(at):yyyyMMdd}{ulong.Parse(id.AsSpan(id.Length - 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 10_000_000_000:D10}");
}
