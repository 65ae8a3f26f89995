using System.Text;
using Telemed.Kernel;

namespace Telemed.Storage.Contract;

/// <summary>What the log is to do, in the plainest words: the model that a store is compared with.</summary>
internal sealed class NaiveLog
{
    public List<Append> All { get; } = [];

    public Dictionary<string, StreamId> Claims { get; } = [];

    public IEnumerable<Append> Of(StreamId stream) => All.Where(a => a.Stream == stream);

    /// <summary>The expected answer in one line.</summary>
    public string Append(Append append)
    {
        var stream = Of(append.Stream).ToList();
        var earlier = stream.FindIndex(a => a.Context.CommandId == append.Context.CommandId);
        if (earlier >= 0) return Done(stream[earlier], earlier + 1, repeated: true);
        if (append.ExpectedVersion != stream.Count) return $"stale {stream.Count}";
        foreach (var key in append.Claims)
        {
            if (Claims.TryGetValue(key, out var by) && by != append.Stream) return $"taken {key} {by}";
        }
        foreach (var key in append.Releases)
        {
            if (Claims.TryGetValue(key, out var by) && by == append.Stream) Claims.Remove(key);
        }
        foreach (var key in append.Claims) Claims[key] = append.Stream;
        All.Add(append);
        return Done(append, stream.Count + 1, repeated: false);
    }

    public static string Line(AppendResult result) => result switch
    {
        AppendResult.Stale stale => $"stale {stale.CurrentVersion}",
        AppendResult.Taken taken => $"taken {taken.Key} {taken.By}",
        AppendResult.Appended done => $"done {Line(done.Stored)} {done.Repeated}",
        _ => result.ToString(),
    };

    public static string Line(StoredAppend a) => Line(a.Stream, a.Version, a.Context, a.Events);

    public static string Line(Append a, long version) => Line(a.Stream, version, a.Context, a.Events);

    private static string Done(Append a, long version, bool repeated) => $"done {Line(a, version)} {repeated}";

    private static string Line(StreamId stream, long version, CommandContext context, IReadOnlyList<EventData> events) =>
        $"{stream}@{version} {context} {string.Join(' ', events.Select(e => e.Type + Encoding.UTF8.GetString(e.Json.Span)))}";
}
