using System.Text.Json;
using System.Text.Json.Serialization;

namespace Telemed.Examinations.Reporting;

/// <summary>Reads a value that systems send as a number or as a text; a number keeps its digits as sent.</summary>
internal sealed class NumberOrText : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw new JsonException("A number or a text."),
    };

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
