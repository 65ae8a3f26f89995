using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>Levels of the query/retrieve models, from the top (PS3.4 §C.6).</summary>
public enum QueryLevel
{
    /// <summary>Patients.</summary>
    Patient,

    /// <summary>Studies.</summary>
    Study,

    /// <summary>Series.</summary>
    Series,

    /// <summary>Composite objects, images and others.</summary>
    Image,
}

/// <summary>What the levels are called, and by what their objects are told apart.</summary>
public static class QueryLevels
{
    /// <summary>The unique key of a level (PS3.4 §C.6.1.1 and §C.6.2.1).</summary>
    public static Tag UniqueKey(this QueryLevel level) => level switch
    {
        QueryLevel.Patient => Tags.PatientId,
        QueryLevel.Study => Tags.StudyInstanceUid,
        QueryLevel.Series => Tags.SeriesInstanceUid,
        _ => Tags.SopInstanceUid,
    };

    /// <summary>The value of Query/Retrieve Level (0008,0052).</summary>
    public static string Term(this QueryLevel level) => level switch
    {
        QueryLevel.Patient => "PATIENT",
        QueryLevel.Study => "STUDY",
        QueryLevel.Series => "SERIES",
        _ => "IMAGE",
    };

    /// <summary>The level of a term; null for any other text.</summary>
    public static QueryLevel? Of(string? term) => term switch
    {
        "PATIENT" => QueryLevel.Patient,
        "STUDY" => QueryLevel.Study,
        "SERIES" => QueryLevel.Series,
        "IMAGE" => QueryLevel.Image,
        _ => null,
    };
}
