using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Telemed.Kernel;

namespace Telemed.Storage.Cosmos;

/// <summary>An append as it lies in the container: id and <c>last</c> are its number in the stream, the body is kept byte for byte as text.</summary>
/// <param name="Cid">Made by the writer for this one call: tells its own item from another's after a lost answer.</param>
/// <param name="Version">Its number in the stream.</param>
/// <param name="Claims">Keys taken.</param>
/// <param name="Releases">Keys given back.</param>
/// <param name="Append">What is stored.</param>
internal sealed record AppendItem(string Cid, long Version, IReadOnlyList<string> Claims, IReadOnlyList<string> Releases, StoredAppend Append)
{
    /// <summary>Largest item, in bytes: the service refuses 2 MB.</summary>
    public const int MaxLength = 2_000_000;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Id(long version) => version.ToString("D12", CultureInfo.InvariantCulture);

    /// <exception cref="ArgumentException">Over <see cref="MaxLength"/>.</exception>
    public static byte[] Write(Append append, string cid, byte[] body, ReadOnlySpan<byte> previous, ReadOnlySpan<byte> hash)
    {
        var version = append.ExpectedVersion + 1;
        var buffer = new ArrayBufferWriter<byte>(body.Length + 1024);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("id", Id(version));
            json.WriteString("streamId", append.Stream.Value);
            json.WriteNumber("last", version);
            json.WriteString("cid", cid);
            json.WriteString("command", Convert.ToHexStringLower(AppendBody.CommandKey(append.Context.CommandId)));
            json.WriteString("at", append.Context.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            Keys(json, "claims", append.Claims);
            Keys(json, "releases", append.Releases);
            json.WriteBase64String("previous", previous);
            json.WriteBase64String("hash", hash);
            json.WriteString("body", body);
            json.WriteEndObject();
        }
        return buffer.WrittenCount <= MaxLength
            ? buffer.WrittenSpan.ToArray()
            : throw new ArgumentException($"An append of {buffer.WrittenCount} bytes as an item is over the limit of {MaxLength}.", nameof(append));
    }

    public static AppendItem Read(JsonElement item) => new(
        item.GetProperty("cid").GetString()!, item.GetProperty("last").GetInt64(), Keys(item, "claims"), Keys(item, "releases"),
        AppendBody.Read(Body(item), item.GetProperty("previous").GetBytesFromBase64(), item.GetProperty("hash").GetBytesFromBase64()));

    public static byte[] Body(JsonElement item) => System.Text.Encoding.UTF8.GetBytes(item.GetProperty("body").GetString()!);

    private static void Keys(Utf8JsonWriter json, string name, IReadOnlyList<string> keys)
    {
        if (keys.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var key in keys) json.WriteStringValue(key);
        json.WriteEndArray();
    }

    private static string[] Keys(JsonElement item, string name) =>
        item.TryGetProperty(name, out var keys) ? [.. keys.EnumerateArray().Select(k => k.GetString()!)] : [];
}
