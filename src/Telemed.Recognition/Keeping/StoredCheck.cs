using System.Text.Json;
using System.Text.Json.Serialization;
using Telemed.Contracts;
using Telemed.Recognition.Deciding;

namespace Telemed.Recognition.Keeping;

/// <summary>Items of a check as facts keep them: places in an array and numbers for names. A province looks up ten million times a day, and each look-up is kept.</summary>
/// <remarks>Add at the end, never move. What was written before with names is read for good.</remarks>
internal sealed class CheckedItemJson : JsonConverter<CheckedItem>
{
    public override CheckedItem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject) return JsonSerializer.Deserialize<Named>(ref reader, options)!.Item();
        var row = new StoredArray(ref reader);
        var code = row.Text(ref reader)!;
        var category = StoredCode.Categories[row.Int(ref reader)];
        var verdict = StoredCode.Verdicts[row.Int(ref reader)];
        var rule = StoredCode.Rules[row.Int(ref reader)];
        var relation = StoredCode.Relations[row.Int(ref reader)];
        var against = StoredCode.Read(row.Long(ref reader));
        var older = row.Int(ref reader);
        var fee = row.Decimal(ref reader);
        var order = row.Text(ref reader);
        var candidates = row.Next(ref reader) ? JsonSerializer.Deserialize<Candidate[]>(ref reader, options)! : [];
        row.End(ref reader);
        return new(code, category, order, verdict, rule, relation, against, fee, candidates, older);
    }

    public override void Write(Utf8JsonWriter writer, CheckedItem value, JsonSerializerOptions options) => Write(writer, value);

    public static void Write(Utf8JsonWriter writer, CheckedItem value)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(value.Code);
        writer.WriteNumberValue(StoredCode.Of(StoredCode.Categories, value.Category));
        writer.WriteNumberValue(StoredCode.Of(StoredCode.Verdicts, value.Verdict));
        writer.WriteNumberValue(StoredCode.Of(StoredCode.Rules, value.Rule));
        writer.WriteNumberValue(StoredCode.Of(StoredCode.Relations, value.Relation));
        writer.WriteNumberValue(StoredCode.Of(value.Against));
        writer.WriteNumberValue(value.Older);
        if (value.Fee is { } fee) writer.WriteNumberValue(fee);
        else writer.WriteNullValue();
        writer.WriteStringValue(value.OrderId);
        writer.WriteStartArray();
        for (var i = 0; i < value.Candidates.Count; i++) CandidateJson.Write(writer, value.Candidates[i]);
        writer.WriteEndArray();
        writer.WriteEndArray();
    }

    private sealed record Named(
        string Code, ResultCategory Category, string? OrderId, Verdict Verdict, Rule Rule, RecognitionRelation Relation, RuleSet Against, decimal? Fee, IReadOnlyList<Candidate> Candidates, int Older)
    {
        public CheckedItem Item() => new(Code, Category, OrderId, Verdict, Rule, Relation, Against, Fee, Candidates, Older);
    }
}

/// <summary>An earlier result, likewise; what few results have stands at the end and is left out.</summary>
internal sealed class CandidateJson : JsonConverter<Candidate>
{
    private const int Retrievable = 1, Legacy = 2, Levelled = 4, InAlliance = 8, MarkHere = 16;

