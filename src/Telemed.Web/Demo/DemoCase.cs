using Telemed.Consultations;

namespace Telemed.Web.Demo;

/// <summary>One case of the demo region: what is asked, and the steps that bring it to its state. Keys refer to the region's data.</summary>
/// <param name="Ago">Minutes before now at which it was opened.</param>
/// <param name="Studies">How many studies it names.</param>
/// <param name="Results">How many results it names.</param>
/// <param name="Draft">Not submitted.</param>
internal sealed record DemoCase(
    string Key, string Author, string Patient, string Kind, string Mode, string Urgency, double Ago, string Institution, string? Department, string? MinimumTitle,
    string? Practitioner, string Reason, string Purpose, string Complaint, string History, string Findings, IReadOnlyList<Diagnosis> Diagnoses, string Treatment,
    string Consent, int Studies, string? Modality, string? Study, int Results, bool Draft, IReadOnlyList<DemoStep> Steps);

/// <summary>One step of a case.</summary>
/// <param name="By">Account.</param>
/// <param name="Ago">Minutes before now.</param>
/// <param name="To">Practitioners; the first one leads.</param>
/// <param name="Start">Minutes from now; negative in the past.</param>
/// <param name="Minutes">Length of a session.</param>
internal sealed record DemoStep(
    string Do, string By, double Ago, IReadOnlyList<string>? To, string? Question, string? Answer, string? ReasonCode, string? Comment, string? Alternative,
    string? Institution, string? Department, double? Start, double? Minutes, string? Room, DemoOpinion? Opinion, string? Decision, string? Note,
    string? Findings, int? Score, string? Side);

/// <summary>The text of an opinion.</summary>
internal sealed record DemoOpinion(string Findings, IReadOnlyList<Diagnosis> Diagnoses, string Advice);

/// <summary>A study that a demo case names; whoever makes images for it uses this UID and patient.</summary>
/// <param name="DaysAgo">Days before the day of the demo.</param>
internal sealed record DemoStudy(string StudyInstanceUid, string Case, string Patient, string Institution, string Modality, string Description, int DaysAgo = 0);
