namespace Telemed.Referrals.Tests;

/// <summary>The expectation as people wrote it, beside the tests.</summary>
internal sealed class ApprovedMatrix
{
    private readonly Dictionary<string, Dictionary<string, List<(string Party, string Result)>>> sections = [];

    public ApprovedMatrix(string file)
    {
        string? section = null;
        foreach (var line in File.ReadLines(file).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] == '[')
            {
                section = line.Trim('[', ']');
                sections.Add(section, []);
                continue;
            }
            var parts = line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            sections[section!].Add(parts[0], [.. parts[1].Split(", ").Select(p => p.Split(" -> ")).Select(p => (p[0], p.Length > 1 ? p[1] : ""))]);
        }
    }

    public IReadOnlyList<string> States => [.. sections.Keys.Where(k => k != "ever")];

    /// <summary>Next state, <c>403</c> or <c>409</c>.</summary>
    /// <param name="relations">The relation and those it implies, narrowest first.</param>
    public string Expected(string state, string action, string role, IReadOnlyList<string> relations)
    {
        bool IsParty((string Party, string Result) p) => relations.Any(r => p.Party == $"{role}@{r}");
        if (sections[state].TryGetValue(action, out var listed) && listed.Any(IsParty)) return listed.First(IsParty).Result;
        return sections[state].ContainsKey(action) ? "403" : sections["ever"][action].Any(IsParty) ? "409" : "403";
    }

    /// <summary>Who may do it there, as written.</summary>
    public IEnumerable<(string Action, string Party, string Result)> Listed(string state) =>
        sections[state].SelectMany(a => a.Value.Select(p => (a.Key, p.Party, p.Result)));
}
