using System.Text.RegularExpressions;
using Telemed.Contracts;
using Telemed.Examinations.Items;

namespace Telemed.Examinations.Reporting;

/// <summary>What can be wrong with a result before anything is looked up; the same at every door.</summary>
internal sealed partial class ResultCheck(StandardItems items)
{
    private const int MostValues = 200;
    private const int MostInterventions = 50;
    private const int Short = 100;
    private const int Findings = 20_000;
    private const int Conclusion = 8_000;

    /// <summary>Clocks of hospitals may run ahead of ours by this much.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Oldest = new(1950, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] InterventionKinds = ["surgery", "transfusion", "chemotherapy", "radiotherapy", "other"];

    public void Check(ResultBody body, DateTimeOffset now, FieldErrors errors)
    {
        errors.Required("patientId", body.PatientId, Short);
        errors.Required("institutionId", body.InstitutionId, Short);
        errors.Optional("localId", body.LocalId, Short);
        errors.Optional("itemName", body.ItemName, Short);
        errors.Optional("equipment", body.Equipment, Short);
        errors.Optional("deviceClass", body.DeviceClass, Short);
        errors.Optional("method", body.Method, Short);
        if (body.LocalId is not null && body.LocalId.Any(char.IsControl)) errors.Invalid("localId");
        var category = Words<ResultCategory>.Read(body.Category);
        if (string.IsNullOrWhiteSpace(body.Category)) errors.Required("category", (object?)null);
        else if (category is null) errors.Unknown("category");
        var item = Item(body, category, errors);
        Times(body, now, errors);
        Values(body.Values, item, errors);
        errors.Optional("report.findings", body.Report?.Findings, Findings);
        errors.Optional("report.conclusion", body.Report?.Conclusion, Conclusion);
        errors.Optional("report.reporter", body.Report?.Reporter, Short);
        if (!string.IsNullOrWhiteSpace(body.StudyInstanceUid) && (body.StudyInstanceUid.Trim().Length > 64 || !Uid().IsMatch(body.StudyInstanceUid.Trim()))) errors.Invalid("studyInstanceUid");
        Interventions(body.Interventions, now, errors);
        if (body.Mark is not null) errors.Add("mark", "computed", "互认标识由质量评价结果自动得出，不能填写", "The mark follows from quality evidence and is never typed in");
    }

    private ItemDefinition? Item(ResultBody body, ResultCategory? category, FieldErrors errors)
    {
        errors.Required("itemCode", body.ItemCode, Short);
        if (string.IsNullOrWhiteSpace(body.ItemCode)) return null;
        if (!ItemRef.MeansStandard(body.ItemSystem))
        {
            if (!body.ItemSystem!.StartsWith(ItemRef.LocalPrefix, StringComparison.Ordinal) || body.ItemSystem.Length is <= 6 or > 60 || body.ItemSystem.Any(char.IsControl))
                errors.Add("itemSystem", "unknown", "编码体系为 standard，或本机构的 local:…", "Either standard, or the institution's own local:…");
            return null;
        }
        var item = items.Definition(body.ItemCode.Trim());
        if (item is null) errors.Add("itemCode", "unknown", "标准项目目录中没有此编码", "No standard item has this code");
        else if (category is not null && category != item.Item.Category) errors.Add("category", "conflict", "类别与该标准项目不一致", "Not the category of this standard item");
        return item;
    }

    private static void Times(ResultBody body, DateTimeOffset now, FieldErrors errors)
    {
        errors.Required("performedAt", body.PerformedAt);
        Time("performedAt", body.PerformedAt);
        Time("collectedAt", body.CollectedAt);
        Time("reportedAt", body.ReportedAt);
        if (body.CollectedAt > body.PerformedAt) errors.Add("collectedAt", "order", "采样时间晚于检验时间", "The specimen was taken after the analysis");
        if (body.ReportedAt < body.PerformedAt) errors.Add("reportedAt", "order", "报告时间早于检查检验时间", "The report is older than the examination");

        void Time(string field, DateTimeOffset? at)
        {
            if (at > now + Ahead) errors.Add(field, "in-future", "时间晚于现在", "Lies in the future");
            else if (at < Oldest) errors.Invalid(field);
        }
    }

    private static void Values(IReadOnlyList<ValueBody?>? values, ItemDefinition? item, FieldErrors errors)
    {
        if (values?.Count > MostValues) errors.Add("values", "too-long", $"最多 {MostValues} 项", $"At most {MostValues} values");
        else
            for (var i = 0; i < values?.Count; i++)
                if (values[i] is not { } value) errors.Required($"values[{i}]", (object?)null);
                else Value($"values[{i}].", value, item, errors);
    }

    private static void Value(string prefix, ValueBody value, ItemDefinition? item, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(value.Name) || value.Name.Length > Short) errors.Required(prefix + "name", value.Name, Short);
        if (string.IsNullOrWhiteSpace(value.Value) || value.Value.Length > 500) errors.Required(prefix + "value", value.Value, 500);
        if (value.Code?.Length > Short) errors.Optional(prefix + "code", value.Code, Short);
        if (value.Low?.Length > 40) errors.Optional(prefix + "low", value.Low, 40);
        if (value.High?.Length > 40) errors.Optional(prefix + "high", value.High, 40);
        if (!string.IsNullOrWhiteSpace(value.Flag) && Words<ValueFlag>.Read(value.Flag) is null) errors.Unknown(prefix + "flag");
        if (string.IsNullOrWhiteSpace(value.Unit)) return;
        if (value.Unit.Length > 40) errors.Optional(prefix + "unit", value.Unit, 40);
        else if (item?.Fits(value.Code, value.Name ?? "", value.Unit) == false) errors.Add(prefix + "unit", "unit", "计量单位与该项目不符", "This item is not measured in this unit");
    }

    private static void Interventions(IReadOnlyList<InterventionBody?>? interventions, DateTimeOffset now, FieldErrors errors)
    {
        if (interventions?.Count > MostInterventions) errors.Invalid("interventions");
        for (var i = 0; i < Math.Min(interventions?.Count ?? 0, MostInterventions); i++)
        {
            var one = interventions![i];
            if (one?.Kind is null) errors.Required($"interventions[{i}].kind", (object?)null);
            else if (!InterventionKinds.Contains(one.Kind)) errors.Unknown($"interventions[{i}].kind");
            errors.Required($"interventions[{i}].at", one?.At);
            if (one?.At > now + Ahead) errors.Add($"interventions[{i}].at", "in-future", "时间晚于现在", "Lies in the future");
        }
    }

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)*$")]
    private static partial Regex Uid();
}
