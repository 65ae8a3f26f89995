using System.Text.Json;
using System.Text.Json.Serialization;
using Telemed.Cases.Listing;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Referrals.Listing;

/// <summary>What the read model keeps of a case: its state without the clinical text that no list shows.</summary>
/// <param name="LastBy">The institution whose step was the last one.</param>
internal sealed record ReferralRow(string Id, long Version, string? LastBy, ReferralState State)
{
    public static Boxes Boxes { get; } = new(ReferralCases.Category);

    /// <summary>Patients to whom an institution owes follow-ups.</summary>
    public static string FollowUpBox(string institutionId) => $"{ReferralCases.Category}/follow:{institutionId}";

    /// <summary>Every area that holds one of the sides: country, province, city, county.</summary>
    [JsonIgnore]
    public IEnumerable<string> Areas => State.Standing is not { Areas: var areas } ? [] : CaseAreas.Around(areas.From, areas.To);

    /// <summary>The clock that runs out first, or ran out.</summary>
    [JsonIgnore]
    public CaseClock? Clock => State.Clocks.Where(c => c is { StoppedAt: null, PausedAt: null }).MinBy(c => c.DueAt);

    /// <summary>Where it stands in the lists.</summary>
    [JsonIgnore]
    public ListedCase Listed => field ??= List();

    private ListedCase List()
    {
        List<string> boxes = [Boxes.Outgoing(State.FromId), Boxes.Account(State.Author.AccountId)];
        if (State.SubmittedAt is not null)
        {
            boxes.AddRange([Boxes.Incoming(State.To.InstitutionId!), Boxes.Patient(State.Request.PatientId)]);
            if (State.ReceiverId is { } receiver) boxes.Add(Boxes.Practitioner(receiver));
            if (State is { Direction: ReferralDirection.Down, Status: ReferralStatus.UnderCare }) boxes.Add(FollowUpBox(State.To.InstitutionId!));
            boxes.AddRange(Areas.Where(CaseAreas.Listed).Select(Boxes.Area));
        }
        return new(
            Id, boxes, [.. State.SubmittedAt is null ? [] : Areas.Where(a => !CaseAreas.Listed(a)).Select(Boxes.Area)],
            Stages.Number(State), (int)State.Direction, (int)State.Lane, CaseSort.Key(Clock?.DueAt, State.UpdatedAt),
            [.. State.Clocks.Where(c => c.Running).Select(c => (c.Name, c.DueAt))]);
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Options);

    public static ReferralRow FromJson(byte[] json) => JsonSerializer.Deserialize<ReferralRow>(json, StoredJson.Options)!;

    /// <summary>The row without what is too long or too private for a list. What the fold needs stays.</summary>
    public static ReferralState Slim(ReferralState state) => state with
    {
        Request = state.Request with
        {
            ReasonComment = null,
            RelationReason = null,
            Summary = FormSummary.Empty,
            Diagnoses = [],
            Criteria = [],
            Consent = null,
            Studies = [],
            Results = [],
            Plan = null,
            Transport = null,
        },
        Questions = [.. state.Questions.Select(q => q with { Text = "", Answer = null })],
        Declined = state.Declined is null ? null : state.Declined with { Comment = null, Alternative = null },
        Contest = state.Contest is null ? null : state.Contest with { Reason = "" },
        CancelWish = state.CancelWish is null ? null : state.CancelWish with { Reason = "" },
        Discharge = state.Discharge is null ? null : state.Discharge with { Summary = new("", "", "") },
        Return = state.Return is null ? null : state.Return with { Plan = new(null, null, null, []) },
        FollowUps = [.. state.FollowUps.Select(t => t with { What = "", Findings = null, Waived = t.Waived is null ? null : "" })],
        Death = state.Death is null ? null : state.Death with { Place = null, Cause = null },
        Rating = null,
        Transport = null,
    };
}

/// <summary>A few groups of states, as the page shows them.</summary>
public enum Stage { Waiting, Accepted, Moving, UnderCare, Returning, Ended }

/// <summary>The number under which a case stands in the lists: its state, and whether it is on the way back.</summary>
internal static class Stages
{
    private const int Way = 100;
    private enum Back { No, GoesDown, Returned }

    /// <summary>Every number that there is.</summary>
    public static IReadOnlyList<int> Numbers { get; } =
        [.. from status in Enum.GetValues<ReferralStatus>() where status != ReferralStatus.None from back in Enum.GetValues<Back>() select (int)status + (Way * (int)back)];

    public static int Number(ReferralState s) =>
        (int)s.Status + (Way * (int)(s.Direction == ReferralDirection.Down ? Back.GoesDown : s is { Status: ReferralStatus.Completed, ReturnLive: true } ? Back.Returned : Back.No));

    public static ReferralStatus Status(int number) => (ReferralStatus)(number % Way);

    public static Stage Of(int number) => Status(number) switch
    {
        var status when status.Ended() => Stage.Ended,
        _ when number >= Way => Stage.Returning,
        ReferralStatus.Accepted or ReferralStatus.Reserved or ReferralStatus.CancelRequested => Stage.Accepted,
        ReferralStatus.InTransit or ReferralStatus.Arrived => Stage.Moving,
        ReferralStatus.UnderCare or ReferralStatus.Completed => Stage.UnderCare,
        _ => Stage.Waiting,
    };
}
