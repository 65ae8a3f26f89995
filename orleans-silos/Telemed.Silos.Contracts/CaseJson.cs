using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Telemed.Kernel;

namespace Telemed.Silos;

/// <summary>The JSON in which commands and answers travel between silos; nothing stored has this form.</summary>
public static class CaseJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        IncludeFields = true,   // the pair in Answer.Wrote
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // goes to a silo, never into a page
        Converters = { new JsonStringEnumConverter(), new StreamIdConverter(), new SetConverter() },
    };

    /// <summary>UTF-8 bytes of a value, by its own type.</summary>
    public static byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options);

    /// <summary>The value back.</summary>
    /// <exception cref="JsonException">Not of that type.</exception>
    public static object Read(byte[] json, Type type) => JsonSerializer.Deserialize(json, type, Options) ?? throw new JsonException($"No {type.Name}.");

    private sealed class StreamIdConverter : JsonConverter<StreamId>
    {
        public override StreamId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => StreamId.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, StreamId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    /// <summary>Sets that are only read, as a caller's roles.</summary>
    private sealed class SetConverter : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(IReadOnlySet<>);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

        private sealed class Of<T> : JsonConverter<IReadOnlySet<T>>
        {
            public override IReadOnlySet<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
                JsonSerializer.Deserialize<HashSet<T>>(ref reader, options)!;

            public override void Write(Utf8JsonWriter writer, IReadOnlySet<T> value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.AsEnumerable(), options);
        }
    }
}
