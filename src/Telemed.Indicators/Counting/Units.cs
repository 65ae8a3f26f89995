using System.Globalization;
using Telemed.Contracts;
using Telemed.Indicators.Defining;

namespace Telemed.Indicators.Counting;

/// <summary>One counted unit of a case.</summary>
/// <param name="Month">In which it opened.</param>
/// <param name="Value"><see cref="Units.Missed"/> when it does not count for the numerator; else what it carries: minutes, score, number of a reason, or 0.</param>
/// <param name="At">When it opened, UTC ticks.</param>
internal readonly record struct Unit(int Month, int Cell, long Value, long At);

/// <summary>The one implementation of every rule: from the track of a case to its units.</summary>
internal sealed class Units(Vocabulary vocabulary, Book book)
{
    /// <summary>Value of a unit that does not count for the numerator.</summary>
    public const long Missed = -1;

    private readonly Dictionary<int, Compiled> compiled = [];

    /// <summary>A rule whose steps are numbers. One thread at a time.</summary>
    public sealed record Compiled(Measure Measure, Step[] Each, Step[] Then, Step[] Else, Step[] Never, Step[] Before);

    /// <param name="Word">Number of the detail; 0 when any will do.</param>
    public readonly record struct Step(byte Number, int Word);

    public Compiled Compile(Measure measure)
    {
        lock (compiled)
        {
            if (compiled.TryGetValue(measure.Id, out var known)) return known;
            var rule = measure.Rule;
            compiled.Add(measure.Id, known = new(measure, Numbers(rule.Each), Numbers(rule.Then), Numbers(rule.Else), Numbers(rule.Never), Numbers(rule.Before)));
            return known;
        }
    }

    /// <summary>Adds the units of a case, in the order in which they opened; later steps change values and append, they never remove.</summary>
    public void Of(Compiled counted, CaseTrack track, List<Unit> units)
    {
        var rule = counted.Measure.Rule;
        for (var i = 0; i < track.Steps.Count; i++)
        {
            var step = track.Steps[i];
            if (step.Cell == 0 || !Any(counted.Each, step)) continue;
            var month = Months.Of(new DateTimeOffset(step.At, TimeSpan.Zero));
            if (month < counted.Measure.From || month > counted.Measure.To) continue;
            if (rule.Kinds.Count > 0 && !rule.Kinds.Contains(book.Cell(step.Cell).Kind)) continue;
            if (Value(counted, track, i) is { } value) units.Add(new(month, step.Cell, value, step.At));
            if (rule.First) return;
        }
    }

    /// <summary>Null when the unit does not count yet.</summary>
    private long? Value(Compiled counted, CaseTrack track, int opened)
    {
        var rule = counted.Measure.Rule;
        if (counted.Before.Length > 0) return Last(counted, track, opened) is { } last && Any(counted.Before, last) ? 0 : Missed;
        var (settled, hit) = Settle(counted, track, opened);
        if (counted.Never.Length > 0) return settled is null ? 0 : Missed;
        if (counted.Then.Length == 0) return Carries(rule.Carries, track.Steps[opened], track.Steps[opened]);
        if (settled is null) return rule.SettledOnly ? null : Missed;
        return hit ? Carries(rule.Carries, track.Steps[opened], settled.Value) : Missed;
    }

    private long Carries(Carried carried, TrackStep opened, TrackStep settled) => carried switch
    {
        Carried.Minutes => Math.Max(0, (settled.At - opened.At) / TimeSpan.TicksPerMinute),
        Carried.Score => opened.Detail > 0 && long.TryParse(book.Word(opened.Detail), NumberStyles.None, CultureInfo.InvariantCulture, out var score) ? score : Missed,
        Carried.Reason => settled.Detail,
        _ => 0,
    };

    /// <summary>The first step behind the opening one that decides, before the next unit begins.</summary>
    private static (TrackStep? Settled, bool Hit) Settle(Compiled counted, CaseTrack track, int opened)
    {
        var open = track.Steps[opened];
        for (var i = opened + 1; i < track.Steps.Count; i++)
        {
            var step = track.Steps[i];
            if (counted.Measure.Rule.SameDetail && step.Detail != open.Detail) continue;
            if (Any(counted.Then, step) || Any(counted.Never, step)) return (step, true);
            if (Any(counted.Else, step)) return (step, false);
            if (!counted.Measure.Rule.First && Any(counted.Each, step)) break;
        }
        return (null, false);
    }

    /// <summary>The last step before the opening one of those that 'before' names, whatever its detail.</summary>
    private static TrackStep? Last(Compiled counted, CaseTrack track, int opened)
    {
        for (var i = opened - 1; i >= 0; i--)
            foreach (var pattern in counted.Before)
                if (pattern.Number == track.Steps[i].Step)
                    return track.Steps[i];
        return null;
    }

    private static bool Any(Step[] patterns, TrackStep step)
    {
        foreach (var pattern in patterns)
            if (pattern.Number == step.Step && (pattern.Word == 0 || pattern.Word == step.Detail))
                return true;
        return false;
    }

    private Step[] Numbers(IReadOnlyList<StepPattern> patterns) => [.. patterns.Select(p => new Step(vocabulary.Number(p.Step), p.Detail is null ? 0 : vocabulary.Words[p.Detail]))];
}
