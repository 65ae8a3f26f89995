using System.Collections.Immutable;
using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Patients.Documents;
using static Telemed.Patients.PatientEvent;
using Decision = Telemed.Kernel.Decision<Telemed.Patients.PatientEvent, Telemed.Patients.PatientRefusal>;

namespace Telemed.Patients;

/// <summary>How it was made sure that the document belongs to the person (实名核验).</summary>
public enum Verification
{
    /// <summary>Not verified.</summary>
    None,

    /// <summary>人工核对证件.</summary>
    Manual,

    /// <summary>读卡.</summary>
    CardRead,

    /// <summary>人脸识别.</summary>
    Face,
}

/// <summary>Why a patient may be treated without a verified document.</summary>
public enum IdentityException
{
    /// <summary>新生儿.</summary>
    Newborn,

    /// <summary>意识不清、无人陪同.</summary>
    Unconscious,

    /// <summary>证件遗失补办中.</summary>
    DocumentLost,
}

/// <summary>What a guardian is to the patient.</summary>
public enum GuardianRelation
{
    /// <summary>父母.</summary>
    Parent,

    /// <summary>(外)祖父母.</summary>
    Grandparent,

    /// <summary>配偶.</summary>
    Spouse,

    /// <summary>子女.</summary>
    Child,

    /// <summary>兄弟姐妹.</summary>
    Sibling,

    /// <summary>其他亲属.</summary>
    Relative,

    /// <summary>民政部门、村（居）委会等.</summary>
    Organisation,
}

/// <summary>A document as the log knows it.</summary>
/// <param name="Key">Keyed hash of <see cref="IdDocument.Identity"/>; says nothing without the key.</param>
public sealed record DocumentRef(string Type, string Key);

/// <summary>Stored facts of a patient: references only. Who the person is lies in the vault, where it can be erased.</summary>
/// <remarks><c>Record</c> names the version of the personal data that holds from this fact on.</remarks>
public abstract record PatientEvent
{
    private PatientEvent() { }

    public sealed record Registered(DocumentRef Document, string Record, Verification Verification) : PatientEvent;

    /// <summary>The person was at that institution with the document: its staff may read from now on.</summary>
    public sealed record Presented(string InstitutionId) : PatientEvent;
    public sealed record DocumentLinked(DocumentRef Document, string Record) : PatientEvent;
    public sealed record GuardianNamed(GuardianRelation Relation, string GuardianKey, string Record) : PatientEvent;
    public sealed record IdentityVerified(Verification Verification) : PatientEvent;
    public sealed record IdentityExcepted(IdentityException Reason) : PatientEvent;
    public sealed record Corrected(string Record) : PatientEvent;

    /// <param name="LastDay">Inclusive; null while open.</param>
    public sealed record FamilyDoctorSigned(string PractitionerId, DateOnly From, DateOnly? LastDay) : PatientEvent;
    public sealed record FamilyDoctorEnded(DateOnly LastDay) : PatientEvent;
    public sealed record Erased : PatientEvent;
}

/// <summary>Why a step on a patient is refused.</summary>
public enum PatientRefusal
{
    [Refusal("该居民已登记", "This person is registered")]
    AlreadyRegistered,

    [Refusal("没有找到该居民", "No such patient", 404)]
    NotRegistered,

    [Refusal("仅有出生医学证明的新生儿须登记监护人身份", "A newborn with a birth certificate only needs a guardian with identity")]
    NewbornNeedsGuardian,

    [Refusal("监护人不能是患者本人", "The guardian cannot be the patient")]
    GuardianIsThePatient,

    [Refusal("已有更可靠的核验方式，不能改为未核验", "A verified identity does not become unverified")]
    AlreadyVerified,

    [Refusal("没有有效的家庭医生签约", "There is no family doctor contract")]
    NoFamilyDoctor,

    [Refusal("结束日期早于开始日期", "The last day lies before the first")]
    EndsBeforeStart,

    [Refusal("该证件上的性别或出生日期与登记信息不一致", "This document tells another sex or birth date than the one on record")]
    DocumentOfAnother,

    [Refusal("更正内容与身份证号不一致", "The correction contradicts the identity number", 400)]
    AgainstTheNumber,

    [Refusal("该居民的个人信息已删除", "The personal data of this patient was erased", 410)]
    IsErased,
}

/// <summary>A guardian named with a registration or later.</summary>
public sealed record GuardianRef(GuardianRelation Relation, string Key);

/// <summary>A contract with a family doctor.</summary>
public sealed record FamilyDoctor(string PractitionerId, DateOnly From, DateOnly? LastDay);

/// <summary>What the decisions read.</summary>
/// <param name="Record">The version of the personal data that holds now; null before registration and after erasure.</param>
public sealed record PatientState(
    ImmutableList<DocumentRef> Documents, ImmutableSortedSet<string> Institutions, string? Record, Verification Verification, IdentityException? Exception, GuardianRef? Guardian, FamilyDoctor? FamilyDoctor, bool Erased)
{
    /// <summary>The document was verified, or an allowed exception is on record.</summary>
    public bool IdentityChecked => Verification != Verification.None || Exception is not null;
}

