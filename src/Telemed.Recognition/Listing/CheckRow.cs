using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Telemed.Cases.Listing;
using Telemed.Kernel;

namespace Telemed.Recognition.Listing;

/// <summary>What the read model keeps of a check: its state without clinical text and without what only the rules read.</summary>
internal sealed record CheckRow(string Id, long Version, RecognitionState State)
{
    private static readonly JsonSerializerOptions Json = new(StoredJson.Options) { Converters = { new CandidateJson() } };

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

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    public static CheckRow FromJson(byte[] json) => JsonSerializer.Deserialize<CheckRow>(json, Json)!;

    /// <summary>The state without what is too long or too private for a list. What the fold and its steps need stays; in full a check stands in its own facts.</summary>
    public static RecognitionState Slim(RecognitionState state) => state with
    {
        Diagnoses = [],
        Context = Deciding.OrderContext.Ordinary,
        Items = [.. state.Items.Select(i => i with { Candidates = [.. i.Candidates.Select(Slim)] })],
        Decisions = [.. state.Decisions.Select(d => d with { Comment = null })],
    };

    private static Candidate Slim(Candidate c) => Slim(c.ResultId, c.InstitutionId, c.PerformedAt, c.Verdict, c.Relation, c.StudyUid);

    private static Candidate Slim(string resultId, string institutionId, DateTimeOffset performedAt, Deciding.Verdict verdict, Deciding.RecognitionRelation relation, string? studyUid) => new(
        resultId, 0, institutionId, performedAt, null, null, studyUid, null, null, false, false, [], default, false, false, default, false, null, verdict, default, relation, default);

    /// <summary>A check may have found sixty earlier results: six members of each, without their names.</summary>
    private sealed class CandidateJson : JsonConverter<Candidate>
    {
        public override Candidate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var found = Slim(
                Text(ref reader)!, Text(ref reader)!, new(long.Parse(Text(ref reader)!, CultureInfo.InvariantCulture), TimeSpan.Zero), Enum.Parse<Deciding.Verdict>(Text(ref reader)!),
                Enum.Parse<Deciding.RecognitionRelation>(Text(ref reader)!), Text(ref reader));
            reader.Read();
            return found;
        }

        public override void Write(Utf8JsonWriter writer, Candidate value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(value.ResultId);
            writer.WriteStringValue(value.InstitutionId);
            writer.WriteStringValue(value.PerformedAt.UtcTicks.ToString(CultureInfo.InvariantCulture));
            writer.WriteStringValue(value.Verdict.ToString());
            writer.WriteStringValue(value.Relation.ToString());
            writer.WriteStringValue(value.StudyUid);
            writer.WriteEndArray();
        }

        private static string? Text(ref Utf8JsonReader reader) => reader.Read() ? reader.GetString() : throw new JsonException();
    }
}
