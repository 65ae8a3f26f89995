namespace Telemed.Contracts;

/// <summary>What kind of examination or test a result is of (检查检验类别).</summary>
public enum ResultCategory
{
    /// <summary>检验.</summary>
    Lab,

    /// <summary>影像.</summary>
    Imaging,

    /// <summary>心电.</summary>
    Ecg,

    /// <summary>超声.</summary>
    Ultrasound,

    /// <summary>病理.</summary>
    Pathology,

    /// <summary>其他.</summary>
    Other,
}

/// <summary>A treatment that changes what was measured (干预): surgery, transfusion, chemotherapy …</summary>
/// <param name="Kind"><c>surgery</c>, <c>transfusion</c>, <c>chemotherapy</c>, <c>radiotherapy</c>, <c>other</c>.</param>
/// <param name="At">When, UTC.</param>
public sealed record Intervention(string Kind, DateTimeOffset At);

/// <summary>A result that a patient already has, as others may know it: no value, no text.</summary>
/// <param name="Version">Counts up with each correction.</param>
/// <param name="ItemCode">Code of the standard item; null while the institution's own code is not mapped.</param>
/// <param name="PerformedAt">End of the examination, or of the analysis.</param>
/// <param name="CollectedAt">When the specimen was taken; null for examinations.</param>
/// <param name="StudyUid">The study that belongs to it.</param>
/// <param name="DeviceClass">Class of the equipment, as the catalogue names classes.</param>
/// <param name="Retrievable">Numbers or images are there, not only a text.</param>
/// <param name="Legacy">Imported from old stock (存量数据).</param>
public sealed record PriorResult(
    string Id, int Version, string PatientId, string InstitutionId, string? ItemCode, ResultCategory Category, DateTimeOffset PerformedAt, DateTimeOffset? CollectedAt,
    string? StudyUid, string? DeviceClass, string? Method, bool Retrievable, bool Legacy, IReadOnlyList<Intervention> Interventions);

/// <summary>Results of a patient that a question can turn on.</summary>
/// <param name="Results">Of the items asked for and not older than asked for, in no order.</param>
/// <param name="Older">How many older ones there are, by item; an item without any is missing.</param>
public sealed record ResultsOfItems(IReadOnlyList<PriorResult> Results, IReadOnlyDictionary<string, int> Older);

/// <summary>Results of patients as other contexts see them.</summary>
public interface IResults
{
    /// <summary>Every result of the patient that was not voided, in no order; one read of the read model.</summary>
    ValueTask<IReadOnlyList<PriorResult>> Of(string patientId, CancellationToken cancellationToken);

    /// <summary>Those of some standard items, each from a moment on; older ones are only counted. What a patient has of other items costs nothing.</summary>
    /// <param name="since">Item by item, from when on they were performed.</param>
    ValueTask<ResultsOfItems> Of(string patientId, IReadOnlyDictionary<string, DateTimeOffset> since, CancellationToken cancellationToken);

    /// <summary>Null when unknown or voided.</summary>
    ValueTask<PriorResult?> Find(string resultId, CancellationToken cancellationToken);
}

/// <summary>An item that hospitals agree on (标准项目): WS/T 886 for tests, modality with body part, laterality and method for examinations.</summary>
/// <param name="System"><c>ws-t-886</c>, <c>exam</c>, or <c>local</c> where no standard code is known.</param>
/// <param name="InsuranceCode">Code of the insurance's item list (医保项目代码).</param>
public sealed record StandardItem(
    string Code, string System, Text Name, ResultCategory Category, string? Modality = null, string? BodyPart = null, string? Laterality = null, string? Method = null,
    string? Specimen = null, string? Unit = null, string? InsuranceCode = null);

/// <summary>The standard items; in memory.</summary>
public interface IStandardItems
{
    /// <summary>Null when there is no such item.</summary>
    StandardItem? Find(string code);

    /// <summary>All, in the order of their codes.</summary>
    IReadOnlyList<StandardItem> All { get; }
}
