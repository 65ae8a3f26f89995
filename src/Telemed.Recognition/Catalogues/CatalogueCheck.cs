using Telemed.Contracts;
using Telemed.Recognition.Deciding;

namespace Telemed.Recognition.Catalogues;

/// <summary>What is wrong with a catalogue, whether it comes from a file or from the health authority.</summary>
internal static class CatalogueCheck
{
    /// <param name="known">The standard items; null where they are not there to ask.</param>
    public static void Check(Catalogue catalogue, IStandardItems? known, FieldErrors errors)
    {
        Items(catalogue.Items, known, errors);
        var relations = catalogue.Relations.Select(r => r.Code).ToArray();
        foreach (var relation in Enum.GetValues<RecognitionRelation>())
            if (relations.Count(r => r == relation) != (relation == RecognitionRelation.None ? 0 : 1))
                errors.Add("relations", "invalid", "每种互认关系须各出现一次", "Each relation is said once");
        for (var i = 0; i < catalogue.Relations.Count; i++) errors.Required($"relations[{i}].source", catalogue.Relations[i].Source, 400);
        Specialties(catalogue, errors);
        if (catalogue.Reasons.Count == 0) errors.Required("reasons", (object?)null);
        Once(catalogue.Reasons.Select(r => r.Code), "reasons", errors);
        for (var i = 0; i < catalogue.Reasons.Count; i++) errors.Required($"reasons[{i}].code", catalogue.Reasons[i].Code, 50);
        errors.Required("approvedBy", catalogue.ApprovedBy, 200);
        errors.Required("source", catalogue.Source, 1000);
        if (catalogue.EffectiveTo < catalogue.EffectiveFrom) errors.Invalid("effectiveTo");
        if (catalogue.CheckHours is < 1 or > 24 * 30) errors.Invalid("checkHours");
        if (catalogue.Sampling is not { WorstShare: >= 0 and <= 1, LeastSamples: > 0 }) errors.Invalid("sampling");
    }

    private static void Items(IReadOnlyList<ItemRule> items, IStandardItems? known, FieldErrors errors)
    {
        if (items.Count == 0) errors.Required("items", (object?)null);
        Once(items.Select(i => i.Code), "items", errors);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (known is not null && known.Find(item.Code) is null) errors.Add($"items[{i}].code", "unknown", $"没有标准项目 {item.Code}", $"No standard item {item.Code}");
            if (item.WindowHours is < 1 or > 24 * 366) errors.Invalid($"items[{i}].windowHours");
            for (var d = 0; d < item.Diseases.Count; d++)
            {
                if (item.Diseases[d].WindowHours is < 1 or > 24 * 366) errors.Invalid($"items[{i}].diseases[{d}].windowHours");
                if (item.Diseases[d].Codes is not { Count: > 0 } codes || codes.Any(c => c.TrimEnd('*').Length < 3)) errors.Invalid($"items[{i}].diseases[{d}].codes");
            }
            if (item.Negative is { } negative && negative.Reason is not { Zh.Length: > 0, En.Length: > 0 })
                errors.Add($"items[{i}].negative", "required", "列入负面清单须有中英文理由", "An item on the negative list says why, in Chinese and English");
            if (item.WindowHours is null && item.Diseases.Count > 0) errors.Add($"items[{i}].diseases", "invalid", "不予互认的项目没有病种时限", "An item that is never recognised has no window for a disease");
        }
    }

    private static void Specialties(Catalogue catalogue, FieldErrors errors)
    {
        for (var i = 0; i < catalogue.Specialties.Count; i++)
        {
            var specialty = catalogue.Specialties[i];
            errors.Required($"specialties[{i}].department", specialty.Department, 50);
            if (specialty.WindowFactor is not (null or (> 0 and <= 1))) errors.Invalid($"specialties[{i}].windowFactor");
            if (specialty.WindowHours is < 1) errors.Invalid($"specialties[{i}].windowHours");
            foreach (var code in specialty.Items ?? [])
                if (catalogue.Items.All(item => item.Code != code)) errors.Add($"specialties[{i}].items", "unknown", $"目录内没有项目 {code}", $"No item {code} in the catalogue");
        }
    }

    private static void Once(IEnumerable<string> codes, string field, FieldErrors errors)
    {
        foreach (var twice in codes.GroupBy(c => c).Where(g => g.Count() > 1)) errors.Add(field, "twice", $"{twice.Key} 出现两次", $"{twice.Key} is given twice");
    }
}
