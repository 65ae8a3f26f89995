using System.Text.Json;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations.Listing;

/// <summary>What the read model keeps of a case: its state without the clinical text that no list shows.</summary>
/// <param name="LastBy">The institution whose step was the last one.</param>
internal sealed record CaseRow(string Id, long Version, string? LastBy, ConsultationState State)
{
    private const int ReasonLength = 80;
    private static readonly int[] AreaDigits = [0, 2, 4, 6];

    /// <summary>Sorts after every time: a case on which no clock runs.</summary>
    private const char NoClock = 'z';

    /// <summary>Whose lists it is in.</summary>
    public IEnumerable<string> Owners
    {
        get
        {
            yield return Boxes.Outgoing(State.InvitingId);
            yield return Boxes.Account(State.Author.AccountId);
            if (State.SubmittedAt is null) yield break;
            yield return Boxes.Incoming(State.Invited.InstitutionId!);
            foreach (var assigned in State.Assigned) yield return Boxes.Practitioner(assigned.PractitionerId);
            yield return Boxes.Patient(State.Request.PatientId);
            foreach (var area in Areas) yield return Boxes.Area(area);
        }
    }

    /// <summary>Every area that holds one of the sides: country, province, city, county.</summary>
    public IEnumerable<string> Areas => State.Areas is not { } areas
        ? []
        : new[] { areas.Inviting, areas.Invited }.SelectMany(a => AreaDigits.Where(n => n <= a.Length).Select(n => a[..n])).Distinct();

    /// <summary>Emergencies first; among the ended by time alone.</summary>
    public int Rank => (int)State.Request.Urgency;

    /// <summary>The clock that runs out first, or ran out.</summary>
    public CaseClock? Clock => State.Clocks.Where(c => c is { StoppedAt: null, PausedAt: null }).MinBy(c => c.DueAt);

    /// <summary>Sort key within a rank: what is due first; then, without a clock, the newest.</summary>
    public string SortKey => Clock is { } clock
        ? clock.DueAt.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture)
        : $"{NoClock}{DateTimeOffset.MaxValue.Ticks - State.UpdatedAt.UtcTicks:D19}";

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

/// <summary>Names of the lists a case can be in.</summary>
internal static class Boxes
{
    public static string Outgoing(string institutionId) => $"out:{institutionId}";
    public static string Incoming(string institutionId) => $"in:{institutionId}";
    public static string Account(string accountId) => $"acc:{accountId}";
    public static string Practitioner(string practitionerId) => $"prac:{practitionerId}";
    public static string Patient(string patientId) => $"patient:{patientId}";
    public static string Area(string areaCode) => $"area:{areaCode}";
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
