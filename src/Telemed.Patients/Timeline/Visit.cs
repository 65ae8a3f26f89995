using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Kernel;
using Decision = Telemed.Kernel.Decision<Telemed.Patients.Timeline.VisitEvent, Telemed.Patients.Timeline.VisitRefusal>;

namespace Telemed.Patients.Timeline;

/// <summary>A diagnosis of a visit.</summary>
/// <param name="System">Code system, such as <c>icd10-cn</c>; null with a text alone.</param>
public sealed record VisitDiagnosis(string? System, string? Code, string Text);

/// <summary>Stored facts of a visit (就诊). Names and members are the storage format: add, never rename.</summary>
public abstract record VisitEvent
{
    private VisitEvent() { }

    /// <param name="At">When the patient was there, which may be before it was written down.</param>
    public sealed record Recorded(
        string PatientId, string InstitutionId, string? Department, string? PractitionerId, DateTimeOffset At, IReadOnlyList<VisitDiagnosis> Diagnoses, string? Note)
        : VisitEvent;
}

/// <summary>Why a visit is not recorded.</summary>
public enum VisitRefusal
{
    [Refusal("该居民未在本机构登记，请先凭证件登记", "This person is not registered here; register by a document first")]
    NotRegisteredHere,
}

/// <summary>The rules of a visit: the institution writes down what happened in its own house.</summary>
public static class VisitRules
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "visit";

    /// <summary>The state is the fact itself.</summary>
    public static Aggregate<VisitEvent.Recorded?, VisitEvent, VisitRefusal> Aggregate { get; } =
        new(Category, null, (_, fact) => fact as VisitEvent.Recorded ?? throw new UnreachableException(fact.GetType().Name), new(Category));

    public static Decision Record(VisitEvent.Recorded? state, PatientState patient, VisitEvent.Recorded visit) =>
        state is not null ? Decision.Nothing
        : patient.Institutions.Contains(visit.InstitutionId) ? visit : VisitRefusal.NotRegisteredHere;
}
