using System.Text.Json;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Examinations.Reporting;

/// <summary>In what time a critical value has to be confirmed, by region: data of this assembly.</summary>
internal sealed class CriticalTimes(IDirectory directory)
{
    private static readonly IReadOnlyList<Rule> Rules = Embedded();

    /// <summary>By the rule of the narrowest region that holds the institution.</summary>
    public TimeSpan ToConfirm(string institutionId)
    {
        var area = directory.Institution(institutionId)?.AreaCode ?? "";
        return TimeSpan.FromMinutes(Rules.First(r => area.StartsWith(r.Region, StringComparison.Ordinal)).Minutes);
    }

    private static List<Rule> Embedded()
    {
        using var stream = typeof(CriticalTimes).Assembly.GetManifestResourceStream("Telemed.Examinations.critical-times.json")!;
        return [.. JsonSerializer.Deserialize<IReadOnlyList<Rule>>(stream, StoredJson.Options)!.OrderByDescending(r => r.Region.Length)];
    }

    private sealed record Rule(string Region, int Minutes);
}
