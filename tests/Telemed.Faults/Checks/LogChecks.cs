using Telemed.Faults.Load;
using Telemed.Kernel;
using Telemed.Web.Tests.Region;

namespace Telemed.Faults.Checks;

/// <summary>The log against what the clients were told.</summary>
internal sealed class LogChecks(IReadOnlyList<StoredAppend> log, Ledger ledger)
{
    private readonly ILookup<string, StoredAppend> byCommand = log.ToLookup(a => a.Context.CommandId);
    private readonly ILookup<string, StoredAppend> byBody = log.Where(a => a.Context.BodyHash is not null).ToLookup(a => a.Context.BodyHash!);

    public IEnumerable<Check> All(DateTimeOffset settledAt)
    {
        var sent = ledger.All;
        var acknowledged = sent.Where(s => s.Known == Known.Acknowledged).ToArray();
        var refused = sent.Where(s => s.Known == Known.Refused).ToArray();
        yield return Check.Of("every acknowledged command is in the log exactly once",
            $"{acknowledged.Length} acknowledged, {sent.Count(s => s.Attempts > 1)} of {sent.Count} sent more than once", acknowledged.SelectMany(Kept));
        yield return Check.Of("nothing of a command was done twice", $"{byBody.Count} commands in the log", byBody.SelectMany(DoneTwice).Concat(sent.Where(s => s.Opens).SelectMany(OpenedTwice)));
        yield return Check.Of("what was refused was not done", $"{refused.Length} refused", refused.SelectMany(DoneAfterAll));
        yield return Check.Of("no client was left without an answer, none got two", $"{sent.Count} commands, waited {Waited(sent)}",
            sent.Where(s => s.Known == Known.Nothing).Select(s => $"{s.Path} {s.Key}: no answer after {s.Attempts} attempts")
                .Concat(sent.Where(s => s.Contradiction is not null && !ChangedNothing(s)).Select(s => s.Contradiction!)));
        var model = new LogModel();
        foreach (var append in log) model.Read(append);
        var twice = model.Wrong.Where(w => w.Contains("ran out without running", StringComparison.Ordinal)).ToArray();
        yield return Check.Of("every due clock ran out exactly once", $"{model.Clocks} ran out", twice.Concat(model.Forgotten(settledAt).Select(f => $"never: {f}")));
        yield return Check.Of("no place booked twice, no case live twice, none goes on after its end", $"{model.Bookings} bookings", model.Wrong.Except(twice));
    }

    private IEnumerable<string> Kept(Sent sent)
    {
        var stored = byCommand[sent.CommandId].Where(a => a.Stream == new StreamId(sent.Category, sent.Case!)).ToArray();
        if (ChangedNothing(sent)) yield break;
        if (stored.Length == 0) yield return $"{sent.Path} {sent.Key} was acknowledged as {sent.Case}@{sent.Version} and is not in the log";
        else if (stored.Length > 1) yield return $"{sent.Path} {sent.Key} is in the log {stored.Length} times";
        else if (stored[0].Version != sent.Version) yield return $"{sent.Path} {sent.Key} was acknowledged as @{sent.Version} and lies at @{stored[0].Version}";
        else if (stored[0].Context.BodyHash != sent.BodyHash) yield return $"{sent.Path} {sent.Key} lies in the log with another body";
    }

    private static string Waited(IReadOnlyList<Sent> sent)
    {
        var times = sent.Select(s => s.Waited.TotalSeconds).Order().ToArray();
        return times.Length == 0 ? "never" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{times[times.Length / 2]:F2} s (median), {times[times.Length * 99 / 100]:F1} s (p99), {times[^1]:F1} s at most");
    }

    private bool ChangedNothing(Sent sent) => sent.MayChangeNothing && !byBody.Contains(sent.BodyHash);

    private static IEnumerable<string> DoneTwice(IGrouping<string, StoredAppend> command) =>
        from stream in command.GroupBy(a => a.Stream)
        where stream.Count() > 1
        select $"{stream.Key} holds one command {stream.Count()} times: versions {string.Join(", ", stream.Select(a => a.Version))} ({stream.First().Events[0].Type})";

    private IEnumerable<string> OpenedTwice(Sent sent)
    {
        var streams = byBody[sent.BodyHash].Select(a => a.Stream).Where(s => s.Category == sent.Category).Distinct().ToArray();
        if (streams.Length > 1) yield return $"{sent.Path} {sent.Key} made {streams.Length} cases";
    }

    private IEnumerable<string> DoneAfterAll(Sent sent) =>
        from append in byBody[sent.BodyHash]
        select $"{sent.Path} {sent.Key} was refused ({sent.Problem}) after {sent.Attempts} attempts and lies at {append.Stream}@{append.Version}";
}