/// <summary>The rules of a patient's registration.</summary>
public static class PatientRules
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "patient";

    public static PatientState Initial { get; } =
        new([], ImmutableSortedSet.Create<string>(StringComparer.Ordinal), null, Verification.None, null, null, null, false);

    /// <summary>One person per document: each document's key is claimed in the whole log.</summary>
    public static Aggregate<PatientState, PatientEvent, PatientRefusal> Aggregate { get; } =
        new(Category, Initial, Evolve, new(Category), state => [.. state.Documents.Select(d => Claim(d.Key)).Distinct()]);

    /// <summary>The claim of a document's key.</summary>
    public static string Claim(string documentKey) => $"document:{documentKey}";

    public static Decision Register(
        PatientState state, DocumentRef document, string record, string institutionId, Verification verification, GuardianRef? guardian)
    {
        if (Gone(state) is { } gone && gone != PatientRefusal.NotRegistered) return gone;
        if (state.Record is not null) return state.Documents.Contains(document) ? Decision.Nothing : PatientRefusal.AlreadyRegistered;
        if (document.Type == IdTypes.BirthCertificate && guardian is null) return PatientRefusal.NewbornNeedsGuardian;
        if (guardian?.Key == document.Key) return PatientRefusal.GuardianIsThePatient;
        return Decision.All(
        [
            new Registered(document, record, verification), new Presented(institutionId),
            .. guardian is null ? (PatientEvent[])[] : [new GuardianNamed(guardian.Relation, guardian.Key, record)],
        ]);
    }

    /// <summary>The person shows the document at an institution, maybe better verified than before.</summary>
    public static Decision Present(PatientState state, string institutionId, Verification verification) =>
        Gone(state) is { } refusal ? refusal : Decision.All(
        [
            .. state.Institutions.Contains(institutionId) ? (PatientEvent[])[] : [new Presented(institutionId)],
            .. verification > state.Verification ? (PatientEvent[])[new IdentityVerified(verification)] : [],
        ]);

    public static Decision LinkDocument(PatientState state, DocumentRef document, string record) =>
        Gone(state) is { } refusal ? refusal
        : state.Documents.Exists(d => d.Key == document.Key && d.Type == document.Type) ? Decision.Nothing
        : state.Guardian?.Key == document.Key ? PatientRefusal.GuardianIsThePatient
        : new DocumentLinked(document, record);

    public static Decision NameGuardian(PatientState state, GuardianRef guardian, string record) =>
        Gone(state) is { } refusal ? refusal
        : state.Documents.Exists(d => d.Key == guardian.Key) ? PatientRefusal.GuardianIsThePatient
        : new GuardianNamed(guardian.Relation, guardian.Key, record);

    public static Decision Verify(PatientState state, Verification verification) =>
        Gone(state) is { } refusal ? refusal
        : state.Verification == verification ? Decision.Nothing
        : verification == Verification.None ? PatientRefusal.AlreadyVerified : new IdentityVerified(verification);

    public static Decision Except(PatientState state, IdentityException reason) =>
        Gone(state) is { } refusal ? refusal
        : state.Verification != Verification.None ? PatientRefusal.AlreadyVerified
        : state.Exception == reason ? Decision.Nothing : new IdentityExcepted(reason);

    public static Decision Correct(PatientState state, string record) =>
        Gone(state) is { } refusal ? refusal : state.Record == record ? Decision.Nothing : new Corrected(record);

    public static Decision SignFamilyDoctor(PatientState state, string practitionerId, DateOnly from, DateOnly? lastDay) =>
        Gone(state) is { } refusal ? refusal
        : lastDay < from ? PatientRefusal.EndsBeforeStart
        : state.FamilyDoctor == new FamilyDoctor(practitionerId, from, lastDay) ? Decision.Nothing
        : new FamilyDoctorSigned(practitionerId, from, lastDay);

    public static Decision EndFamilyDoctor(PatientState state, DateOnly lastDay) =>
        Gone(state) is { } refusal ? refusal
        : state.FamilyDoctor is not { } contract ? PatientRefusal.NoFamilyDoctor
        : contract.LastDay == lastDay ? Decision.Nothing
        : lastDay < contract.From ? PatientRefusal.EndsBeforeStart : new FamilyDoctorEnded(lastDay);

    public static Decision Erase(PatientState state) =>
        state.Erased ? Decision.Nothing : state.Record is null ? PatientRefusal.NotRegistered : new Erased();

    public static PatientState Evolve(PatientState state, PatientEvent fact) => fact switch
    {
        Registered e => state with { Documents = [e.Document], Record = e.Record, Verification = e.Verification },
        Presented e => state with { Institutions = state.Institutions.Add(e.InstitutionId) },
        DocumentLinked e => state with { Documents = state.Documents.Add(e.Document), Record = e.Record },
        GuardianNamed e => state with { Guardian = new(e.Relation, e.GuardianKey), Record = e.Record },
        IdentityVerified e => state with { Verification = e.Verification },
        IdentityExcepted e => state with { Exception = e.Reason },
        Corrected e => state with { Record = e.Record },
        FamilyDoctorSigned e => state with { FamilyDoctor = new(e.PractitionerId, e.From, e.LastDay) },
        FamilyDoctorEnded e => state with { FamilyDoctor = state.FamilyDoctor! with { LastDay = e.LastDay } },

        // An erased person may come back and be registered anew, so the documents are free again.
        Erased => state with { Documents = [], Record = null, Guardian = null, Erased = true },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static PatientRefusal? Gone(PatientState state) =>
        state.Erased ? PatientRefusal.IsErased : state.Record is null ? PatientRefusal.NotRegistered : null;
}
