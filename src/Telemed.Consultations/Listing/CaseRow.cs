using System.Text.Json;
using System.Text.Json.Serialization;
using Telemed.Cases.Listing;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations.Listing;

/// <summary>What the read model keeps of a case: its state without the clinical text that no list shows.</summary>
/// <param name="LastBy">The institution whose step was the last one.</param>
internal sealed record CaseRow(string Id, long Version, string? LastBy, ConsultationState State)
{
    private const int ReasonLength = 80;

    public static Boxes Boxes { get; } = new(ConsultationCases.Category);

    /// <summary>Every area that holds one of the sides: country, province, city, county.</summary>
    [JsonIgnore]
    public IEnumerable<string> Areas => State.Areas is not { } areas ? [] : CaseAreas.Around(areas.Inviting, areas.Invited);

    /// <summary>The clock that runs out first, or ran out.</summary>
    [JsonIgnore]
    public CaseClock? Clock => State.Clocks.Where(c => c is { StoppedAt: null, PausedAt: null }).MinBy(c => c.DueAt);

    /// <summary>Where it stands in the lists.</summary>
    [JsonIgnore]
    public ListedCase Listed => field ??= List();

    private ListedCase List()
    {
        List<string> boxes = [Boxes.Outgoing(State.InvitingId), Boxes.Account(State.Author.AccountId)];
        if (State.SubmittedAt is not null)
        {
            boxes.AddRange([Boxes.Incoming(State.Invited.InstitutionId!), Boxes.Patient(State.Request.PatientId)]);
            boxes.AddRange(State.Assigned.Select(a => Boxes.Practitioner(a.PractitionerId)));
            boxes.AddRange(Areas.Where(CaseAreas.Listed).Select(Boxes.Area));
        }
        return new(
            Id, boxes, [.. State.SubmittedAt is null ? [] : Areas.Where(a => !CaseAreas.Listed(a)).Select(Boxes.Area)],
            (int)State.Status, (int)State.Request.Kind, (int)State.Request.Urgency, CaseSort.Key(Clock?.DueAt, State.UpdatedAt),
            [.. State.Clocks.Where(c => c.Running).Select(c => (c.Name, c.DueAt))]);
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Options);

    public static CaseRow FromJson(byte[] json) => JsonSerializer.Deserialize<CaseRow>(json, StoredJson.Options)!;

    /// <summary>The row without what is too long or too private for a list.</summary>
    public static ConsultationState Slim(ConsultationState state) => state with
    {
        Request = state.Request with
        {
            Purpose = null,
            Summary = CaseSummary.Empty,
            Consent = null,
            Studies = [],
            Results = [],
            Reason = state.Request.Reason is { Length: > ReasonLength } reason ? reason[..ReasonLength] : state.Request.Reason,
        },
        Questions = [.. state.Questions.Select(q => q with { Text = "", Answer = null })],
        Draft = state.Draft is null ? null : state.Draft with { Content = Nothing, Signatures = [] },
        Opinions = [.. state.Opinions.Select(o => o with { Content = Nothing, Signatures = [] })],
        FollowUps = [],
        Decision = null,
        Rating = null,
        Declined = state.Declined is null ? null : state.Declined with { Comment = null, Alternative = null },
    };

    private static OpinionContent Nothing { get; } = new("", [], null);
}

/// <summary>A few groups of states, as the page shows them.</summary>
public enum Stage { Waiting, InProgress, Answered, Ended }

internal static class Stages
{
    public static Stage Of(ConsultationStatus status) => status switch
    {
        ConsultationStatus.Draft or ConsultationStatus.Submitted or ConsultationStatus.NeedsInfo or ConsultationStatus.Accepted => Stage.Waiting,
        ConsultationStatus.Released or ConsultationStatus.Adopted => Stage.Answered,
        _ => status.Ended() ? Stage.Ended : Stage.InProgress,
    };
}
