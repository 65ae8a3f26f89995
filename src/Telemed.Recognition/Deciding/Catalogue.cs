using System.Collections.Frozen;
using System.Text.Json.Serialization;
using Telemed.Contracts;

namespace Telemed.Recognition.Deciding;

/// <summary>Whether relations recognise beside the mark.</summary>
public enum CatalogueMode
{
    /// <summary>A mark or a relation.</summary>
    Open,

    /// <summary>A mark alone.</summary>
    Strict,
}

/// <summary>From when a window is counted.</summary>
public enum WindowStart
{
    /// <summary>When the specimen was taken.</summary>
    Collected,

    /// <summary>End of the examination.</summary>
    Performed,
}

/// <summary>What an item asks of the maker's quality evidence.</summary>
public enum EvidenceNeed
{
    /// <summary>Evidence passed on that day, of any scope, beside a relation; or a mark.</summary>
    Required,

    /// <summary>A relation does, unless evidence speaks against the maker.</summary>
    ByRelation,

    /// <summary>Neither evidence nor relation.</summary>
    None,
}

/// <summary>Another window with certain diagnoses; of several that fit the shortest holds.</summary>
/// <param name="Codes">ICD-10 codes; <c>I63*</c> holds for all that begin so.</param>
public sealed record DiseaseWindow(IReadOnlyList<string> Codes, int WindowHours)
{
    public bool Holds(string diagnosis)
    {
        foreach (var code in Codes)
            if (code.EndsWith('*') ? diagnosis.AsSpan().StartsWith(code.AsSpan(0, code.Length - 1), StringComparison.OrdinalIgnoreCase) : code.Equals(diagnosis, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}

/// <summary>An item on the negative list (负面清单) says why.</summary>
public sealed record NegativeEntry(Text Reason);

/// <summary>How one item is recognised.</summary>
/// <param name="WindowHours">How long (参考时限); null for never.</param>
/// <param name="DeviceClasses">Classes of equipment that do, least first; empty for any.</param>
/// <param name="Methods">Methods that do; empty for any. A result that states none is taken to be made by one of them.</param>
/// <param name="NoIntervention">A treatment in between spoils it.</param>
public sealed record ItemRule(
    string Code, int? WindowHours, WindowStart From, IReadOnlyList<DiseaseWindow> Diseases, IReadOnlyList<string> DeviceClasses, IReadOnlyList<string> Methods,
    NegativeEntry? Negative, bool NoIntervention, EvidenceNeed Evidence);

/// <summary>Whether a region recognises by this relation, and what says so.</summary>
public sealed record RelationSetting(RecognitionRelation Code, bool On, Text Text, string Source);

/// <summary>What holds in one specialty: shorter windows, a panel that does not unfold by itself.</summary>
/// <param name="Items">Items it holds for; null for all.</param>
/// <param name="WindowFactor">Over 0, at most 1.</param>
/// <param name="WindowHours">A window that is never exceeded.</param>
public sealed record SpecialtyRule(string Department, IReadOnlyList<string>? Items, double? WindowFactor, int? WindowHours, bool Quiet, Text Reason);

/// <summary>A reason for examining again (复检理由).</summary>
/// <param name="Statutory">What names it; null for an addition of the region.</param>
public sealed record RepeatReason(string Code, Text Text, bool NeedsComment, string? Statutory);

/// <summary>When graded samples suspend the evidence of an institution for an item.</summary>
/// <param name="WorstShare">Greatest share of grades C and D, 0 to 1.</param>
/// <param name="LeastSamples">Fewer grades say nothing.</param>
public sealed record SamplingRule(double WorstShare, int LeastSamples);

/// <summary>The recognition catalogue of a region (互认目录与规则): versioned, dated, approved data.</summary>
public sealed record Catalogue
{
    private FrozenDictionary<string, ItemRule>? byCode;

    /// <summary>GB/T 2260 prefix.</summary>
    public required string Region { get; init; }

    /// <summary>Counts up within a region.</summary>
    public required int Version { get; init; }

    /// <summary>First day, local.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Last day, inclusive; null while open.</summary>
    public DateOnly? EffectiveTo { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string ApprovedBy { get; init; }

    /// <summary>Texts it follows.</summary>
    public required string Source { get; init; }

    public required CatalogueMode Mode { get; init; }

    public required IReadOnlyList<ItemRule> Items
    {
        get;
        init => (field, byCode) = (value, null);   // a copy with other items must not look into the old ones
    }

    public required IReadOnlyList<RelationSetting> Relations { get; init; }

    public required IReadOnlyList<SpecialtyRule> Specialties { get; init; }

    public required IReadOnlyList<RepeatReason> Reasons { get; init; }

    /// <summary>Hours that a check lives: as long what it opened can be read.</summary>
    public required int CheckHours { get; init; }

    public required SamplingRule Sampling { get; init; }

    /// <summary>In force on that local day.</summary>
    public bool Holds(DateOnly day) => day >= EffectiveFrom && (EffectiveTo is null || day <= EffectiveTo);

    /// <summary>Null for an item outside the catalogue.</summary>
    public ItemRule? Item(string code) => (byCode ??= Items.ToFrozenDictionary(i => i.Code)).GetValueOrDefault(code);

    /// <summary>Recognises by this relation; in strict mode by the mark alone.</summary>
    public bool Recognises(RecognitionRelation relation)
    {
        if (Mode == CatalogueMode.Strict && relation != RecognitionRelation.Mark) return false;
        foreach (var setting in Relations)
            if (setting.Code == relation) return setting.On;
        return false;
    }

    /// <summary>What this specialty asks for the item; null when nothing.</summary>
    public SpecialtyRule? Specialty(string? department, string item) => department is null ? null : Specialties.FirstOrDefault(s => s.Department == department && s.Items?.Contains(item) != false);

    /// <summary>Which version decided.</summary>
    [JsonIgnore]
    public CatalogueRef Ref => new(Region, Version);
}

/// <summary>Names a version of a catalogue.</summary>
public sealed record CatalogueRef(string Region, int Version)
{
    public override string ToString() => $"{Region}-{Version}";
}
