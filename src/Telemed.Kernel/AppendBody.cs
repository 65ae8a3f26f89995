using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Telemed.Kernel;

/// <summary>The bytes of a stored append, the same in every store, and the hash over them.</summary>
/// <remarks>A store keeps the body byte for byte: the hash is over the bytes, not over their meaning.</remarks>
public static class AppendBody
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int HashLength = 32;

    /// <summary>Largest accepted body in bytes: under the item limit of the smallest store.</summary>
    public const int MaxLength = 1_500_000;

    /// <summary>What the first append of a stream follows.</summary>
    public static ReadOnlyMemory<byte> Genesis { get; } = new byte[HashLength];

    /// <summary>Writes the body of the append that becomes <paramref name="version"/>.</summary>
    /// <exception cref="ArgumentException">Over <see cref="MaxLength"/>, or no event.</exception>
    public static byte[] Write(Append append, long version)
    {
        if (append.Events.Count == 0) throw new ArgumentException("An append holds at least one event.", nameof(append));
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("stream", append.Stream.Value);
            json.WriteNumber("version", version);
            json.WriteString("command", append.Context.CommandId);
            if (append.Context.BodyHash is { } body) json.WriteString("body", body);
            json.WriteString("actor", append.Context.Actor.Id);
            if (append.Context.Actor.OnBehalfOf is { } behalf) json.WriteString("onBehalfOf", behalf);
            if (append.Context.Actor.InstitutionId is { } institution) json.WriteString("institution", institution);
            json.WriteString("at", append.Context.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            if (append.Context.ReasonCode is { } reason) json.WriteString("reason", reason);
            json.WriteStartArray("events");
            foreach (var fact in append.Events)
            {
                json.WriteStartObject();
                json.WriteString("type", fact.Type);
                json.WritePropertyName("data");
                json.WriteRawValue(fact.Json.Span, skipInputValidation: true);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenCount <= MaxLength
            ? buffer.WrittenSpan.ToArray()
            : throw new ArgumentException($"An append of {buffer.WrittenCount} bytes is over the limit of {MaxLength}.", nameof(append));
    }

    /// <summary>SHA-256 over the previous hash and the body.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> body)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(previous);
        sha.AppendData(body);
        return sha.GetHashAndReset();
    }

    /// <summary>Reads a stored body back.</summary>
    /// <exception cref="JsonException">Not a body.</exception>
    public static StoredAppend Read(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> previous, ReadOnlyMemory<byte> hash)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        string? Optional(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
        var events = root.GetProperty("events");
        var facts = new EventData[events.GetArrayLength()];
        var i = 0;
        foreach (var fact in events.EnumerateArray())
            facts[i++] = new(fact.GetProperty("type").GetString()!, JsonSerializer.SerializeToUtf8Bytes(fact.GetProperty("data")));
        return new(
            StreamId.Parse(root.GetProperty("stream").GetString()!),
            root.GetProperty("version").GetInt64(),
            new(root.GetProperty("command").GetString()!, Optional("body"),
                new(root.GetProperty("actor").GetString()!, Optional("onBehalfOf"), Optional("institution")),
                root.GetProperty("at").GetDateTimeOffset(), Optional("reason")),
            facts, previous, hash);
    }
}
