using Telemed.Faults.Cluster;
using Telemed.Kernel;
using Telemed.Web.Tests;

namespace Telemed.Faults.Checks;

/// <summary>Read models of stopped nodes against each other, the log and a rebuilt one; and the chains.</summary>
internal sealed class ReadModelChecks(Region region)
{
    public async Task<IReadOnlyList<Check>> All(IReadOnlyList<StoredAppend> log)
    {
        var checks = new List<Check>();
        var dumps = region.Nodes.Select(n => ReadModelDump.Of(Path.Combine(n.Folder, "read.db"))).ToArray();
        var rows = dumps[0].Values.Sum(t => t.Count);
        var versions = log.GroupBy(a => a.Stream.Value).ToDictionary(g => g.Key, g => $"{g.Key}|{g.Count()}");
        checks.Add(Check.Of("every read model has applied the whole log", $"{log.Count} appends of {versions.Count} streams",
            dumps.SelectMany((dump, i) => Missing(i, versions.Values, dump["streams"]))));
        if (dumps.Length > 1)
            checks.Add(Check.Of("the read models of all nodes are equal", $"{dumps[0].Count} tables, {rows} rows", Differences("node 0", dumps[0], "node 1", dumps[1])));
        checks.Add(await Rebuilt(dumps[0], rows));
        var (code, told) = await region.Command(region.Nodes[0].Folder, "audit", "verify");
        checks.Add(Check.Of("all hash chains verify", told, code == 0 ? [] : [$"audit verify ended with {code}"]));
        return checks;
    }

    private async Task<Check> Rebuilt(SortedDictionary<string, List<string>> live, int rows)
    {
        var folder = region.Database is null ? region.Nodes[0].Folder : Path.Combine(region.Folder, "rebuilt");
        var (code, told) = await region.Command(folder, "rebuild");
        return Check.Of("and equal to one that is made anew from the log", code == 0 ? $"{rows} rows" : told,
            code != 0 ? [$"rebuild ended with {code}"] : Differences("live", live, "rebuilt", ReadModelDump.Of(Path.Combine(folder, "read.db"))));
    }

    private static IEnumerable<string> Missing(int node, IEnumerable<string> wanted, IReadOnlyList<string> applied) =>
        wanted.Except(applied).Select(w => $"node {node} lacks {w}").Concat(applied.Except(wanted).Select(w => $"node {node} has {w}"));

    private static IEnumerable<string> Differences(string one, SortedDictionary<string, List<string>> left, string other, SortedDictionary<string, List<string>> right)
    {
        if (!left.Keys.SequenceEqual(right.Keys)) yield return $"{one} and {other} have other tables";
        foreach (var (table, rows) in left)
        {
            if (!right.TryGetValue(table, out var others) || rows.SequenceEqual(others)) continue;
            foreach (var row in rows.Except(others).Take(3)) yield return $"{table}: only {one} has {Short(row)}";
            foreach (var row in others.Except(rows).Take(3)) yield return $"{table}: only {other} has {Short(row)}";
        }
    }

    private static string Short(string row) => row.Length <= 300 ? row : row[..300] + "…";
}
