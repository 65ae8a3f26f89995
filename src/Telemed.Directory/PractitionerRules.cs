using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Kernel;
using static Telemed.Directory.PractitionerEvent;
using Decision = Telemed.Kernel.Decision<Telemed.Directory.PractitionerEvent, Telemed.Directory.PractitionerRefusal>;

namespace Telemed.Directory;

/// <summary>Stored facts of a practitioner, all of them on the public register. Names and members are the storage format: add, never rename.</summary>
public abstract record PractitionerEvent
{
    private PractitionerEvent() { }

    /// <param name="Scope">执业范围.</param>
    /// <param name="LicenceValidTo">Inclusive.</param>
    public sealed record Registered(
        string Name, string InstitutionId, string Department, Title Title, string? Scope,
        string LicenceNumber, DateOnly LicenceValidTo, DateOnly PractisingSince) : PractitionerEvent;
    public sealed record Moved(string InstitutionId, string Department) : PractitionerEvent;
    public sealed record TitleChanged(Title Title) : PractitionerEvent;
    public sealed record LicenceRenewed(DateOnly ValidTo) : PractitionerEvent;

    /// <param name="On">Left out where it was stored before the day was kept.</param>
    public sealed record Left(DateOnly? On = null) : PractitionerEvent;

    /// <summary>At work again after leaving, from a day on.</summary>
    public sealed record Returned(string InstitutionId, string Department, DateOnly From) : PractitionerEvent;
}

/// <summary>Why a step on a practitioner is refused.</summary>
public enum PractitionerRefusal
{
    [Refusal("该医师已用其他信息登记", "This practitioner is registered with other particulars")]
    AlreadyRegistered,

    [Refusal("该医师尚未登记", "This practitioner is not registered", 404)]
    NotRegistered,

    [Refusal("该医师已离职", "This practitioner has left")]
    HasLeft,

    [Refusal("新有效期早于现有效期", "A renewal does not end before the present licence")]
    RenewalTooShort,

    [Refusal("开始执业日期晚于今天", "The first day of practice lies in the future")]
    NotYetPractising,

    [Refusal("该医师在职，无需恢复", "This practitioner is at work")]
    AtWork,

    [Refusal("恢复日期早于离职日期", "The first day back is before the day of leaving")]
    ReturnsBeforeLeaving,

    [Refusal("执业证书已过期，请同时填写延续后的有效期", "The licence has run out; give the day to which it was renewed")]
    LicenceExpired,
}

/// <summary>What the decisions read, and what the lists show.</summary>
/// <param name="Active">False before registration and after leaving.</param>
/// <param name="LeftOn">While not at work, where the day is known.</param>
public sealed record PractitionerState(Registered? Card, bool Active, DateOnly? LeftOn = null);

/// <summary>The rules of a practitioner's registration.</summary>
public static class PractitionerRules
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "practitioner";

    public static PractitionerState Initial { get; } = new(null, false);

    public static Aggregate<PractitionerState, PractitionerEvent, PractitionerRefusal> Aggregate { get; } =
        new(Category, Initial, Evolve, new(Category), state => state.Card is { } card ? [$"licence:{card.LicenceNumber}"] : []);

    public static Decision Register(PractitionerState state, Registered card, DateOnly today) =>
        state.Card is { } known ? known == card ? Decision.Nothing : PractitionerRefusal.AlreadyRegistered
        : card.PractisingSince > today ? PractitionerRefusal.NotYetPractising
        : card;

    /// <summary>To another institution or department.</summary>
    public static Decision Move(PractitionerState state, string institutionId, string department) =>
        Absent(state) is { } refusal ? refusal : IsAt(state.Card!, institutionId, department) ? Decision.Nothing : new Moved(institutionId, department);

    /// <summary>The way back after leaving; a licence that ran out meanwhile is renewed in the same step.</summary>
    /// <param name="validTo">Null leaves the licence as it is.</param>
    public static Decision Return(PractitionerState state, string institutionId, string department, DateOnly from, DateOnly? validTo, DateOnly today)
    {
        if (state.Card is not { } card) return PractitionerRefusal.NotRegistered;
        if (state.Active) return IsAt(card, institutionId, department) ? Decision.Nothing : PractitionerRefusal.AtWork;
        if (from > today) return PractitionerRefusal.NotYetPractising;
        if (from < state.LeftOn) return PractitionerRefusal.ReturnsBeforeLeaving;
        if (validTo < card.LicenceValidTo) return PractitionerRefusal.RenewalTooShort;
        if ((validTo ?? card.LicenceValidTo) < today) return PractitionerRefusal.LicenceExpired;
        var returned = new Returned(institutionId, department, from);
        return validTo is { } day && day != card.LicenceValidTo ? Decision.All(new LicenceRenewed(day), returned) : returned;
    }

    public static Decision ChangeTitle(PractitionerState state, Title title) =>
        Absent(state) is { } refusal ? refusal : state.Card!.Title == title ? Decision.Nothing : new TitleChanged(title);

    public static Decision RenewLicence(PractitionerState state, DateOnly validTo) =>
        Absent(state) is { } refusal ? refusal
        : state.Card!.LicenceValidTo == validTo ? Decision.Nothing
        : validTo < state.Card.LicenceValidTo ? PractitionerRefusal.RenewalTooShort : new LicenceRenewed(validTo);

    public static Decision Leave(PractitionerState state, DateOnly today) =>
        state.Card is null ? PractitionerRefusal.NotRegistered : state.Active ? new Left(today) : Decision.Nothing;

    public static PractitionerState Evolve(PractitionerState state, PractitionerEvent fact) => fact switch
    {
        Registered e => new(e, true),
        Moved e => new(state.Card! with { InstitutionId = e.InstitutionId, Department = e.Department }, true),
        TitleChanged e => state with { Card = state.Card! with { Title = e.Title } },
        LicenceRenewed e => state with { Card = state.Card! with { LicenceValidTo = e.ValidTo } },
        Left e => state with { Active = false, LeftOn = e.On },
        Returned e => new(state.Card! with { InstitutionId = e.InstitutionId, Department = e.Department }, true),
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static bool IsAt(Registered card, string institutionId, string department) => (card.InstitutionId, card.Department) == (institutionId, department);

    private static PractitionerRefusal? Absent(PractitionerState state) =>
        state.Card is null ? PractitionerRefusal.NotRegistered : state.Active ? null : PractitionerRefusal.HasLeft;
}
