using System.Text.Json.Serialization;

namespace Telemed.Recognition.Quality;

/// <summary>How far a mark is recognised.</summary>
public enum ScopeType { National, Agreement, Province, City, County }

/// <summary>The scope of an evaluation (国卫医发〔2022〕6号: the mark names it before <c>HR</c>).</summary>
/// <param name="Code">GB/T 2260 prefix of the region; prefixes joined by <c>+</c> for an agreement; empty for the nation.</param>
/// <param name="Text">Name of the region or agreement, such as <c>贵州省</c>, <c>京津冀</c>.</param>
public sealed record MarkScope(ScopeType Type, string Code, string Text)
{
    /// <summary>As it is printed.</summary>
    [JsonIgnore]
    public string Mark => $"{Text}HR";

    /// <summary>The scope holds an institution of this area.</summary>
    public bool Holds(string areaCode)
    {
        if (Type == ScopeType.National) return true;
        if (Type != ScopeType.Agreement) return areaCode.StartsWith(Code, StringComparison.Ordinal);
        foreach (var part in Code.AsSpan().Split('+'))
            if (areaCode.AsSpan().StartsWith(Code.AsSpan()[part], StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>The greatest scope first; an agreement of provinces is wider than one of them.</summary>
    [JsonIgnore]
    internal int Width => Type switch
    {
        ScopeType.National => 0,
        ScopeType.Agreement when Code.Split('+').All(c => c.Length == 2) => 1,
        ScopeType.Province => 2,
        ScopeType.Agreement => 3,
        ScopeType.City => 4,
        _ => 5,
    };
}

/// <summary>How an institution came through an evaluation.</summary>
public enum EvidenceOutcome { Passed, Failed, NotTaken }

/// <summary>Evidence does not count from a day on.</summary>
/// <param name="To">Last day, inclusive; null while suspended.</param>
public sealed record Suspension(DateOnly From, DateOnly? To, string Reason);

/// <summary>Evidence of quality (室间质评): an institution, an item, a period and the body that evaluated.</summary>
/// <param name="To">Last day, inclusive.</param>
/// <param name="Body">Who evaluated (质控机构).</param>
/// <param name="DeviceClass">It holds for equipment of this class alone; null for all.</param>
public sealed record Evidence(
    string InstitutionId, string ItemCode, DateOnly From, DateOnly To, string Body, MarkScope Scope, EvidenceOutcome Outcome, double? Score, string? DeviceClass,
    IReadOnlyList<Suspension> Suspensions)
{
    public bool Covers(DateOnly day) => day >= From && day <= To;

    public bool SuspendedOn(DateOnly day)
    {
        foreach (var suspension in Suspensions)
            if (day >= suspension.From && (suspension.To is null || day <= suspension.To)) return true;
        return false;
    }
}
