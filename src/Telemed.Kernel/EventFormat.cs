using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Telemed.Kernel;

/// <summary>A fact that the program does not know, or a known one that says something it cannot read: written by a newer version, or damage. Reading stops here.</summary>
/// <param name="type">The stored type name.</param>
/// <param name="cause">Why a known type could not be read; its message may hold personal data and is not for logs.</param>
public sealed class UnknownEventException(string type, Exception? cause = null)
    : Exception(cause is null ? $"Unknown stored event type '{type}'." : $"A stored event of type '{type}' says something unknown.", cause)
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

    /// <summary>From the stored form. Members that the record does not have are left alone: a newer version may write more of them.</summary>
    /// <exception cref="UnknownEventException">A type name outside the set, or a value such as a new word of a list.</exception>
    public TEvent Read(EventData stored)
    {
        if (stored.Fact is TEvent known) return known;
        if (!types.TryGetValue(stored.Type, out var type)) throw new UnknownEventException(stored.Type);
        try
        {
            var fact = (TEvent)JsonSerializer.Deserialize(stored.Json.Span, type, StoredJson.Options)!;
            stored.Fact = fact;
            return fact;
        }
        catch (JsonException e)
        {
            throw new UnknownEventException(stored.Type, e);
        }
    }
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
