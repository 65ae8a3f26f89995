namespace Telemed.Recognition.Tests;

/// <summary>The expectation as people wrote it, beside the tests.</summary>
internal sealed class ApprovedMatrix
{
    private static readonly string[] Order = ["recognisable", "referenceOnly", "notRecognisable"];

    /// <summary>By mode and need: for each maker and evidence the verdict and its rule.</summary>
    public Dictionary<string, Dictionary<string, Dictionary<string, (string Verdict, string Rule)>>> Standings { get; } = [];

    /// <summary>In the order in which they are asked.</summary>
    public List<(string Circumstance, string Verdict, string Rule)> Circumstances { get; } = [];

    public ApprovedMatrix(string file)
    {
        string? section = null;
        foreach (var line in File.ReadLines(file).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (line[0] == '[') section = line.Trim('[', ']');
            else if (section == "circumstances") Circumstances.Add((parts[0], parts[1], parts[2]));
            else
                foreach (var mode in section!.Split(" / "))
                {
                    if (!Standings.TryGetValue(mode, out var rows)) Standings.Add(mode, rows = []);
                    rows.Add(parts[0], parts.Skip(1).Zip(Matrix.EvidenceValues).ToDictionary(p => p.Second, p => (p.First[0] == '+' ? "recognisable" : "referenceOnly", p.First[1..])));
                }
        }
    }

    public (string Verdict, string Rule) Expected(string modeAndNeed, string relation, string evidence, IReadOnlyList<string> circumstances)
    {
        var standing = Standings[modeAndNeed][relation][evidence];
        List<(string Verdict, string Rule)> steps = [standing, .. Circumstances.Where(c => circumstances.Contains(c.Circumstance)).Select(c => (c.Verdict, c.Rule))];
        return steps.First(s => Array.IndexOf(Order, s.Verdict) == steps.Max(x => Array.IndexOf(Order, x.Verdict)));
    }
}
