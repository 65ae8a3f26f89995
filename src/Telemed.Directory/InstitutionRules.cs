using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Telemed.Contracts;
using Telemed.Kernel;
using static Telemed.Directory.InstitutionEvent;
using Decision = Telemed.Kernel.Decision<Telemed.Directory.InstitutionEvent, Telemed.Directory.InstitutionRefusal>;

namespace Telemed.Directory;

/// <summary>What an institution is registered as.</summary>
/// <param name="Code22">Licence number (登记号); null for a body without licence.</param>
/// <param name="CreditCode">GB 32100.</param>
/// <param name="Body">What kind of body it is when it needs no licence.</param>
/// <param name="PriceLevel">Level at which its services are priced; null follows the tier.</param>
/// <param name="ConnectBy">Last day by which it has to be connected, where it has to be.</param>
public sealed record InstitutionProfile(
    string Name, InstitutionKind Kind, AdministrativeTier Tier, HospitalGrade Grade, Ownership Ownership, string AreaCode,
    string? Code22 = null, string? CreditCode = null, BodyType? Body = null, PriceLevel? PriceLevel = null, DateOnly? ConnectBy = null);

/// <summary>Stored facts of an institution. Names and members are the storage format: add, never rename.</summary>
public abstract record InstitutionEvent
{
    private InstitutionEvent() { }

    public sealed record Registered(InstitutionProfile Profile) : InstitutionEvent;
    public sealed record ProfileChanged(InstitutionProfile Profile) : InstitutionEvent;
    public sealed record TrialStarted : InstitutionEvent;
    public sealed record Connected : InstitutionEvent;
    public sealed record Suspended : InstitutionEvent;
    public sealed record Reinstated : InstitutionEvent;
    public sealed record ServiceOffered(ServiceKind Service) : InstitutionEvent;
    public sealed record ServiceWithdrawn(ServiceKind Service) : InstitutionEvent;
    public sealed record DepartmentOpened(string Department) : InstitutionEvent;
    public sealed record DepartmentClosed(string Department) : InstitutionEvent;
    public sealed record AeTitleAssigned(string AeTitle) : InstitutionEvent;
    public sealed record AeTitleRemoved(string AeTitle) : InstitutionEvent;
}

/// <summary>Why a step on an institution is refused.</summary>
public enum InstitutionRefusal
{
    [Refusal("该机构已用其他信息登记", "This institution is registered with other particulars")]
    AlreadyRegistered,

    [Refusal("该机构尚未登记", "This institution is not registered", 404)]
    NotRegistered,

    [Refusal("登记须有医疗机构登记号，或注明无需许可的机构类型", "A licence number is needed, or the kind of body that needs none")]
    NeitherLicenceNorBodyType,

    [Refusal("该机构已正式接入，不能改为试运行", "A connected institution does not go back to trial")]
    AlreadyConnected,

    [Refusal("该机构已停用，请先恢复", "The institution is suspended; reinstate it first")]
    IsSuspended,

    [Refusal("该机构尚未接入，不能停用", "An institution that is not connected cannot be suspended")]
    NotConnected,

    [Refusal("该机构未被停用", "The institution is not suspended")]
    NotSuspended,

    [Refusal("第三方机构须持许可登记号", "A third-party centre needs a licence number")]
    ThirdPartyNeedsLicence,
}

/// <summary>What the decisions read, and what the lists show.</summary>
public sealed record InstitutionState(
    InstitutionProfile? Profile, ConnectionStatus Status, ConnectionStatus StatusBefore,
    ImmutableSortedSet<ServiceKind> Services, ImmutableSortedSet<string> Departments, ImmutableSortedSet<string> AeTitles)
{
    /// <summary>Public bodies must connect, others are encouraged to (贵阳市健康医疗大数据应用发展条例 art. 9).</summary>
    [JsonIgnore]
    public bool MustConnect => Profile?.Ownership == Ownership.Public;

    /// <summary>Had to be connected by a day that has passed.</summary>
    public bool Overdue(DateOnly on) => MustConnect && Status == ConnectionStatus.Registered && Profile!.ConnectBy < on;
}

