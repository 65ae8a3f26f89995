using System.Text.Json.Serialization;
using Telemed.Recognition.Deciding;
using Telemed.Recognition.Keeping;

namespace Telemed.Recognition;

/// <summary>What the facts of one check add up to. Never stored, never sent to a client as it is.</summary>
public sealed record RecognitionState
{
    public static RecognitionState Initial { get; } = new();

    /// <summary>Ended, whether or not its items were decided.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string Number { get; init; } = "";
    public CheckAuthor Author { get; init; } = new("", null);
    public Orderer Orderer { get; init; } = new("", default, "");
    public string PatientId { get; init; } = "";
    public bool IdentityChecked { get; init; }
    public string? Department { get; init; }
    public IReadOnlyList<Diagnosis> Diagnoses { get; init; } = [];
    [JsonConverter(typeof(OrderContextJson))]
    public OrderContext Context { get; init; } = OrderContext.Ordinary;
    public CatalogueRef Catalogue { get; init; } = new("", 0);
    public bool Quiet { get; init; }
    public IReadOnlyList<CheckedItem> Items { get; init; } = [];
    public IReadOnlyList<MadeDecision> Decisions { get; init; } = [];
    public IReadOnlyList<MadeOrder> Orders { get; init; } = [];
    public IReadOnlyList<ViewedResult> Viewed { get; init; } = [];
    public IReadOnlyList<string> Withdrawn { get; init; } = [];
    public DateTimeOffset EndsAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    [JsonIgnore]
    public RecognitionStatus Status => Number.Length == 0 ? RecognitionStatus.None : EndedAt is not null ? RecognitionStatus.Closed : Waits ? RecognitionStatus.Open : RecognitionStatus.Decided;

    /// <summary>There was no earlier result of any item: nothing to look at, nothing to decide, and nobody to tell when it ends (ADR-0046).</summary>
    [JsonIgnore]
    public bool FoundNothing
    {
        get
        {
            foreach (var item in Items)
                if (item.Candidates.Count > 0) return false;
            return Number.Length > 0;
        }
    }

    /// <summary>As it stands at a moment: one that found nothing is over at the end of its time without a fact that says so.</summary>
    public RecognitionState AsOf(DateTimeOffset moment) => EndedAt is null && moment >= EndsAt && FoundNothing ? this with { EndedAt = EndsAt } : this;

    /// <summary>An item with an earlier result worth a look is neither decided nor ordered.</summary>
    private bool Waits
    {
        get
        {
            foreach (var item in Items)
                if (item.Candidates.Count > 0 && item.Verdict != Verdict.NotRecognisable && Standing(item.Code) is null && Order(item.Code) is null) return true;
            return false;
        }
    }

    public CheckedItem? Item(string? code)
    {
        foreach (var item in Items)
            if (item.Code == code) return item;
        return null;
    }

    /// <summary>The item and candidate of a result; of the first item that has it.</summary>
    public (CheckedItem Item, Candidate Candidate)? Find(string? resultId)
    {
        foreach (var item in Items)
            if (item.Find(resultId) is { } candidate) return (item, candidate);
        return null;
    }

    /// <summary>The decision about an item that stands: the last one that was not revoked.</summary>
    public MadeDecision? Standing(string code)
    {
        for (var i = Decisions.Count - 1; i >= 0; i--)
            if (Decisions[i] is { RevokedAt: null } made && made.Code == code) return made;
        return null;
    }

    public MadeOrder? Order(string code)
    {
        foreach (var order in Orders)
            if (order.Code == code) return order;
        return null;
    }
}
