namespace Telemed.Faults.Checks;

/// <summary>One line of the report.</summary>
/// <param name="What">What must hold.</param>
/// <param name="Figures">How much was looked at, or how it was.</param>
/// <param name="Wrong">What does not hold; nothing when all is well.</param>
internal sealed record Check(string What, string Figures, IReadOnlyList<string> Wrong)
{
    private const int MostShown = 5;

    public bool Holds => Wrong.Count == 0;

    public static Check Of(string what, string figures, IEnumerable<string> wrong) => new(what, figures, [.. wrong]);

    /// <summary>The table; whether everything holds.</summary>
    public static bool Print(IReadOnlyList<Check> checks, TextWriter to)
    {
        foreach (var check in checks)
        {
            to.WriteLine($"{(check.Holds ? "ok  " : "RED ")} {check.What,-62} {check.Figures}");
            foreach (var wrong in check.Wrong.Take(MostShown)) to.WriteLine($"       {wrong}");
            if (check.Wrong.Count > MostShown) to.WriteLine($"       and {check.Wrong.Count - MostShown} more");
        }
        return checks.All(c => c.Holds);
    }
}
