using System.Text.Json;
using System.Text.Json.Serialization;
using Telemed.Contracts;

namespace Telemed.Examinations.Reporting;

/// <summary>A result as a client sends it; every member may be missing.</summary>
/// <param name="Mark">Refused: the mark follows from quality evidence.</param>
public sealed record ResultBody(
    string? PatientId, string? LocalId, string? ItemCode, string? ItemSystem, string? ItemName, string? InstitutionId, DateTimeOffset? PerformedAt,
    DateTimeOffset? CollectedAt, DateTimeOffset? ReportedAt, string? Category, IReadOnlyList<ValueBody?>? Values, ReportBody? Report, string? StudyInstanceUid,
    string? Equipment, string? DeviceClass, string? Method, IReadOnlyList<InterventionBody?>? Interventions, JsonElement? Mark = null)
{
    /// <summary>The content; only after <see cref="ResultCheck"/> found nothing.</summary>
    internal ResultContent ToContent() => new(
        ItemRef.MeansStandard(ItemSystem) ? new(ItemRef.Standard, ItemCode!.Trim(), null) : new(ItemSystem!, ItemCode!.Trim(), Clean(ItemName)), Words<ResultCategory>.Read(Category)!.Value,
        PerformedAt!.Value.ToUniversalTime(), CollectedAt?.ToUniversalTime(), ReportedAt?.ToUniversalTime(), [.. (Values ?? []).Select(v => v!.ToValue())],
        Report?.ToText(), Clean(StudyInstanceUid), Clean(Equipment), Clean(DeviceClass), Clean(Method),
        [.. (Interventions ?? []).Select(i => new Intervention(i!.Kind!, i.At!.Value.ToUniversalTime()))]);

    internal static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>A measured value as a client sends it.</summary>
public sealed record ValueBody(
    string? Code, string? Name, [property: JsonConverter(typeof(NumberOrText))] string? Value, string? Unit, [property: JsonConverter(typeof(NumberOrText))] string? Low,
    [property: JsonConverter(typeof(NumberOrText))] string? High, string? Flag)
{
    internal MeasuredValue ToValue() => new(
        ResultBody.Clean(Code), Name!.Trim(), Value!.Trim(), ResultBody.Clean(Unit), ResultBody.Clean(Low), ResultBody.Clean(High), Words<ValueFlag>.Read(Flag));
}

/// <summary>The text of a report as a client sends it.</summary>
public sealed record ReportBody(string? Findings, string? Conclusion, string? Reporter)
{
    internal ReportText? ToText() =>
        ResultBody.Clean(Findings) is null && ResultBody.Clean(Conclusion) is null && ResultBody.Clean(Reporter) is null ? null
        : new(ResultBody.Clean(Findings), ResultBody.Clean(Conclusion), ResultBody.Clean(Reporter));
}

/// <summary>An intervention as a client sends it.</summary>
public sealed record InterventionBody(string? Kind, DateTimeOffset? At);
