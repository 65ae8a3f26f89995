namespace Telemed.Dicom.Encoding.Deidentification;

/// <summary>What happens to an attribute (PS3.15 Table E.1-1a, action codes).</summary>
public enum ProfileAction
{
    /// <summary>K: kept as it is; sequences are looked into.</summary>
    Keep,
    /// <summary>X: taken out.</summary>
    Remove,
    /// <summary>Z: left without a value.</summary>
    Empty,
    /// <summary>D: a value that means nothing and is of the right form.</summary>
    Dummy,
    /// <summary>U: another identifier, the same one for the same one everywhere.</summary>
    NewUid,
    /// <summary>Shifted by the patient's number of days, so that intervals stay (Retain Longitudinal Temporal Information with Modified Dates, §E.3.6).</summary>
    ShiftDate,
}
