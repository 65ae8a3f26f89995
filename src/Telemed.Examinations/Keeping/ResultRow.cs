using System.Globalization;
using System.Text.Json;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Examinations.Keeping;

/// <summary>What a row says in one number.</summary>
[Flags]
internal enum ResultFlag
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Numbers or images are there, not only a text.</summary>
    Retrievable = 1,

    /// <summary>From old stock.</summary>
    Legacy = 2,

    /// <summary>A value is critical.</summary>
    Critical = 4,
}

/// <summary>Reads flags from a content.</summary>
internal static class ResultFlags
{
    extension(ResultFlag)
    {
        public static ResultFlag Of(ResultContent content, bool legacy) =>
            (content.Values.Count > 0 || content.StudyUid is not null ? ResultFlag.Retrievable : ResultFlag.None)
            | (legacy ? ResultFlag.Legacy : ResultFlag.None)
            | (content.Values.Any(v => v.Flag == ValueFlag.Critical) ? ResultFlag.Critical : ResultFlag.None);
    }
}

/// <summary>What few results have and recognition asks for.</summary>
internal sealed record ResultExtra(string? StudyUid, string? DeviceClass, string? Method, IReadOnlyList<Intervention>? Interventions)
{
    /// <summary>Null when there is nothing.</summary>
    public static ResultExtra? Of(ResultContent content) =>
        content is { StudyUid: null, DeviceClass: null, Method: null, Interventions.Count: 0 } ? null
        : new(content.StudyUid, content.DeviceClass, content.Method, content.Interventions.Count == 0 ? null : content.Interventions);

    public string ToJson() => JsonSerializer.Serialize(this, StoredJson.Options);

    public static ResultExtra? FromJson(string? json) => json is null ? null : JsonSerializer.Deserialize<ResultExtra>(json, StoredJson.Options);
}

/// <summary>What only lists show.</summary>
/// <param name="Summary">The first values, or the beginning of the conclusion.</param>
internal sealed record ResultShown(string? LocalId, DateTimeOffset? ReportedAt, string? Equipment, string? Summary)
{
    private const int MostValues = 3;
    private const int Longest = 60;

    /// <summary>Null when there is nothing.</summary>
    public static ResultShown? Of(ResultContent content, string? localId)
    {
        var summary = Summarise(content);
        return localId is null && content.ReportedAt is null && content.Equipment is null && summary is null ? null : new(localId, content.ReportedAt, content.Equipment, summary);
    }

    public string ToJson() => JsonSerializer.Serialize(this, StoredJson.Options);

    public static ResultShown? FromJson(string? json) => json is null ? null : JsonSerializer.Deserialize<ResultShown>(json, StoredJson.Options);

    private static string? Summarise(ResultContent content)
    {
        var text = content.Values.Count > 0
            ? string.Join("；", content.Values.OrderBy(v => v.Flag is null or ValueFlag.Negative ? 1 : 0).Take(MostValues).Select(One))
            : content.Report?.Conclusion ?? content.Report?.Findings;
        return text is null || text.Length <= Longest ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..Longest]}…");
    }

    private static string One(MeasuredValue value)
    {
        var sign = value.Flag switch { ValueFlag.High => " ↑", ValueFlag.Low => " ↓", ValueFlag.Critical => " ‼", _ => "" };
        return $"{value.Name} {value.Value}{(value.Unit is null ? "" : $" {value.Unit}")}{sign}";
    }
}
