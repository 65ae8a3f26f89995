using System.Collections.Frozen;

namespace Telemed.Dicom.Dimse;

/// <summary>An information model for queries: from which level down to which it reaches (PS3.4 §C.6).</summary>
/// <param name="Name">As the standard calls it.</param>
/// <param name="Top">Highest level, inclusive.</param>
/// <param name="Bottom">Lowest level, inclusive.</param>
/// <param name="FindClass">SOP class of C-FIND.</param>
/// <param name="MoveClass">SOP class of C-MOVE.</param>
/// <param name="GetClass">SOP class of C-GET.</param>
public sealed record QueryModel(string Name, QueryLevel Top, QueryLevel Bottom, string FindClass, string MoveClass, string GetClass)
{
    private const string Root = "1.2.840.10008.5.1.4.1.2.";

    /// <summary>Patient Root.</summary>
    public static QueryModel PatientRoot { get; } = new("Patient Root", QueryLevel.Patient, QueryLevel.Image, Root + "1.1", Root + "1.2", Root + "1.3");

    /// <summary>Study Root: attributes of the patient are attributes of the study.</summary>
    public static QueryModel StudyRoot { get; } = new("Study Root", QueryLevel.Study, QueryLevel.Image, Root + "2.1", Root + "2.2", Root + "2.3");

    /// <summary>Patient/Study Only; retired, still asked for.</summary>
    public static QueryModel PatientStudyOnly { get; } = new("Patient/Study Only", QueryLevel.Patient, QueryLevel.Study, Root + "3.1", Root + "3.2", Root + "3.3");

    /// <summary>Every model.</summary>
    public static IReadOnlyList<QueryModel> All { get; } = [PatientRoot, StudyRoot, PatientStudyOnly];

    private static readonly FrozenDictionary<string, QueryModel> ByClass = All
        .SelectMany(m => new[] { (m.FindClass, m), (m.MoveClass, m), (m.GetClass, m) })
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.m, StringComparer.Ordinal);

    /// <summary>The model of a SOP class of query or retrieve; null for any other.</summary>
    public static QueryModel? Of(string sopClassUid) => ByClass.GetValueOrDefault(sopClassUid);

    /// <summary>The model has that level.</summary>
    public bool Has(QueryLevel level) => level >= Top && level <= Bottom;
}
