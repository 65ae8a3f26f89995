using System.Text.Json;
using Telemed.Cases.Listing;
using Telemed.Kernel;

namespace Telemed.Recognition.Listing;

/// <summary>What the read model keeps of a check: its state without clinical text.</summary>
internal sealed record CheckRow(string Id, long Version, RecognitionState State)
{
    public static Boxes Boxes { get; } = new(RecognitionCheck.Category);

    /// <summary>Where it stands in the lists.</summary>
    public ListedCase Listed()
    {
        var areas = CaseAreas.Around(State.Orderer.AreaCode).ToArray();
        List<string> boxes = [Boxes.Outgoing(State.Orderer.InstitutionId), Boxes.Patient(State.PatientId), .. areas.Where(CaseAreas.Listed).Select(Boxes.Area)];
        if (State.Author.AccountId.Length > 0) boxes.Add(Boxes.Account(State.Author.AccountId));
        return new(
            Id, boxes, [.. areas.Where(a => !CaseAreas.Listed(a)).Select(Boxes.Area)], (int)State.Status, 0, 0, CaseSort.Key(null, State.CreatedAt),
            State.Status is RecognitionStatus.Open or RecognitionStatus.Decided ? [(RecognitionCheck.LifeClock, State.EndsAt)] : []);
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Options);

    public static CheckRow FromJson(byte[] json) => JsonSerializer.Deserialize<CheckRow>(json, StoredJson.Options)!;

    /// <summary>The state without what is too private for a list. What the fold and its steps need stays; in full a check stands in its own facts.</summary>
    public static RecognitionState Slim(RecognitionState state) => state with
    {
        Diagnoses = [],
        Context = Deciding.OrderContext.Ordinary,
        Decisions = state.Decisions.Count == 0 ? [] : [.. state.Decisions.Select(d => d with { Comment = null })],
    };
}
