using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Telemed.Contracts;
using Telemed.Kernel;
using static Telemed.Directory.AgreementEvent;
using Decision = Telemed.Kernel.Decision<Telemed.Directory.AgreementEvent, Telemed.Directory.AgreementRefusal>;

namespace Telemed.Directory;

/// <summary>What the parties signed.</summary>
/// <param name="Number">Unique in the directory.</param>
/// <param name="ValidTo">Last day, inclusive; null while open.</param>
/// <param name="ThirdPartyId">Platform or centre that signed as third party.</param>
/// <param name="PartnerRegion">Division of the partner when the parties lie in different cities.</param>
/// <param name="QcScope">Scope of the quality control both sides accept, for partners of another region.</param>
public sealed record AgreementTerms(
    string Number, string InvitingId, string InvitedId, DateOnly ValidFrom, DateOnly? ValidTo = null,
    string? ThirdPartyId = null, string? PartnerRegion = null, string? QcScope = null);

/// <summary>Stored facts of a cooperation agreement (合作协议). Names and members are the storage format: add, never rename.</summary>
public abstract record AgreementEvent
{
    private AgreementEvent() { }

    public sealed record Signed(AgreementTerms Terms) : AgreementEvent;
    public sealed record KindAgreed(ServiceKind Kind) : AgreementEvent;
    public sealed record KindDropped(ServiceKind Kind) : AgreementEvent;

    /// <param name="LastDay">Inclusive.</param>
    public sealed record Terminated(DateOnly LastDay) : AgreementEvent;
}

/// <summary>Why a step on an agreement is refused.</summary>
public enum AgreementRefusal
{
    [Refusal("该协议已用其他内容登记", "This agreement is registered with other terms")]
    AlreadySigned,

    [Refusal("该协议尚未登记", "This agreement is not registered", 404)]
    NotSigned,

    [Refusal("协议各方须为不同机构", "The parties have to be different institutions")]
    SameParty,

    [Refusal("协议至少约定一种服务", "An agreement names at least one service")]
    NoKinds,

    [Refusal("结束日期早于开始日期", "The last day lies before the first")]
    EndsBeforeStart,

    [Refusal("跨区域协议须写明对方区域和质控范围", "An agreement across regions names the partner's region and the scope of quality control")]
    CrossRegionWithoutQcScope,

    [Refusal("第三方诊断中心须与医院签订三方协议", "A third-party centre works under an agreement that a hospital signed as third party")]
    CentreWithoutHospital,

    [Refusal("该协议已终止", "This agreement was terminated")]
    IsTerminated,
}

/// <summary>What the decisions read, and what the lists show.</summary>
public sealed record AgreementState(AgreementTerms? Terms, ImmutableSortedSet<ServiceKind> Kinds, DateOnly? TerminatedTo)
{
    /// <summary>Last day on which it holds; null while open.</summary>
    [JsonIgnore]
    public DateOnly? LastDay => TerminatedTo is { } end && !(Terms!.ValidTo < end) ? end : Terms?.ValidTo;
}

/// <summary>The rules of an agreement.</summary>
public static class AgreementRules
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "agreement";

    public static AgreementState Initial { get; } = new(null, [], null);

    public static Aggregate<AgreementState, AgreementEvent, AgreementRefusal> Aggregate { get; } =
        new(Category, Initial, Evolve, new(Category), state => state.Terms is { } terms ? [$"agreement-number:{terms.Number}"] : []);

    /// <param name="crossRegion">The parties lie in different cities.</param>
    /// <param name="invitedIsCentre">The asked side is a third-party centre, not a hospital.</param>
    public static Decision Sign(
        AgreementState state, AgreementTerms terms, IReadOnlyCollection<ServiceKind> kinds, bool crossRegion, bool invitedIsCentre)
    {
        if (state.Terms is { } known)
            return known == terms && state.Kinds.SetEquals(kinds) ? Decision.Nothing : AgreementRefusal.AlreadySigned;
        if (terms.InvitingId == terms.InvitedId || terms.ThirdPartyId == terms.InvitingId) return AgreementRefusal.SameParty;
        if (kinds.Count == 0) return AgreementRefusal.NoKinds;
        if (terms.ValidTo < terms.ValidFrom) return AgreementRefusal.EndsBeforeStart;
        if (crossRegion && (terms.PartnerRegion is null || terms.QcScope is null)) return AgreementRefusal.CrossRegionWithoutQcScope;
        if (invitedIsCentre && (terms.ThirdPartyId is null || terms.ThirdPartyId == terms.InvitedId)) return AgreementRefusal.CentreWithoutHospital;
        return Decision.All([new Signed(terms), .. kinds.Distinct().Select(kind => new KindAgreed(kind))]);
    }

    /// <summary>Makes the services agreed exactly these.</summary>
    public static Decision ChangeKinds(AgreementState state, IReadOnlyCollection<ServiceKind> kinds) =>
        state.Terms is null ? AgreementRefusal.NotSigned
        : state.TerminatedTo is not null ? AgreementRefusal.IsTerminated
        : kinds.Count == 0 ? AgreementRefusal.NoKinds
        : Decision.All(
        [
            .. kinds.Distinct().Where(k => !state.Kinds.Contains(k)).Select(k => new KindAgreed(k)),
            .. state.Kinds.Where(k => !kinds.Contains(k)).Select(k => new KindDropped(k)),
        ]);

    public static Decision Terminate(AgreementState state, DateOnly lastDay) =>
        state.Terms is not { } terms ? AgreementRefusal.NotSigned
        : state.TerminatedTo is { } end ? end == lastDay ? Decision.Nothing : AgreementRefusal.IsTerminated
        : lastDay < terms.ValidFrom ? AgreementRefusal.EndsBeforeStart : new Terminated(lastDay);

    public static AgreementState Evolve(AgreementState state, AgreementEvent fact) => fact switch
    {
        Signed e => state with { Terms = e.Terms },
        KindAgreed e => state with { Kinds = state.Kinds.Add(e.Kind) },
        KindDropped e => state with { Kinds = state.Kinds.Remove(e.Kind) },
        Terminated e => state with { TerminatedTo = e.LastDay },
        _ => throw new UnreachableException(fact.GetType().Name),
    };
}
