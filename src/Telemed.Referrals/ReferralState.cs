using System.Text.Json;
using System.Text.Json.Serialization;
using Telemed.Contracts;

namespace Telemed.Referrals;

/// <summary>What the facts of one case add up to. Never stored, never sent to a client as it is.</summary>
public sealed record ReferralState
{
    public static ReferralState Initial { get; } = new();

    public ReferralStatus Status { get; init; }

    /// <summary>Where <see cref="ReferralStatus.NeedsInfo"/> returns to.</summary>
    public ReferralStatus ReturnsTo { get; init; }

    public string Number { get; init; } = "";
    public Author Author { get; init; } = new("", null);
    public string FromId { get; init; } = "";
    public ReferralRequest Request { get; init; } = new(
        default, Urgency.Routine, "", new(null, null), null, null, null, [], [], FormSummary.Empty, null, [], [], null, null, null);

    [JsonIgnore]
    public Receiver To => Request.To;

    [JsonIgnore]
    public ReferralDirection Direction => Request.Direction;

    [JsonIgnore]
    public Urgency Lane => Request.Lane;

    /// <summary>The up-referral that this one answers.</summary>
    public CaseRef? ReturnOf { get; init; }

    /// <summary>The contracted family doctor who is to receive the patient, or the one who did.</summary>
    public string? ReceiverId { get; init; }

    public IReadOnlyList<string> Studies { get; init; } = [];
    public IReadOnlyList<string> Results { get; init; } = [];
    public Standing? Standing { get; init; }
    public Reservation? Place { get; init; }
    public IReadOnlyList<Question> Questions { get; init; } = [];
    public Declination? Declined { get; init; }
    public Contestation? Contest { get; init; }
    public IReadOnlyList<PreviousReceiver> Previous { get; init; } = [];
    public CancelWish? CancelWish { get; init; }
    public Transport? Transport { get; init; }
    public Admission? Admission { get; init; }
    public Discharge? Discharge { get; init; }
    public IReadOnlyList<FollowUpTask> FollowUps { get; init; } = [];

    /// <summary>The latest return that was made of this case.</summary>
    public ReturnCase? Return { get; init; }

    /// <summary>Returns made so far; their ids count on.</summary>
    public int Returns { get; init; }

    public Death? Death { get; init; }
    public Rating? Rating { get; init; }
    public SelfClosing? ClosedBy { get; init; }
    public IReadOnlyList<CaseClock> Clocks { get; init; } = [];
    public bool SecondHospitalOffered { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public DateTimeOffset? DepartedAt { get; init; }
    public DateTimeOffset? ArrivedAt { get; init; }
    public DateTimeOffset? ReceivedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    [JsonIgnore]
    public bool QuestionOpen => Questions.Count > 0 && Questions[^1].AnsweredAt is null;

    /// <summary>A return is under way or has been received; no other may be made.</summary>
    [JsonIgnore]
    public bool ReturnLive => Return is { Ended: false };

    /// <summary>The slot or bed that nobody else may have.</summary>
    [JsonIgnore]
    public Reservation? Held => Status.Open() && Status is not (ReferralStatus.Completed or ReferralStatus.Declined) ? Place : null;

    /// <summary>Keys this case holds alone: a live case per patient, direction and department; the place it booked; the consultation it goes on from.</summary>
    /// <remarks>A refused case blocks nothing, nor does one whose treatment is over. A return that is under way is claimed by the case it answers, in the append that decides on it.</remarks>
    [JsonIgnore]
    public IReadOnlyList<string> Claims =>
    [
        .. Waits && ReturnOf is null ? (string[])[Live(Direction, To.Department)] : [],
        .. Return is { Ended: false, ReceivedAt: null } back && Status.Open() ? (string[])[Live(ReferralDirection.Down, back.To.Department)] : [],
        .. Held is { } place ? (string[])[CapacityClaim(place.Id)] : [],
        .. Request.ConsultationId is { } consultation && SubmittedAt is not null && Status != ReferralStatus.Withdrawn ? (string[])[$"{ConversionPrefix}{consultation}"] : [],
    ];

    /// <summary>Key of a slot or bed, as <see cref="BookableCapacity.Claim"/> names it.</summary>
    public static string CapacityClaim(string id) => $"{CapacityPrefix}{id}";

    public const string CapacityPrefix = "capacity:";

    public const string ConversionPrefix = "conversion:";

    private bool Waits => Status.Open() && SubmittedAt is not null && Status is not (ReferralStatus.Declined or ReferralStatus.Completed)
        && !(Direction == ReferralDirection.Down && Status == ReferralStatus.UnderCare);

    private string Live(ReferralDirection direction, string? department) =>
        $"live-referral:{Request.PatientId}:{JsonNamingPolicy.CamelCase.ConvertName(direction.ToString())}:{department}";
}