/// <summary>The rules of an institution's registration.</summary>
public static class InstitutionRules
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "institution";

    public static InstitutionState Initial { get; } =
        new(null, ConnectionStatus.Registered, ConnectionStatus.Registered, [], ImmutableSortedSet.Create<string>(StringComparer.Ordinal), ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    public static Aggregate<InstitutionState, InstitutionEvent, InstitutionRefusal> Aggregate { get; } =
        new(Category, Initial, Evolve, new(Category), Claims);

    public static Decision Register(InstitutionState state, InstitutionProfile profile) =>
        state.Profile is { } known
            ? known == profile ? Decision.Nothing : InstitutionRefusal.AlreadyRegistered
            : Wrong(profile) is { } refusal ? refusal : new Registered(profile);

    public static Decision ChangeProfile(InstitutionState state, InstitutionProfile profile) =>
        state.Profile is null ? InstitutionRefusal.NotRegistered
        : state.Profile == profile ? Decision.Nothing
        : Wrong(profile) is { } refusal ? refusal : new ProfileChanged(profile);

    public static Decision StartTrial(InstitutionState state) => state switch
    {
        { Profile: null } => InstitutionRefusal.NotRegistered,
        { Status: ConnectionStatus.Registered } => new TrialStarted(),
        { Status: ConnectionStatus.Trial } => Decision.Nothing,
        { Status: ConnectionStatus.Connected } => InstitutionRefusal.AlreadyConnected,
        _ => InstitutionRefusal.IsSuspended,
    };

    public static Decision Connect(InstitutionState state) => state switch
    {
        { Profile: null } => InstitutionRefusal.NotRegistered,
        { Status: ConnectionStatus.Connected } => Decision.Nothing,
        { Status: ConnectionStatus.Suspended } => InstitutionRefusal.IsSuspended,
        _ => new Connected(),
    };

    public static Decision Suspend(InstitutionState state) => state switch
    {
        { Profile: null } => InstitutionRefusal.NotRegistered,
        { Status: ConnectionStatus.Suspended } => Decision.Nothing,
        { Status: ConnectionStatus.Registered } => InstitutionRefusal.NotConnected,
        _ => new Suspended(),
    };

    public static Decision Reinstate(InstitutionState state) => state switch
    {
        { Profile: null } => InstitutionRefusal.NotRegistered,
        { Status: ConnectionStatus.Suspended } => new Reinstated(),
        _ => InstitutionRefusal.NotSuspended,
    };

    /// <summary>Makes the services offered exactly these.</summary>
    public static Decision OfferServices(InstitutionState state, IReadOnlyCollection<ServiceKind> services) =>
        state.Profile is null ? InstitutionRefusal.NotRegistered : Decision.All(
        [
            .. services.Distinct().Where(s => !state.Services.Contains(s)).Select(s => new ServiceOffered(s)),
            .. state.Services.Where(s => !services.Contains(s)).Select(s => new ServiceWithdrawn(s)),
        ]);

    /// <summary>Makes the departments exactly these.</summary>
    public static Decision SetDepartments(InstitutionState state, IReadOnlyCollection<string> departments) =>
        state.Profile is null ? InstitutionRefusal.NotRegistered : Decision.All(
        [
            .. departments.Distinct().Where(d => !state.Departments.Contains(d)).Select(d => new DepartmentOpened(d)),
            .. state.Departments.Where(d => !departments.Contains(d)).Select(d => new DepartmentClosed(d)),
        ]);

    /// <summary>Makes the application entities exactly these; each title belongs to one institution in the whole log.</summary>
    public static Decision SetAeTitles(InstitutionState state, IReadOnlyCollection<string> titles) =>
        state.Profile is null ? InstitutionRefusal.NotRegistered : Decision.All(
        [
            .. titles.Distinct().Where(t => !state.AeTitles.Contains(t)).Select(t => new AeTitleAssigned(t)),
            .. state.AeTitles.Where(t => !titles.Contains(t)).Select(t => new AeTitleRemoved(t)),
        ]);

    public static InstitutionState Evolve(InstitutionState state, InstitutionEvent fact) => fact switch
    {
        Registered e => state with { Profile = e.Profile },
        ProfileChanged e => state with { Profile = e.Profile },
        TrialStarted => state with { Status = ConnectionStatus.Trial },
        Connected => state with { Status = ConnectionStatus.Connected },
        Suspended => state with { Status = ConnectionStatus.Suspended, StatusBefore = state.Status },
        Reinstated => state with { Status = state.StatusBefore },
        ServiceOffered e => state with { Services = state.Services.Add(e.Service) },
        ServiceWithdrawn e => state with { Services = state.Services.Remove(e.Service) },
        DepartmentOpened e => state with { Departments = state.Departments.Add(e.Department) },
        DepartmentClosed e => state with { Departments = state.Departments.Remove(e.Department) },
        AeTitleAssigned e => state with { AeTitles = state.AeTitles.Add(e.AeTitle) },
        AeTitleRemoved e => state with { AeTitles = state.AeTitles.Remove(e.AeTitle) },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static InstitutionRefusal? Wrong(InstitutionProfile profile) => profile switch
    {
        { Code22: null, Ownership: Ownership.ThirdParty } => InstitutionRefusal.ThirdPartyNeedsLicence,
        { Code22: null, Body: null } => InstitutionRefusal.NeitherLicenceNorBodyType,
        _ => null,
    };

    private static IReadOnlyList<string> Claims(InstitutionState state) =>
    [
        .. state.Profile?.Code22 is { } code ? (string[])[$"institution-code:{code}"] : [],
        .. state.Profile?.CreditCode is { } credit ? (string[])[$"credit-code:{credit}"] : [],
        .. state.AeTitles.Select(title => $"ae-title:{title}"),
    ];
}
