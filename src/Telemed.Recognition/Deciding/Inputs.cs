using Telemed.Contracts;

namespace Telemed.Recognition.Deciding;

/// <summary>Who orders.</summary>
public sealed record Orderer(string InstitutionId, AdministrativeTier Tier, string AreaCode);

/// <summary>What the physician says of the moment (国卫医发〔2022〕6号: when a repeat is allowed).</summary>
public sealed record OrderContext(bool Emergency, bool BeforeSurgery, bool Transfusion, bool Appraisal, bool ConditionChanged, IReadOnlyList<Intervention> Interventions)
{
    public static OrderContext Ordinary { get; } = new(false, false, false, false, false, []);
}

/// <summary>For whom, by whom, when and under which circumstances something is ordered.</summary>
/// <param name="IdentityChecked">The patient is who the results say: a strong match.</param>
/// <param name="Diagnoses">ICD-10 codes.</param>
/// <param name="Department">Specialty of whoever orders.</param>
public sealed record Situation(
    Orderer Orderer, string PatientId, bool IdentityChecked, DateTimeOffset At, IReadOnlyList<string> Diagnoses, string? Department, OrderContext Context);

/// <summary>How the maker of a result stands to whoever orders.</summary>
/// <param name="Levelled">Takes part in the levels: a third-party centre does not.</param>
/// <param name="InAlliance">In one alliance with whoever orders, on the day of the order.</param>
public sealed record Maker(string Id, AdministrativeTier Tier, bool Levelled, bool InAlliance);

/// <summary>How the maker stood in the evaluations of an item on the day of the examination.</summary>
public enum QualityState
{
    /// <summary>Nothing is known.</summary>
    None,
    Passed,

    /// <summary>Failed, or not taken part in.</summary>
    NotPassed,
    Suspended,
}

/// <summary>What the evidence says of one result.</summary>
/// <param name="MarkHere">One of its marks has a scope that holds the region of whoever orders.</param>
/// <param name="Mark">The mark of the widest scope.</param>
public readonly record struct Quality(QualityState State, bool MarkHere, string? Mark);

/// <summary>What surrounds the results: who made them and how good they were that day. In memory; asked without waiting.</summary>
public interface ISurroundings
{
    /// <summary>Null for an institution that is not known.</summary>
    Maker? Maker(string institutionId);

    /// <summary>Of the day and equipment of the result.</summary>
    Quality Quality(PriorResult result);
}
