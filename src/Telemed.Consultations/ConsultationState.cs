using System.Text.Json;
using System.Text.Json.Serialization;
using Telemed.Contracts;

namespace Telemed.Consultations;

/// <summary>What the facts of one case add up to. Never stored, never sent to a client as it is.</summary>
public sealed record ConsultationState
{
    public static ConsultationState Initial { get; } = new();

    public ConsultationStatus Status { get; init; }

    /// <summary>Where <see cref="ConsultationStatus.NeedsInfo"/> returns to.</summary>
    public ConsultationStatus ReturnsTo { get; init; }

    public string Number { get; init; } = "";
    public Author Author { get; init; } = new("", null);
    public string InvitingId { get; init; } = "";
    public ConsultationRequest Request { get; init; } = new(
        default, default, Urgency.Routine, "", new(null, null, null, null), null, null, CaseSummary.Empty, [], [], null);

    [JsonIgnore]
    public Invited Invited => Request.Invited;

    public IReadOnlyList<string> Studies { get; init; } = [];
    public IReadOnlyList<string> Results { get; init; } = [];
    public AgreementRef? Agreement { get; init; }
    public PolicyRef? Policy { get; init; }
    public Areas? Areas { get; init; }
    public IReadOnlyList<AssignedPractitioner> Assigned { get; init; } = [];
    public string? Lead { get; init; }
    public SigningRule Signing { get; init; }
    public LiveSession? Session { get; init; }
    public IReadOnlyList<Question> Questions { get; init; } = [];
    public DraftedOpinion? Draft { get; init; }
    public int Revisions { get; init; }
    public IReadOnlyList<ReleasedOpinion> Opinions { get; init; } = [];
    public Adoption? Decision { get; init; }
    public Rating? Rating { get; init; }
    public IReadOnlyList<FollowUpNote> FollowUps { get; init; } = [];
    public Declination? Declined { get; init; }
    public IReadOnlyList<PreviouslyInvited> Previous { get; init; } = [];
    public IReadOnlyList<CaseClock> Clocks { get; init; } = [];
    public bool SecondHospitalOffered { get; init; }

    /// <summary>The referral that took over, when its id was given.</summary>
    public string? ReferralId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Keys this case holds alone: one case that waits for an answer per patient and kind. An answered one never blocks the next.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Claims =>
        Status.Open() && Status != ConsultationStatus.Draft && Opinions.Count == 0 ? [$"live-consultation:{Request.PatientId}:{JsonNamingPolicy.CamelCase.ConvertName(Request.Kind.ToString())}"] : [];
}
