using System.Text.Json;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Examinations;

/// <summary>What a laboratory says about a value.</summary>
public enum ValueFlag
{
    /// <summary>偏高.</summary>
    High,

    /// <summary>偏低.</summary>
    Low,

    /// <summary>危急值: somebody has to know at once.</summary>
    Critical,

    /// <summary>阳性.</summary>
    Positive,

    /// <summary>阴性.</summary>
    Negative,
}

/// <summary>One measured value, as it was reported.</summary>
/// <param name="Value">A number or a word (阴性、1:40); never converted.</param>
/// <param name="Low">Lower limit of the reference interval.</param>
/// <param name="High">Its upper limit.</param>
public sealed record MeasuredValue(string? Code, string Name, string Value, string? Unit = null, string? Low = null, string? High = null, ValueFlag? Flag = null);

/// <summary>The text of a report. A conclusion is shown, never recognised (国卫医发〔2022〕6号).</summary>
public sealed record ReportText(string? Findings, string? Conclusion, string? Reporter);

/// <summary>What was examined, as the reporting institution codes it.</summary>
/// <param name="System"><c>standard</c>, or the institution's own code system, <c>local:…</c>.</param>
/// <param name="Name">As the institution calls it; null for a standard item.</param>
public sealed record ItemRef(string System, string Code, string? Name)
{
    /// <summary>Code system of the standard items.</summary>
    public const string Standard = "standard";

    /// <summary>How code systems of institutions begin.</summary>
    public const string LocalPrefix = "local:";

    /// <summary>Coded as the standard says.</summary>
    public bool IsStandard() => System == Standard;

    /// <summary>A reporter means a standard item: by no system, by <see cref="Standard"/>, or by the system that the list of standard items itself names.</summary>
    public static bool MeansStandard(string? system) => system is null or Standard or "exam" or "local" or "ws-t-886";
}

/// <summary>What a result says: one version of it.</summary>
/// <param name="PerformedAt">End of the examination, or of the analysis.</param>
/// <param name="CollectedAt">When the specimen was taken.</param>
/// <param name="DeviceClass">Class of the equipment, as the catalogue names classes.</param>
public sealed record ResultContent(
    ItemRef Item, ResultCategory Category, DateTimeOffset PerformedAt, DateTimeOffset? CollectedAt, DateTimeOffset? ReportedAt, IReadOnlyList<MeasuredValue> Values,
    ReportText? Report, string? StudyUid, string? Equipment, string? DeviceClass, string? Method, IReadOnlyList<Intervention> Interventions)
{
    /// <summary>Whether both say the same.</summary>
    public bool SameAs(ResultContent other) => Json().AsSpan().SequenceEqual(other.Json());

    /// <summary>The stored form, equal for equal contents.</summary>
    public byte[] Json() => JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Options);
}

/// <summary>How a result came here, where it was not filed one by one.</summary>
/// <param name="Kind"><c>import</c>, <c>fhir</c>, <c>opinion</c>.</param>
/// <param name="Id">The import or the case.</param>
public sealed record ResultOrigin(string Kind, string Id)
{
    /// <summary>A released opinion of a remote diagnosis.</summary>
    public const string Opinion = "opinion";

    /// <summary>A file of many results.</summary>
    public const string Import = "import";

    /// <summary>A bundle of another system.</summary>
    public const string Fhir = "fhir";
}

/// <summary>A result as its institution reports it.</summary>
/// <param name="LocalId">Accession or report number, unique within institution and category.</param>
/// <param name="Legacy">From old stock (存量数据): nobody is alarmed by it.</param>
public sealed record ResultReport(string PatientId, string InstitutionId, string? LocalId, ResultContent Content, bool Legacy = false, ResultOrigin? Origin = null);

/// <summary>Whose result it is and of when, as read models find it.</summary>
public sealed record ResultPlace(string PatientId, DateTimeOffset PerformedAt);
