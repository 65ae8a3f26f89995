using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Kernel;
using static Telemed.Imaging.Studies.StudyEvent;
using Decision = Telemed.Kernel.Decision<Telemed.Imaging.Studies.StudyEvent, Telemed.Imaging.Studies.StudyRefusal>;

namespace Telemed.Imaging.Studies;

/// <summary>Why something is not done with a study.</summary>
public enum StudyRefusal
{
    [Refusal("没有这个分享链接，或已失效", "There is no such link, or it has ended")]
    NoSuchShare,

    [Refusal("没有这次紧急调阅", "There is no such emergency access")]
    NoSuchAccess,

    [Refusal("这次紧急调阅已经复核", "This emergency access has been reviewed")]
    AlreadyReviewed,

    [Refusal("不能复核自己的紧急调阅", "Nobody reviews the own emergency access")]
    OwnAccess,

    [Refusal("该院内患者号已对应另一患者，请先解除", "The hospital's number is matched to another patient; undo that first")]
    MatchedToAnother,

    [Refusal("该院内患者号没有对应关系", "The hospital's number is not matched")]
    NotMatched,
}

/// <summary>An emergency access as its review needs it.</summary>
public sealed record EmergencyAccess(string AccessId, string AccountId, DateTimeOffset Until, bool Reviewed);

/// <summary>What the decisions read.</summary>
public sealed record StudyState(IReadOnlyDictionary<string, DateTimeOffset> Shares, IReadOnlyDictionary<string, EmergencyAccess> Accesses, string? PatientId)
{
    /// <summary>Before the first fact.</summary>
    public static StudyState Initial { get; } = new(new Dictionary<string, DateTimeOffset>(), new Dictionary<string, EmergencyAccess>(), null);
}

/// <summary>The rules of a study. Whether a caller may ask at all was decided at the door.</summary>
public static class StudyRules
{
    /// <summary>Category of the streams; their ids are Study Instance UIDs.</summary>
    public const string Category = "study";

    /// <summary>Longest time a link lives.</summary>
    public static TimeSpan LongestShare { get; } = TimeSpan.FromDays(30);

    /// <summary>How long an emergency access lasts.</summary>
    public static TimeSpan EmergencyLasts { get; } = TimeSpan.FromHours(4);

    public static Aggregate<StudyState, StudyEvent, StudyRefusal> Aggregate { get; } = new(Category, StudyState.Initial, Evolve, new(Category));

    public static Decision Share(StudyState state, Shared share) => state.Shares.ContainsKey(share.ShareId) ? Decision.Nothing : share;

    public static Decision Revoke(StudyState state, string shareId) =>
        state.Shares.ContainsKey(shareId) ? new ShareRevoked(shareId) : StudyRefusal.NoSuchShare;

    /// <summary>An access of the same person that still lasts is not opened a second time.</summary>
    public static Decision BreakGlass(StudyState state, GlassBroken wanted) =>
        state.Accesses.Values.Any(access => access.AccountId == wanted.AccountId && access.Until > wanted.At) ? Decision.Nothing : wanted;

    public static Decision Review(StudyState state, string accessId, string by, bool justified, string? comment) =>
        !state.Accesses.TryGetValue(accessId, out var access) ? StudyRefusal.NoSuchAccess
        : access.AccountId == by ? StudyRefusal.OwnAccess
        : access.Reviewed ? StudyRefusal.AlreadyReviewed
        : new EmergencyReviewed(accessId, justified, comment);

    /// <param name="known">To whom the hospital's number is matched through any of its studies.</param>
    public static Decision Match(StudyState state, string patientId, string? known) =>
        state.PatientId == patientId ? Decision.Nothing
        : state.PatientId is not null || known is not null && known != patientId ? StudyRefusal.MatchedToAnother
        : new PatientMatched(patientId);

    public static Decision Unmatch(StudyState state, string reason) =>
        state.PatientId is { } matched ? new PatientUnmatched(matched, reason) : StudyRefusal.NotMatched;

    private static StudyState Evolve(StudyState state, StudyEvent fact) => fact switch
    {
        Shared e => state with { Shares = new Dictionary<string, DateTimeOffset>(state.Shares) { [e.ShareId] = e.ExpiresAt } },
        ShareRevoked e => state with { Shares = state.Shares.Where(share => share.Key != e.ShareId).ToDictionary() },
        GlassBroken e => state with { Accesses = With(state, new EmergencyAccess(e.AccessId, e.AccountId, e.Until, Reviewed: false)) },
        EmergencyReviewed e => state with { Accesses = With(state, state.Accesses[e.AccessId] with { Reviewed = true }) },
        PatientMatched e => state with { PatientId = e.PatientId },
        PatientUnmatched => state with { PatientId = null },
        ObjectReleased or ObjectDiscarded or SendAsked or OpenedByPeer or StepEnded => state,
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static Dictionary<string, EmergencyAccess> With(StudyState state, EmergencyAccess access) => new(state.Accesses) { [access.AccessId] = access };
}
