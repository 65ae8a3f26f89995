using Telemed.Contracts;

namespace Telemed.Examinations.Reading;

/// <summary>A code with its name.</summary>
public sealed record CodeView(string Code, string? Name, string System);

/// <summary>A correction as clients see it.</summary>
/// <param name="Version">2 for the first.</param>
public sealed record CorrectionView(int Version, DateTimeOffset At, string Reason, string? By);

/// <summary>A voided result.</summary>
public sealed record VoidedView(string Reason, DateTimeOffset At);

/// <summary>A critical value as clients see it.</summary>
/// <param name="EscalatedAt">When the time to confirm had passed.</param>
public sealed record CriticalView(
    IReadOnlyList<string>? Values, DateTimeOffset Since, DateTimeOffset DueAt, DateTimeOffset? EscalatedAt, DateTimeOffset? ConfirmedAt, string? Handling, string? By);

/// <summary>A measured value as clients see it.</summary>
/// <param name="Low">Lower limit, where it is a number.</param>
/// <param name="High">Upper limit, where it is a number.</param>
public sealed record ValueView(string? Code, string Name, string Value, string? Unit, decimal? Low, decimal? High, ValueFlag? Flag)
{
    internal static ValueView Of(MeasuredValue value) => new(value.Code, value.Name, value.Value, value.Unit, Number(value.Low), Number(value.High), value.Flag);

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, System.Globalization.NumberStyles.AllowDecimalPoint | System.Globalization.NumberStyles.AllowLeadingSign,
            System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A result in full.</summary>
/// <param name="Item">The standard item; null while the institution's own code is not mapped.</param>
/// <param name="Local">The institution's own code.</param>
/// <param name="Mark">HR mark of the day of the examination.</param>
/// <param name="Origin">How it came here when it was not filed one by one.</param>
public sealed record ResultView(
    string Id, long Version, string PatientId, string InstitutionId, string? InstitutionName, string? LocalId, CodeView? Item, CodeView? Local, ResultCategory Category,
    DateTimeOffset PerformedAt, DateTimeOffset? CollectedAt, DateTimeOffset? ReportedAt, IReadOnlyList<ValueView> Values, ReportText? Report, string? StudyInstanceUid,
    string? Equipment, string? DeviceClass, string? Method, IReadOnlyList<Intervention> Interventions, string? Mark, bool Legacy, bool Mapped,
    IReadOnlyList<CorrectionView> Corrections, VoidedView? Voided, CriticalView? Critical, ResultOrigin? Origin);

/// <summary>A result in a list.</summary>
/// <param name="Summary">The first values, or the beginning of the conclusion.</param>
/// <param name="Corrections">How many.</param>
/// <param name="Values">Where they were asked for.</param>
public sealed record ResultItem(
    string Id, long Version, string PatientId, string InstitutionId, string? InstitutionName, string? LocalId, CodeView? Item, CodeView? Local, ResultCategory Category,
    DateTimeOffset PerformedAt, DateTimeOffset? CollectedAt, DateTimeOffset? ReportedAt, string? StudyInstanceUid, string? Equipment, string? DeviceClass, string? Method,
    IReadOnlyList<Intervention> Interventions, string? Mark, bool Legacy, bool Mapped, int Corrections, CriticalView? Critical, string? Summary,
    IReadOnlyList<ValueView>? Values = null);
