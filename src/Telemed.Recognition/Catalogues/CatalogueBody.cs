using Telemed.Contracts;
using Telemed.Recognition.Deciding;

namespace Telemed.Recognition.Catalogues;

public sealed record CatalogueItemBody(
    string? Code, int? WindowHours, WindowStart? From, IReadOnlyList<DiseaseWindow>? Diseases, IReadOnlyList<string>? DeviceClasses, IReadOnlyList<string>? Methods,
    NegativeEntry? Negative, bool? NoIntervention, EvidenceNeed? Evidence);

/// <summary>A draft of a version: everything that a version says, and on which one it is built.</summary>
public sealed record CatalogueBody(
    string? Region, int? BaseVersion, string? Approver, DateOnly? EffectiveFrom, DateOnly? EffectiveTo, string? Source, CatalogueMode? Mode, IReadOnlyList<CatalogueItemBody?>? Items,
    IReadOnlyList<RelationSetting?>? Relations, IReadOnlyList<SpecialtyRule?>? Specialties, IReadOnlyList<RepeatReason?>? Reasons, int? CheckHours, SamplingRule? Sampling)
{
    private const int MostItems = 5000;

    /// <summary>What must be there before the draft can be read.</summary>
    public void Validate(FieldErrors errors, bool toPublish)
    {
        if (Region is not { Length: 2 or 4 or 6 } || !Region.All(char.IsAsciiDigit)) errors.Invalid("region");
        if (toPublish)
        {
            errors.Required("approver", Approver, 200);
            errors.Required("effectiveFrom", EffectiveFrom);
        }
        errors.Required("mode", Mode);
        if (Items is not { Count: > 0 }) errors.Required("items", (object?)null);
        else if (Items.Count > MostItems) errors.Add("items", "too-long", $"最多 {MostItems} 个项目", $"At most {MostItems} items");
        for (var i = 0; i < (Items?.Count ?? 0); i++)
        {
            errors.Required($"items[{i}].code", Items![i]?.Code, 64);
            errors.Required($"items[{i}].from", Items[i]?.From);
            errors.Required($"items[{i}].evidence", Items[i]?.Evidence);
        }
        Whole("relations", Relations, r => r.Text, errors);
        Whole("reasons", Reasons, r => r.Text, errors);
        if (Specialties is not null) Whole("specialties", Specialties, s => s.Reason, errors);
    }

    /// <summary>As a catalogue; only after <see cref="Validate"/>.</summary>
    /// <param name="basis">Gives what the draft leaves out.</param>
    public Catalogue Read(Catalogue? basis, DateOnly today) => new()
    {
        Region = Region!,
        Version = 0,
        EffectiveFrom = EffectiveFrom ?? today,
        EffectiveTo = EffectiveTo,
        ApprovedBy = Approver ?? "",
        Source = Source ?? basis?.Source ?? "",
        Mode = Mode!.Value,
        Items = [.. Items!.Select(i => new ItemRule(
            i!.Code!, i.WindowHours, i.From!.Value, i.Diseases ?? [], i.DeviceClasses ?? [], i.Methods ?? [], i.Negative, i.NoIntervention ?? false, i.Evidence!.Value))],
        Relations = [.. Relations!.Select(r => r!)],
        Specialties = [.. (Specialties ?? []).Select(s => s!)],
        Reasons = [.. Reasons!.Select(r => r!)],
        CheckHours = CheckHours ?? basis?.CheckHours ?? 72,
        Sampling = Sampling ?? basis?.Sampling ?? new(0.2, 5),
    };

    private static void Whole<T>(string field, IReadOnlyList<T?>? rows, Func<T, Text?> text, FieldErrors errors) where T : class
    {
        if (rows is null) errors.Required(field, (object?)null);
        for (var i = 0; i < (rows?.Count ?? 0); i++)
            if (rows![i] is not { } row || text(row) is not { Zh.Length: > 0, En.Length: > 0 }) errors.Add($"{field}[{i}].text", "required", "须有中英文说明", "Needs its Chinese and English words");
    }
}
