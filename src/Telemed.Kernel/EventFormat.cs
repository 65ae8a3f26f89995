using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Telemed.Kernel;

/// <summary>An event type that the program does not know: written by a newer version, or damage. Reading stops here.</summary>
public sealed class UnknownEventException(string type) : Exception($"Unknown stored event type '{type}'.")
{
    /// <summary>The stored type name.</summary>
    public string Type { get; } = type;
}

/// <summary>JSON form of a closed set of facts: the records nested in <typeparamref name="TEvent"/>, named <c>{prefix}.{camelCaseRecordName}</c>.</summary>
public sealed class EventFormat<TEvent> where TEvent : class
{
    private readonly FrozenDictionary<Type, string> names;
    private readonly FrozenDictionary<string, Type> types;

    /// <param name="prefix">Set apart from the sets of other cases, such as <c>consultation</c>.</param>
    public EventFormat(string prefix)
    {
        types = typeof(TEvent).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(TEvent)) && !t.IsAbstract)
            .ToFrozenDictionary(t => $"{prefix}.{JsonNamingPolicy.CamelCase.ConvertName(t.Name)}");
        names = types.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
    }

    /// <summary>Every stored type name with its record.</summary>
    public IReadOnlyDictionary<string, Type> Types => types;

    /// <summary>To the stored form.</summary>
    public EventData Write(TEvent fact) =>
        new(names[fact.GetType()], JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), StoredJson.Options)) { Fact = fact };

    /// <summary>From the stored form.</summary>
    /// <exception cref="UnknownEventException">A type name outside the set.</exception>
    public TEvent Read(EventData stored) =>
        stored.Fact is TEvent known ? known
        : types.TryGetValue(stored.Type, out var type)
            ? (TEvent)JsonSerializer.Deserialize(stored.Json.Span, type, StoredJson.Options)!
            : throw new UnknownEventException(stored.Type);
}

/// <summary>How facts are written as JSON: camelCase, enums by name, nothing for null, Chinese as it is.</summary>
public static class StoredJson
{
    /// <summary>The one set of options for stored facts.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
