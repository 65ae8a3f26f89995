using System.Text.Json;

namespace Telemed.Recognition.Keeping;

/// <summary>Reads a JSON array place by place: places that are not there read as null, places behind those that are known are passed over.</summary>
internal struct StoredArray
{
    private static readonly long Epoch = DateTimeOffset.UnixEpoch.Ticks;
    private bool ended;

    /// <param name="reader">At the beginning of the array.</param>
    public StoredArray(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException();
    }

    /// <summary>Whether there is a value at the next place; the reader then stands on it.</summary>
    public bool Next(ref Utf8JsonReader reader)
    {
        if (ended) return false;
        if (!reader.Read()) throw new JsonException();
        ended = reader.TokenType == JsonTokenType.EndArray;
        return !ended && reader.TokenType != JsonTokenType.Null;
    }

    public string? Text(ref Utf8JsonReader reader) => Next(ref reader) ? reader.GetString() : null;

    public int Int(ref Utf8JsonReader reader) => Next(ref reader) ? reader.GetInt32() : 0;

    public long Long(ref Utf8JsonReader reader) => Next(ref reader) ? reader.GetInt64() : 0;

    public decimal? Decimal(ref Utf8JsonReader reader) => Next(ref reader) ? reader.GetDecimal() : null;

    /// <summary>Seconds since 1970, with a fraction where there is one.</summary>
    public DateTimeOffset? Time(ref Utf8JsonReader reader) =>
        Decimal(ref reader) is { } seconds ? new(Epoch + (long)(seconds * TimeSpan.TicksPerSecond), TimeSpan.Zero) : null;

    public void End(ref Utf8JsonReader reader)
    {
        while (!ended)
        {
            if (Next(ref reader)) reader.Skip();
        }
    }

    public static void Write(Utf8JsonWriter writer, DateTimeOffset? at)
    {
        if (at is not { } time) writer.WriteNullValue();
        else if ((time.UtcTicks - Epoch) % TimeSpan.TicksPerSecond is 0) writer.WriteNumberValue((time.UtcTicks - Epoch) / TimeSpan.TicksPerSecond);
        else writer.WriteNumberValue((decimal)(time.UtcTicks - Epoch) / TimeSpan.TicksPerSecond);
    }
}
