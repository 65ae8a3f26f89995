using Telemed.Imaging.Opening;

namespace Telemed.Imaging.Querying;

/// <summary>A question to the index; C-FIND, QIDO-RS and the page all ask in this form.</summary>
/// <param name="Level">What one match is.</param>
/// <param name="Scope">What the asker may see, from the one policy function.</param>
/// <param name="Keys">Attributes to match, of this level or those above it; those the index cannot match are named in the answer.</param>
internal sealed record ImagingQuery(QueryLevel Level, StudyScope Scope, IReadOnlyList<QueryKey> Keys)
{
    /// <summary>Attributes to return beside those every answer of the level has.</summary>
    public IReadOnlyList<TagPath> Include { get; init; } = [];

    /// <summary>Return everything that is known at the level.</summary>
    public bool IncludeAll { get; init; }

    /// <summary>Names also match by pinyin, by initials, and in any order of family and given name.</summary>
    public bool FuzzyNames { get; init; }

    /// <summary>Two quotation marks match an attribute without a value (PS3.4 §C.2.2.2.7).</summary>
    public bool EmptyValues { get; init; }

    /// <summary>Most matches; null for all of them.</summary>
    public int? Limit { get; init; }

    /// <summary>Matches passed over. The order is stable.</summary>
    public int Offset { get; init; }
}
