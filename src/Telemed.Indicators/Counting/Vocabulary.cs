using Telemed.Indicators.Defining;

namespace Telemed.Indicators.Counting;

/// <summary>Steps that some definition counts, with their numbers and the rules that ask for them.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<(string Category, string Step), CountedStep> steps = [];
    private readonly Dictionary<string, byte> numbers = [];
    private readonly Dictionary<string, int> words = [];

    public Vocabulary(IndicatorSet set)
    {
        foreach (var measure in set.Measures)
            foreach (var pattern in measure.Rule.Patterns)
            {
                if (!numbers.ContainsKey(pattern.Step)) numbers.Add(pattern.Step, checked((byte)(numbers.Count + 1)));
                if (pattern.Detail is { } word) words.TryAdd(word, words.Count + 1);
                foreach (var category in measure.Rule.Cases) Add(measure, category, pattern);
            }
    }

    /// <summary>Details that definitions name, with the numbers they have in every <see cref="Book"/>.</summary>
    public IReadOnlyDictionary<string, int> Words => words;

    /// <summary>Null when no definition counts it.</summary>
    public CountedStep? Find(string category, string step) => steps.GetValueOrDefault((category, step));

    /// <summary>Number of a step that some definition names.</summary>
    public byte Number(string step) => numbers[step];

    private void Add(Measure measure, string category, StepPattern pattern)
    {
        if (!steps.TryGetValue((category, pattern.Step), out var step)) steps.Add((category, pattern.Step), step = new(numbers[pattern.Step]));
        var rule = measure.Rule;
        string[]? details = pattern.Detail is { } one ? [one] : rule.SameDetail && rule.Each.All(e => e.Detail is not null) ? [.. rule.Each.Select(e => e.Detail!)] : null;
        if (pattern.Detail is not null && rule.Before.Contains(pattern)) step.Ask(measure, null, false);   // one without the detail undoes one with it
        step.Ask(measure, details, rule.Carries is Carried.Score or Carried.Reason || rule.SameDetail && details is null);
    }
}

/// <summary>A step that is kept in the track of a case.</summary>
internal sealed class CountedStep(byte number)
{
    private readonly Dictionary<Measure, HashSet<string>?> askedBy = [];
    private readonly HashSet<string> named = [];
    private bool keepsAll;

    public byte Number => number;

    /// <summary>Rules that a step with this detail may change.</summary>
    public IEnumerable<Measure> Measures(string? detail)
    {
        foreach (var (measure, details) in askedBy)
            if (details is null || detail is not null && details.Contains(detail))
                yield return measure;
    }

    /// <summary>Some rule asks for the step.</summary>
    public bool Counts(string? detail) => Measures(detail).Any();

    /// <summary>The detail is kept too.</summary>
    public bool Keeps(string detail) => keepsAll || named.Contains(detail);

    /// <param name="details">With these details only; null for any.</param>
    /// <param name="keepsDetail">Every detail is kept, because the figure carries it.</param>
    public void Ask(Measure measure, IReadOnlyCollection<string>? details, bool keepsDetail)
    {
        keepsAll |= keepsDetail;
        if (details is not null) named.UnionWith(details);
        if (!askedBy.TryGetValue(measure, out var known)) askedBy.Add(measure, details?.ToHashSet());
        else if (details is null) askedBy[measure] = null;
        else known?.UnionWith(details);
    }
}
