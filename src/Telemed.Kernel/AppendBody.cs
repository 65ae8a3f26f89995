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

    private const int LargestKept = 64 << 10;

    // one of each for a thread: making them costs as much as a small body
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? kept;

    /// <summary>Writes the body of the append that becomes <paramref name="version"/>.</summary>
    /// <exception cref="ArgumentException">Over <see cref="MaxLength"/>, or no event.</exception>
    public static byte[] Write(Append append, long version)
    {
        if (append.Events.Count == 0) throw new ArgumentException("An append holds at least one event.", nameof(append));
        var (buffer, json) = kept ?? Fresh();
        kept = null;   // thrown away when the writing fails
        Write(json, append, version);
        json.Flush();
        var body = buffer.WrittenCount <= MaxLength
            ? buffer.WrittenSpan.ToArray()
            : throw new ArgumentException($"An append of {buffer.WrittenCount} bytes is over the limit of {MaxLength}.", nameof(append));
        if (buffer.Capacity > LargestKept) return body;
        buffer.ResetWrittenCount();
        json.Reset();
        kept = (buffer, json);
        return body;
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) Fresh()
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        return (buffer, new(buffer));
    }

    private static void Write(Utf8JsonWriter json, Append append, long version)
    {
        json.WriteStartObject();
        json.WriteString("stream"u8, append.Stream.Value);
        json.WriteNumber("version"u8, version);
        json.WriteString("command"u8, append.Context.CommandId);
        if (append.Context.BodyHash is { } body) json.WriteString("body"u8, body);
        json.WriteString("actor"u8, append.Context.Actor.Id);
        if (append.Context.Actor.OnBehalfOf is { } behalf) json.WriteString("onBehalfOf"u8, behalf);
        if (append.Context.Actor.InstitutionId is { } institution) json.WriteString("institution"u8, institution);
        json.WriteString("at"u8, append.Context.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        if (append.Context.ReasonCode is { } reason) json.WriteString("reason"u8, reason);
        if (append.Context.Trace is { } trace) json.WriteString("trace"u8, trace);
        json.WriteStartArray("events"u8);
        foreach (var fact in append.Events)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, fact.Type);
            json.WritePropertyName("data"u8);
            json.WriteRawValue(fact.Json.Span, skipInputValidation: true);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What an index of commands holds for a command id: the first 16 bytes of its SHA-256.</summary>
    public static byte[] CommandKey(string commandId) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(commandId))[..16];

    /// <summary>SHA-256 over the previous hash and the body.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> body)
    {
        var joined = ArrayPool<byte>.Shared.Rent(previous.Length + body.Length);
        try
        {
            previous.CopyTo(joined);
            body.CopyTo(joined.AsSpan(previous.Length));
            return SHA256.HashData(joined.AsSpan(0, previous.Length + body.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined);
        }
    }

    /// <summary>Reads a stored body back; the facts are slices of <paramref name="body"/>, byte for byte as they were written.</summary>
    /// <exception cref="JsonException">Not a body.</exception>
    public static StoredAppend Read(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> previous, ReadOnlyMemory<byte> hash)
    {
        var json = new Utf8JsonReader(body.Span);
        string? stream = null, command = null, bodyHash = null, actor = null, behalf = null, institution = null, reason = null, trace = null;
        long version = 0;
        DateTimeOffset at = default;
        List<EventData> facts = [];
        json.Read();
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            if (Next(ref json, "stream"u8)) stream = json.GetString();
            else if (Next(ref json, "version"u8)) version = json.GetInt64();
            else if (Next(ref json, "command"u8)) command = json.GetString();
            else if (Next(ref json, "body"u8)) bodyHash = json.GetString();
            else if (Next(ref json, "actor"u8)) actor = json.GetString();
            else if (Next(ref json, "onBehalfOf"u8)) behalf = json.GetString();
            else if (Next(ref json, "institution"u8)) institution = json.GetString();
            else if (Next(ref json, "at"u8)) at = json.GetDateTimeOffset();
            else if (Next(ref json, "reason"u8)) reason = json.GetString();
            else if (Next(ref json, "trace"u8)) trace = json.GetString();
            else if (Next(ref json, "events"u8)) facts = ReadFacts(ref json, body);
            else json.Skip();
        }
        if (stream is null || command is null || actor is null || facts.Count == 0) throw new JsonException("Not the body of an append.");
        return new(StreamId.Parse(stream), version, new(command, bodyHash, new(actor, behalf, institution), at, reason) { Trace = trace }, facts, previous, hash);
    }

    private static bool Next(ref Utf8JsonReader json, ReadOnlySpan<byte> name) => json.ValueTextEquals(name) && json.Read();

    private static List<EventData> ReadFacts(ref Utf8JsonReader json, ReadOnlyMemory<byte> body)
    {
        var facts = new List<EventData>(1);
        while (json.Read() && json.TokenType is JsonTokenType.StartObject)
        {
            string? type = null;
            ReadOnlyMemory<byte> data = default;
            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                if (Next(ref json, "type"u8)) type = json.GetString();
                else if (Next(ref json, "data"u8))
                {
                    var start = (int)json.TokenStartIndex;
                    json.Skip();
                    data = body[start..(int)json.BytesConsumed];
                }
                else json.Skip();
            }
            facts.Add(new(type ?? throw new JsonException("A stored fact without type."), data));
        }
        return facts;
    }
}
