using Telemed.Contracts;
using Telemed.Recognition.Deciding;

namespace Telemed.Recognition.Opening;

public sealed record ItemBody(string? Code, string? OrderId);

public sealed record DiagnosisBody(string? Code, string? Text, string? System = null);

public sealed record InterventionBody(string? Kind, DateTimeOffset? At);

/// <summary>What the physician says of the moment.</summary>
public sealed record ContextBody(
    bool? Emergency = null, bool? BeforeSurgery = null, bool? Transfusion = null, bool? Appraisal = null, bool? ConditionChanged = null, IReadOnlyList<InterventionBody?>? Interventions = null)
{
    private static readonly string[] Kinds = ["surgery", "transfusion", "chemotherapy", "radiotherapy", "other"];

    public void Validate(FieldErrors errors, DateTimeOffset now)
    {
        if (Interventions?.Count > 20) errors.Invalid("context.interventions");
        for (var i = 0; i < (Interventions?.Count ?? 0); i++)
        {
            var intervention = Interventions![i];
            if (!Kinds.Contains(intervention?.Kind)) errors.Unknown($"context.interventions[{i}].kind");
            if (intervention?.At is not { } at) errors.Required($"context.interventions[{i}].at", (object?)null);
            else if (at > now) errors.Add($"context.interventions[{i}].at", "in-future", "时间晚于现在", "Lies in the future");
        }
    }

    public OrderContext Read() => new(
        Emergency == true, BeforeSurgery == true, Transfusion == true, Appraisal == true, ConditionChanged == true,
        [.. (Interventions ?? []).Select(i => new Intervention(i!.Kind!, i.At!.Value.ToUniversalTime()))]);
}

public sealed record CheckBody(string? PatientId, IReadOnlyList<ItemBody?>? Items, IReadOnlyList<DiagnosisBody?>? Diagnoses = null, string? Department = null, ContextBody? Context = null)
{
    private const int MostItems = 50;
    private const int MostDiagnoses = 20;

    public void Validate(FieldErrors errors, DateTimeOffset now)
    {
        errors.Required("patientId", PatientId, 100);
        if (Items is not { Count: > 0 }) errors.Required("items", (object?)null);
        else if (Items.Count > MostItems) errors.Add("items", "too-long", $"最多 {MostItems} 个项目", $"At most {MostItems} items");
        for (var i = 0; i < (Items?.Count ?? 0); i++)
        {
            errors.Required($"items[{i}].code", Items![i]?.Code, 64);
            errors.Optional($"items[{i}].orderId", Items[i]?.OrderId, 100);
            if (Items.Take(i).Any(other => other?.Code == Items[i]?.Code)) errors.Add($"items[{i}].code", "twice", "项目重复", "Given twice");
        }
        if (Diagnoses?.Count > MostDiagnoses) errors.Add("diagnoses", "too-long", $"最多 {MostDiagnoses} 条诊断", $"At most {MostDiagnoses} diagnoses");
        for (var i = 0; i < (Diagnoses?.Count ?? 0); i++)
        {
            errors.Optional($"diagnoses[{i}].code", Diagnoses![i]?.Code, 40);
            errors.Optional($"diagnoses[{i}].text", Diagnoses[i]?.Text, 200);
        }
        errors.Optional("department", Department, 50);
        Context?.Validate(errors, now);
    }

    /// <summary>Items that are no standard ones.</summary>
    public void Known(IStandardItems items, FieldErrors errors)
    {
        for (var i = 0; i < Items!.Count; i++)
            if (items.Find(Items[i]!.Code!) is null) errors.Add($"items[{i}].code", "unknown", "没有该标准项目", "No such standard item");
    }

    public IReadOnlyList<OrderedItem> ReadItems() => [.. Items!.Select(i => new OrderedItem(i!.Code!, i.OrderId))];

    public IReadOnlyList<Diagnosis> ReadDiagnoses() => [.. (Diagnoses ?? []).Where(d => d is not null).Select(d => new Diagnosis(d!.Code, d.Text))];
}
