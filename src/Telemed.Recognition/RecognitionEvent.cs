using System.Text.Json.Serialization;
using Telemed.Contracts;
using Telemed.Recognition.Deciding;
using Telemed.Recognition.Keeping;

namespace Telemed.Recognition;

/// <summary>Stored facts. Names and members are the storage format: add, never rename (ADR-0004).</summary>
public abstract record RecognitionEvent
{
    private RecognitionEvent() { }

    /// <summary>The rules were asked before an order.</summary>
    [JsonConverter(typeof(CheckedJson))]
    public sealed record Checked(
        string Number, CheckAuthor Author, Orderer Orderer, string PatientId, bool IdentityChecked, string? Department, IReadOnlyList<Diagnosis> Diagnoses,
        OrderContext Context, CatalogueRef Catalogue, bool Quiet, IReadOnlyList<CheckedItem> Items, DateTimeOffset EndsAt, DateTimeOffset At) : RecognitionEvent;
    public sealed record Opened(string Code, string ResultId, string By, string? PractitionerId, DateTimeOffset At) : RecognitionEvent;
    public sealed record Accepted(int No, string Code, string ResultId, string? Comment, string By, string? PractitionerId, DateTimeOffset At) : RecognitionEvent;

    /// <summary>The order is not placed, or is taken back by the hospital system that placed it.</summary>
    public sealed record OrderWithdrawn(int No, string Code, string? OrderId, DateTimeOffset At) : RecognitionEvent;

    /// <summary>The need for a repeat was explained to the patient.</summary>
    public sealed record Declined(
        int No, string Code, string ResultId, string ReasonCode, string? Comment, string By, string? PractitionerId, DateTimeOffset At) : RecognitionEvent;
    public sealed record Deferred(int No, string Code, string ResultId, string? Comment, string By, string? PractitionerId, DateTimeOffset At) : RecognitionEvent;
    public sealed record Revoked(int No, string? Reason, string By, DateTimeOffset At) : RecognitionEvent;
    public sealed record Quoted(string Code, string ResultId, string Where, string By, string? PractitionerId, DateTimeOffset At) : RecognitionEvent;

    /// <param name="Repeated">A recognisable result was there, and nobody had decided about it.</param>
    /// <param name="DecisionNo">The decline that explains it.</param>
    /// <param name="PatientId">Set where the check found nothing: no row tells whose it is.</param>
    public sealed record Ordered(
        string Code, string? OrderId, bool Repeated, int? DecisionNo, string By, string? PractitionerId, DateTimeOffset At, string? PatientId = null) : RecognitionEvent;

    /// <param name="By">Null when its time was over.</param>
    public sealed record Closed(string? By, DateTimeOffset At) : RecognitionEvent;

    /// <summary>A result came in although a recognisable one was there: the only fact of a case that no physician opened.</summary>
    /// <param name="Unasked">Nobody had decided about the earlier one.</param>
    /// <param name="SameResult">It says the same as the earlier one.</param>
    public sealed record RepeatFound(
        string Number, Orderer Orderer, string PatientId, CheckedItem Item, string ResultId, DateTimeOffset PerformedAt, CatalogueRef Catalogue, bool Unasked, bool SameResult,
        DateTimeOffset At) : RecognitionEvent;
}
