using System.Text.Json;
using System.Text.Json.Serialization;
using Telemed.Contracts;
using Telemed.Recognition.Deciding;
using static Telemed.Recognition.RecognitionEvent;

namespace Telemed.Recognition.Keeping;

/// <summary>The first fact of a check as an array, like its items (ADR-0032, ADR-0046).</summary>
/// <remarks>Add at the end, never move. What was written before with names is read for good.</remarks>
internal sealed class CheckedJson : JsonConverter<Checked>
{
    private const int IdentityChecked = 1, Quiet = 2;
    private static readonly OrderContextJson Contexts = new();

    public override Checked Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject) return JsonSerializer.Deserialize<Named>(ref reader, options)!.Checked();
        var row = new StoredArray(ref reader);
        var (number, author) = (row.Text(ref reader)!, new CheckAuthor(row.Text(ref reader)!, row.Text(ref reader)));
        var orderer = new Orderer(row.Text(ref reader)!, StoredCode.Tiers[row.Int(ref reader)], row.Text(ref reader)!);
        var (patient, flags, department) = (row.Text(ref reader)!, row.Int(ref reader), row.Text(ref reader));
        var diagnoses = row.Next(ref reader) ? Diagnoses(ref reader) : [];
        var context = row.Next(ref reader) ? Contexts.Read(ref reader, typeof(OrderContext), options) : OrderContext.Ordinary;
        var catalogue = new CatalogueRef(row.Text(ref reader)!, row.Int(ref reader));
        var items = row.Next(ref reader) ? JsonSerializer.Deserialize<CheckedItem[]>(ref reader, options)! : [];
        var (endsAt, at) = (row.Time(ref reader)!.Value, row.Time(ref reader)!.Value);
        row.End(ref reader);
        return new(number, author, orderer, patient, (flags & IdentityChecked) != 0, department, diagnoses, context, catalogue, (flags & Quiet) != 0, items, endsAt, at);
    }

    public override void Write(Utf8JsonWriter writer, Checked value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(value.Number);
        writer.WriteStringValue(value.Author.AccountId);
        writer.WriteStringValue(value.Author.PractitionerId);
        writer.WriteStringValue(value.Orderer.InstitutionId);
        writer.WriteNumberValue(StoredCode.Of(StoredCode.Tiers, value.Orderer.Tier));
        writer.WriteStringValue(value.Orderer.AreaCode);
        writer.WriteStringValue(value.PatientId);
        writer.WriteNumberValue((value.IdentityChecked ? IdentityChecked : 0) | (value.Quiet ? Quiet : 0));
        writer.WriteStringValue(value.Department);
        Write(writer, value.Diagnoses);
        Contexts.Write(writer, value.Context, options);
        writer.WriteStringValue(value.Catalogue.Region);
        writer.WriteNumberValue(value.Catalogue.Version);
        writer.WriteStartArray();
        foreach (var item in value.Items) CheckedItemJson.Write(writer, item);
        writer.WriteEndArray();
        StoredArray.Write(writer, value.EndsAt);
        StoredArray.Write(writer, value.At);
        writer.WriteEndArray();
    }

    /// <summary>Code and text in turn.</summary>
    private static void Write(Utf8JsonWriter writer, IReadOnlyList<Diagnosis> diagnoses)
    {
        writer.WriteStartArray();
        foreach (var (code, text) in diagnoses)
        {
            writer.WriteStringValue(code);
            writer.WriteStringValue(text);
        }
        writer.WriteEndArray();
    }

    private static List<Diagnosis> Diagnoses(ref Utf8JsonReader reader)
    {
        var found = new List<Diagnosis>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var code = reader.GetString();
            reader.Read();
            found.Add(new(code, reader.GetString()));
        }
        return found;
    }

    private sealed record Named(
        string Number, CheckAuthor Author, Orderer Orderer, string PatientId, bool IdentityChecked, string? Department, IReadOnlyList<Diagnosis> Diagnoses,
        [property: JsonConverter(typeof(OrderContextJson))] OrderContext Context, CatalogueRef Catalogue, bool Quiet, IReadOnlyList<CheckedItem> Items, DateTimeOffset EndsAt, DateTimeOffset At)
    {
        public Checked Checked() => new(Number, Author, Orderer, PatientId, IdentityChecked, Department, Diagnoses, Context, Catalogue, Quiet, Items, EndsAt, At);
    }
}
