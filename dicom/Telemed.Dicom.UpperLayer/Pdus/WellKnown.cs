namespace Telemed.Dicom.UpperLayer;

/// <summary>Names that every association uses.</summary>
public static class WellKnown
{
    /// <summary>DICOM application context name (PS3.7 Annex A.2.1).</summary>
    public const string ApplicationContext = "1.2.840.10008.3.1.1.1";

    /// <summary>Implementation class UID of this library: a UUID-derived UID (PS3.5 Annex B.2).</summary>
    public const string ImplementationClassUid = "2.25.23780024998129735858199538556900117699";

    /// <summary>Implementation version name, at most sixteen characters.</summary>
    public const string ImplementationVersion = "TELEMED_1";
}
