using System.Collections.Immutable;
using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Kernel;
using static Telemed.Directory.AllianceEvent;
using Decision = Telemed.Kernel.Decision<Telemed.Directory.AllianceEvent, Telemed.Directory.AllianceRefusal>;

namespace Telemed.Directory;

/// <summary>Stored facts of an alliance (医联体). Names and members are the storage format: add, never rename.</summary>
public abstract record AllianceEvent
{
    private AllianceEvent() { }

    /// <summary>The lead is a member from the first day.</summary>
    public sealed record Formed(string Name, string LeadId, DateOnly From) : AllianceEvent;
    public sealed record MemberJoined(string InstitutionId, DateOnly From) : AllianceEvent;

    /// <param name="LastDay">Inclusive.</param>
    public sealed record MemberLeft(string InstitutionId, DateOnly LastDay) : AllianceEvent;
    public sealed record LeadChanged(string LeadId) : AllianceEvent;

    /// <param name="LastDay">Inclusive.</param>
    public sealed record Dissolved(DateOnly LastDay) : AllianceEvent;
}

/// <summary>Why a step on an alliance is refused.</summary>
public enum AllianceRefusal
{
    [Refusal("该医联体已用其他信息登记", "This alliance is registered with other particulars")]
    AlreadyFormed,

    [Refusal("该医联体尚未登记", "This alliance is not registered", 404)]
    NotFormed,

    [Refusal("该医联体已解散", "This alliance was dissolved")]
    IsDissolved,

    [Refusal("该机构已是成员", "The institution is a member already")]
    AlreadyMember,

    [Refusal("该机构不是成员", "The institution is not a member")]
    NotMember,

    [Refusal("牵头医院不能退出，请先更换牵头医院", "The lead cannot leave; name another lead first")]
    LeadCannotLeave,

    [Refusal("结束日期早于开始日期", "The last day lies before the first")]
    EndsBeforeStart,
}

/// <summary>One membership; both days inclusive, the last one open.</summary>
public sealed record Membership(string InstitutionId, DateOnly From, DateOnly? LastDay)
{
    /// <summary>Covers that day.</summary>
    public bool Covers(DateOnly day) => From <= day && !(LastDay < day);
}

/// <summary>What the decisions read, and what the lists show.</summary>
public sealed record AllianceState(string? Name, string? LeadId, DateOnly From, DateOnly? LastDay, ImmutableArray<Membership> Members)
{
    /// <summary>Is that institution a member on that day? Asked on every submission: allocates nothing.</summary>
    public bool Has(string institutionId, DateOnly on)
    {
        if (LastDay < on) return false;
        foreach (var member in Members)
            if (member.InstitutionId == institutionId && member.Covers(on))
                return true;
        return false;
    }

    internal Membership? Open(string institutionId) => Members.FirstOrDefault(m => m.InstitutionId == institutionId && m.LastDay is null);
}

/// <summary>The rules of an alliance.</summary>
public static class AllianceRules
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "alliance";

    public static AllianceState Initial { get; } = new(null, null, default, null, []);

    public static Aggregate<AllianceState, AllianceEvent, AllianceRefusal> Aggregate { get; } = new(Category, Initial, Evolve, new(Category));

    public static Decision Form(AllianceState state, string name, string leadId, DateOnly from) =>
        state.Name is null ? new Formed(name, leadId, from)
        : (state.Name, state.LeadId, state.From) == (name, leadId, from) ? Decision.Nothing
        : AllianceRefusal.AlreadyFormed;

    public static Decision Join(AllianceState state, string institutionId, DateOnly from)
    {
        if (Ended(state) is { } refusal) return refusal;
        if (from < state.From) return AllianceRefusal.EndsBeforeStart;
        if (state.Open(institutionId) is { } open) return open.From == from ? Decision.Nothing : AllianceRefusal.AlreadyMember;
        return state.Has(institutionId, from) ? AllianceRefusal.AlreadyMember : new MemberJoined(institutionId, from);
    }

    public static Decision Leave(AllianceState state, string institutionId, DateOnly lastDay)
    {
        if (Ended(state) is { } refusal) return refusal;
        if (state.LeadId == institutionId) return AllianceRefusal.LeadCannotLeave;
        if (state.Open(institutionId) is not { } open)
            return state.Members.Any(m => m.InstitutionId == institutionId && m.LastDay == lastDay) ? Decision.Nothing : AllianceRefusal.NotMember;
        return lastDay < open.From ? AllianceRefusal.EndsBeforeStart : new MemberLeft(institutionId, lastDay);
    }

    public static Decision ChangeLead(AllianceState state, string leadId) =>
        Ended(state) is { } refusal ? refusal
        : state.LeadId == leadId ? Decision.Nothing
        : state.Open(leadId) is null ? AllianceRefusal.NotMember : new LeadChanged(leadId);

    public static Decision Dissolve(AllianceState state, DateOnly lastDay) =>
        state.Name is null ? AllianceRefusal.NotFormed
        : state.LastDay is { } day ? day == lastDay ? Decision.Nothing : AllianceRefusal.IsDissolved
        : lastDay < state.From ? AllianceRefusal.EndsBeforeStart : new Dissolved(lastDay);

    public static AllianceState Evolve(AllianceState state, AllianceEvent fact) => fact switch
    {
        Formed e => new(e.Name, e.LeadId, e.From, null, [new(e.LeadId, e.From, null)]),
        MemberJoined e => state with { Members = state.Members.Add(new(e.InstitutionId, e.From, null)) },
        MemberLeft e => state with { Members = state.Members.Replace(state.Open(e.InstitutionId)!, state.Open(e.InstitutionId)! with { LastDay = e.LastDay }) },
        LeadChanged e => state with { LeadId = e.LeadId },
        Dissolved e => state with { LastDay = e.LastDay },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static AllianceRefusal? Ended(AllianceState state) =>
        state.Name is null ? AllianceRefusal.NotFormed : state.LastDay is null ? null : AllianceRefusal.IsDissolved;
}
