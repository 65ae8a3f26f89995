using System.Collections.Concurrent;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Opening;

namespace Telemed.Imaging.Storing;

/// <summary>The institution that sent a study's first object owns the study; another institution's objects for it wait for the owner's word.</summary>
internal sealed class StudyOwners(ImagingIndex index)
{
    private const int MaxRemembered = 100_000;

    // The index follows the disk by a moment; in between this is what is known.
    private readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);

    /// <summary>True when the study has no owner yet, or this one. A sender that belongs to nobody never becomes an owner, and never adds to an owned study.</summary>
    public bool Admits(string study, string? institution)
    {
        if (!known.TryGetValue(study, out string? owner))
        {
            owner = StudyOwner.Of(index, study)?.InstitutionId ?? institution;
            if (owner is null) return true;
            if (known.Count >= MaxRemembered) known.Clear();   // by then the index knows
            owner = known.GetOrAdd(study, owner);
        }
        return owner == institution;
    }
}
