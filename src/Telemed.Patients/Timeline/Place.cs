using System.Globalization;
using Telemed.Contracts;

namespace Telemed.Patients.Timeline;

/// <summary>A place in the timeline. At one moment the steps of cases come first, by number from above, then results, by id from above.</summary>
/// <param name="Sort">The moment as the read model writes it.</param>
/// <param name="Key">Number of a step, or id of a result behind a letter.</param>
internal readonly record struct Place(string Sort, string Key)
{
    private const string ResultMark = "r";
    private const string BehindEveryId = "~";
    private const string TimeFormat = @"yyyy\-MM\-dd HH\:mm\:ss.FFFFFFFzzz";

    /// <summary>Whether a result stands there.</summary>
    public bool IsResult => Key.StartsWith(ResultMark, StringComparison.Ordinal);

    /// <summary>Where the steps of cases go on.</summary>
    public (string At, long Seq) Cases => (Sort, IsResult ? 0 : long.Parse(Key, CultureInfo.InvariantCulture));

    /// <summary>Where the results go on.</summary>
    public (DateTimeOffset At, string Id) Results => (DateTimeOffset.Parse(Sort, CultureInfo.InvariantCulture), IsResult ? Key[1..] : BehindEveryId);

    public static Place Of(TimelineRow row) => new(row.Sort, row.Seq.ToString(CultureInfo.InvariantCulture));

    public static Place Of(TimelineResult result) => new(result.At.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture), ResultMark + result.Id);

    public string ToCursor() => GetTimeline.List.Cursor($"{Sort}|{Key}");

    /// <summary>Null when it is none of ours.</summary>
    public static Place? Read(string[] parts)
    {
        if (parts is not [var sort, { Length: > 0 } key] || !DateTimeOffset.TryParse(sort, CultureInfo.InvariantCulture, out _)) return null;
        var place = new Place(sort, key);
        return place.IsResult || long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? place : null;
    }
}
