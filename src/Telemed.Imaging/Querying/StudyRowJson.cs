using System.Text.Json;
using Telemed.Dicom.Core;
using Telemed.Imaging.Indexing;
using Telemed.ReadModel;

namespace Telemed.Imaging.Querying;

/// <summary>Rows of studies in the DICOM JSON model (PS3.18 Annex F), straight from the index; the same as <see cref="QueryRow"/> and <see cref="Dicom.Web.DicomJson"/> say of them.</summary>
internal sealed class StudyRowJson
{
    private static readonly JsonEncodedText VrName = JsonEncodedText.Encode("vr"), ValueName = JsonEncodedText.Encode("Value");
    private static readonly JsonEncodedText[] Groups = [JsonEncodedText.Encode("Alphabetic"), JsonEncodedText.Encode("Ideographic"), JsonEncodedText.Encode("Phonetic")];

    private readonly Part[] parts;
    private readonly int uid;
    private readonly string root;

    /// <param name="Column">In the row; null for a text that is the same for all.</param>
    private sealed record Part(Tag Tag, Vr Vr, int? Column, MatchKind Kind, string? Text = null)
    {
        public JsonEncodedText Name { get; } = JsonEncodedText.Encode(Tag.ToHex());

        public JsonEncodedText VrText { get; } = JsonEncodedText.Encode(Vr.Letters());
    }

    private StudyRowJson(IReadOnlyList<IndexedAttribute> columns, string root)
    {
        this.root = root;
        uid = columns.Index().First(column => column.Item.Path.Tag == Tags.StudyInstanceUid).Index;
        parts =
        [
            .. columns.Select((column, i) => new Part(column.Path.Tag, column.Vr, i, column.Kind))
                .Append(new(Tags.SpecificCharacterSet, Vr.CS, null, MatchKind.Text, "ISO_IR 192"))
                .Append(new(Tags.InstanceAvailability, Vr.CS, null, MatchKind.Text, "ONLINE"))
                .Append(new(Tags.RetrieveUrl, Vr.UR, null, MatchKind.Text))
                .OrderBy(part => part.Tag),
        ];
    }

    /// <param name="query">What was asked for.</param>
    /// <param name="statement">Whose rows.</param>
    /// <param name="root">Address of all studies, without a slash at its end.</param>
    /// <returns>Null when columns alone do not make the answer: parts of sequences, or what is read from the objects.</returns>
    public static StudyRowJson? Of(ImagingQuery query, QueryStatement statement, string root) =>
        query.Level != QueryLevel.Study || query.IncludeAll || QueryRow.FromObject(query).Any() || statement.Columns.Any(column => column.Path.Inner is not null)
            ? null : new(statement.Columns, root);

    /// <summary>Writes the present row as one object.</summary>
    public void Write(Utf8JsonWriter json, ReadStatement row)
    {
        json.WriteStartObject();
        foreach (var part in parts)
        {
            json.WriteStartObject(part.Name);
            json.WriteString(VrName, part.VrText);
            if (part.Column is not { } column) WriteTexts(json, part.Text ?? $"{root}/{row.Text(uid)}", single: true);
            else if (!row.IsNull(column)) WriteColumn(json, part, row, column);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter json, Part part, ReadStatement row, int column)
    {
        if (part.Kind == MatchKind.Number)
        {
            json.WriteStartArray(ValueName);
            json.WriteNumberValue(row.Number(column));
            json.WriteEndArray();
            return;
        }
        string text = part.Kind == MatchKind.List ? row.Text(column)[1..^1] : row.Text(column);
        if (part.Vr == Vr.PN) WriteNames(json, text);
        else WriteTexts(json, text, part.Vr.IsSingleText());
    }

    private static void WriteTexts(Utf8JsonWriter json, string text, bool single)
    {
        string[] values = single || !text.Contains('\\', StringComparison.Ordinal) ? [text] : text.Split('\\');
        if (values is [var only] && only.AsSpan().Trim(" \0").IsEmpty) return;
        json.WriteStartArray(ValueName);
        foreach (string value in values)
        {
            var trimmed = single ? value.AsSpan().TrimEnd(" \0") : value.AsSpan().Trim(" \0");
            if (trimmed.IsEmpty) json.WriteNullValue();
            else json.WriteStringValue(trimmed);
        }
        json.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter json, string names)
    {
        if (names.AsSpan().Trim(" \0").IsEmpty) return;
        json.WriteStartArray(ValueName);
        foreach (string name in names.Split('\\'))
        {
            json.WriteStartObject();
            string[] groups = name.Trim(' ', '\0').Split('=', Groups.Length);
            for (int i = 0; i < groups.Length; i++)
                if (groups[i].AsSpan().TrimEnd("^ ") is { IsEmpty: false } group) json.WriteString(Groups[i], group);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