    public override Candidate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject) return JsonSerializer.Deserialize<Named>(ref reader, options)!.Candidate();
        var row = new StoredArray(ref reader);
        var (id, version, institution, performed) = (row.Text(ref reader)!, row.Int(ref reader), row.Text(ref reader)!, row.Time(ref reader)!.Value);
        var (flags, tier, quality) = (row.Int(ref reader), StoredCode.Tiers[row.Int(ref reader)], StoredCode.Qualities[row.Int(ref reader)]);
        var (verdict, rule) = (StoredCode.Verdicts[row.Int(ref reader)], StoredCode.Rules[row.Int(ref reader)]);
        var (relation, against) = (StoredCode.Relations[row.Int(ref reader)], StoredCode.Read(row.Long(ref reader)));
        var (valid, mark, study) = (row.Time(ref reader), row.Text(ref reader), row.Text(ref reader));
        var (collected, device, method) = (row.Time(ref reader), row.Text(ref reader), row.Text(ref reader));
        var interventions = row.Next(ref reader) ? JsonSerializer.Deserialize<Intervention[]>(ref reader, options)! : [];
        row.End(ref reader);
        return new(
            id, version, institution, performed, collected, valid, study, device, method, (flags & Retrievable) != 0, (flags & Legacy) != 0, interventions, tier, (flags & Levelled) != 0,
            (flags & InAlliance) != 0, quality, (flags & MarkHere) != 0, mark, verdict, rule, relation, against);
    }

    public override void Write(Utf8JsonWriter writer, Candidate value, JsonSerializerOptions options) => Write(writer, value);

    public static void Write(Utf8JsonWriter writer, Candidate c)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(c.ResultId);
        writer.WriteNumberValue(c.ResultVersion);
        writer.WriteStringValue(c.InstitutionId);
        StoredArray.Write(writer, c.PerformedAt);
        writer.WriteNumberValue(
            (c.Retrievable ? Retrievable : 0) | (c.Legacy ? Legacy : 0) | (c.Levelled ? Levelled : 0) | (c.InAlliance ? InAlliance : 0) | (c.MarkHere ? MarkHere : 0));
        writer.WriteNumberValue(StoredCode.Of(StoredCode.Tiers, c.Tier));
        writer.WriteNumberValue(StoredCode.Of(StoredCode.Qualities, c.Quality));
        writer.WriteNumberValue(StoredCode.Of(StoredCode.Verdicts, c.Verdict));
        writer.WriteNumberValue(StoredCode.Of(StoredCode.Rules, c.Rule));
        writer.WriteNumberValue(StoredCode.Of(StoredCode.Relations, c.Relation));
        writer.WriteNumberValue(StoredCode.Of(c.Against));
        Tail(writer, c);
        writer.WriteEndArray();
    }

    private static void Tail(Utf8JsonWriter writer, Candidate c)
    {
        var length = c.Interventions.Count > 0 ? 7 : c.Method is not null ? 6 : c.DeviceClass is not null ? 5 : c.CollectedAt is not null ? 4 : c.StudyUid is not null ? 3
            : c.Mark is not null ? 2 : c.ValidUntil is not null ? 1 : 0;
        if (length > 0) StoredArray.Write(writer, c.ValidUntil);
        if (length > 1) writer.WriteStringValue(c.Mark);
        if (length > 2) writer.WriteStringValue(c.StudyUid);
        if (length > 3) StoredArray.Write(writer, c.CollectedAt);
        if (length > 4) writer.WriteStringValue(c.DeviceClass);
        if (length > 5) writer.WriteStringValue(c.Method);
        if (length <= 6) return;
        writer.WriteStartArray();
        foreach (var one in c.Interventions)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", one.Kind);
            writer.WriteString("at", one.At);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private sealed record Named(
        string ResultId, int ResultVersion, string InstitutionId, DateTimeOffset PerformedAt, DateTimeOffset? CollectedAt, DateTimeOffset? ValidUntil, string? StudyUid, string? DeviceClass,
        string? Method, bool Retrievable, bool Legacy, IReadOnlyList<Intervention> Interventions, AdministrativeTier Tier, bool Levelled, bool InAlliance, QualityState Quality, bool MarkHere,
        string? Mark, Verdict Verdict, Rule Rule, RecognitionRelation Relation, RuleSet Against)
    {
        public Candidate Candidate() => new(
            ResultId, ResultVersion, InstitutionId, PerformedAt, CollectedAt, ValidUntil, StudyUid, DeviceClass, Method, Retrievable, Legacy, Interventions, Tier, Levelled, InAlliance,
            Quality, MarkHere, Mark, Verdict, Rule, Relation, Against);
    }
}

/// <summary>What the physician said of the moment: a number, with the treatments behind it where there were any.</summary>
internal sealed class OrderContextJson : JsonConverter<OrderContext>
{
    private const int Emergency = 1, BeforeSurgery = 2, Transfusion = 4, Appraisal = 8, ConditionChanged = 16;

    public override OrderContext Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject) return JsonSerializer.Deserialize<OrderContext>(ref reader, options)!;
        if (reader.TokenType == JsonTokenType.Number) return Of(reader.GetInt32(), []);
        var row = new StoredArray(ref reader);
        var flags = row.Int(ref reader);
        var interventions = row.Next(ref reader) ? JsonSerializer.Deserialize<Intervention[]>(ref reader, options)! : [];
        row.End(ref reader);
        return Of(flags, interventions);
    }

    public override void Write(Utf8JsonWriter writer, OrderContext value, JsonSerializerOptions options)
    {
        var flags = (value.Emergency ? Emergency : 0) | (value.BeforeSurgery ? BeforeSurgery : 0) | (value.Transfusion ? Transfusion : 0) | (value.Appraisal ? Appraisal : 0)
            | (value.ConditionChanged ? ConditionChanged : 0);
        if (value.Interventions.Count == 0)
        {
            writer.WriteNumberValue(flags);
            return;
        }
        writer.WriteStartArray();
        writer.WriteNumberValue(flags);
        JsonSerializer.Serialize(writer, value.Interventions, options);
        writer.WriteEndArray();
    }

    private static OrderContext Of(int flags, Intervention[] interventions) => flags == 0 && interventions.Length == 0 ? OrderContext.Ordinary : new(
        (flags & Emergency) != 0, (flags & BeforeSurgery) != 0, (flags & Transfusion) != 0, (flags & Appraisal) != 0, (flags & ConditionChanged) != 0, interventions);
}
