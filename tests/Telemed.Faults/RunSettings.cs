using System.Globalization;
using Telemed.Faults.Node;

namespace Telemed.Faults;

/// <summary>What one run is asked for.</summary>
/// <param name="Seed">Decides which faults come, when and where; and what the people do.</param>
/// <param name="Minutes">How long faults happen; starting, settling and checking come on top.</param>
/// <param name="Store"><c>postgres</c> with two nodes or <c>sqlite</c> with one.</param>
/// <param name="Plant">A bug of the harness's own nodes, to see that the checks see it.</param>
/// <param name="Only">Faults to choose from; all when empty.</param>
/// <param name="Keep">Leaves the folder behind.</param>
internal sealed record RunSettings(int Seed, double Minutes, string Store, string Plant, IReadOnlyList<string> Only, bool Keep)
{
    public const string Usage = """
        ./dev.sh faults [seed] [minutes] [--store postgres|sqlite] [--plant no-command-id|no-lease] [--only fault,fault] [--keep]
        """;

    /// <summary>Null when the words cannot be understood.</summary>
    public static RunSettings? Read(string[] args)
    {
        var settings = new RunSettings(Environment.TickCount & 0xFFFFFF, 10, "postgres", "none", [], false);
        var place = 0;
        for (var i = 0; i < args.Length; i++)
        {
            RunSettings? next = (args[i], i + 1 < args.Length ? args[i + 1] : null) switch
            {
                ("--keep", _) => settings with { Keep = true },
                ("--store", "postgres" or "sqlite") => settings with { Store = args[++i] },
                ("--plant", NodeHost.NoCommandId or NodeHost.NoLease) => settings with { Plant = args[++i] },
                ("--only", { } names) => settings with { Only = args[++i] is var _ ? names.Split(',') : [] },
                var (word, _) when place == 0 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) => settings with { Seed = seed },
                var (word, _) when place == 1 && double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) => settings with { Minutes = minutes },
                _ => null,
            };
            if (next is null) return null;
            if (!args[i].StartsWith("--", StringComparison.Ordinal) && next != settings && args[i][0] is >= '0' and <= '9') place++;
            settings = next;
        }
        return settings;
    }
}
