using System.Text.Json;
using System.Text.Json.Serialization;
using Telemed.Cases.Listing;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations.Rounds.Listing;

/// <summary>What the read model keeps of a round.</summary>
internal sealed record RoundRow(string Id, long Version, RoundState State)
{
    public static Boxes Boxes { get; } = new(RoundCases.Category);

    /// <summary>Where it stands in the lists: the next one first; what is over, the newest first.</summary>
    [JsonIgnore]
    public ListedCase Listed => new(
        Id, [Boxes.Outgoing(State.InvitingId), Boxes.Incoming(State.Invited.InstitutionId!)], [], (int)State.Status, (int)ServiceKind.WardRound, 0,
        CaseSort.Key(State.Live ? State.Start : null, State.UpdatedAt), []);

    public string ToJson() => JsonSerializer.Serialize(this, StoredJson.Options);

    public static RoundRow FromJson(string json) => JsonSerializer.Deserialize<RoundRow>(json, StoredJson.Options)!;
}
