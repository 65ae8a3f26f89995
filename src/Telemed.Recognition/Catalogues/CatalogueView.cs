using Telemed.Contracts;
using Telemed.Recognition.Deciding;

namespace Telemed.Recognition.Catalogues;

public sealed record CatalogueItemView(
    string Code, string? Name, ResultCategory? Category, int? WindowHours, WindowStart From, IReadOnlyList<DiseaseWindow> Diseases, IReadOnlyList<string> DeviceClasses,
    IReadOnlyList<string> Methods, NegativeEntry? Negative, bool NoIntervention, EvidenceNeed Evidence);

/// <summary>A version as clients read it; what an editor changes and sends back.</summary>
public sealed record CatalogueView(
    string Region, int Version, DateOnly EffectiveFrom, DateOnly? EffectiveTo, string ApprovedBy, string Source, CatalogueMode Mode, IReadOnlyList<CatalogueItemView> Items,
    IReadOnlyList<RelationSetting> Relations, IReadOnlyList<SpecialtyRule> Specialties, IReadOnlyList<RepeatReason> Reasons, int CheckHours, SamplingRule Sampling)
{
    internal static CatalogueView Of(Catalogue c, IStandardItems items) => new(
        c.Region, c.Version, c.EffectiveFrom, c.EffectiveTo, c.ApprovedBy, c.Source, c.Mode,
        [.. c.Items.Select(i => new CatalogueItemView(
            i.Code, items.Find(i.Code)?.Name.Zh, items.Find(i.Code)?.Category, i.WindowHours, i.From, i.Diseases, i.DeviceClasses, i.Methods, i.Negative, i.NoIntervention, i.Evidence))],
        c.Relations, c.Specialties, c.Reasons, c.CheckHours, c.Sampling);
}

public sealed record VersionView(string Region, int Version, DateOnly EffectiveFrom, DateOnly? EffectiveTo, string ApprovedBy, string Source, CatalogueMode Mode, int Items);
