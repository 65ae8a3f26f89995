using System.Globalization;
using System.Text;
using Telemed.Kernel;
using Telemed.Storage.Sqlite;

namespace Telemed.Bench;

/// <summary>Durable appends per second of the event log, against bare group commit of the same bytes in the same run.</summary>
internal static class LogBench
{
    private const int Rounds = 3;
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly ReadOnlyMemory<byte> Fact = Encoding.UTF8.GetBytes(
        $$"""{"patient":"0199a1b2c3d4","service":"imaging","question":"{{new string('x', 250)}}","urgency":"routine"}""");

    /// <param name="args">Seconds of each run; 3 when left out.</param>
    public static async Task Run(string[] args)
    {
        var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 3;
        var body = AppendBody.Write(Next(0, 0), 1);
        Console.WriteLine($"Durable appends, body {body.Length} bytes, WAL with synchronous=FULL, {seconds} s each, median of {Rounds} rounds");
        foreach (var callers in new[] { 1, 64, 512 })
        {
            var (bare, log) = (new List<LoadResult>(), new List<LoadResult>());
            for (var round = 0; round < Rounds; round++)
            {
                bare.Add(await Bare(callers, TimeSpan.FromSeconds(seconds), body));
                log.Add(await Log(callers, TimeSpan.FromSeconds(seconds)));
            }
            var (least, ours) = (Middle(bare), Middle(log));
            Console.WriteLine($"{callers,4} callers  bare group commit {least}");
            Console.WriteLine($"{callers,4} callers  event log         {ours}  ratio {ours.PerSecond / least.PerSecond:N2}");
        }
    }

    private static LoadResult Middle(List<LoadResult> runs) => runs.OrderBy(r => r.PerSecond).ElementAt(runs.Count / 2);

    private static async Task<LoadResult> Bare(int callers, TimeSpan duration, byte[] body)
    {
        using var folder = new BenchFolder();
        using var bare = new BareGroupCommit(folder["bare.db"]);
        return await Load.Run(callers, duration, (_, _) => bare.Append(body));
    }

    private static async Task<LoadResult> Log(int callers, TimeSpan duration)
    {
        var (cases, present) = (0, new int[callers]);
        using var folder = new BenchFolder();
        await using var log = SqliteEventLog.Open(folder["events.db"]);
        return await Load.Run(callers, duration, async (caller, i) =>
        {
            if (i % 10 == 0) present[caller] = Interlocked.Increment(ref cases);
            if (await log.Append(Next(present[caller], i % 10), CancellationToken.None) is not AppendResult.Appended) throw new InvalidOperationException("not appended");
        });
    }

    /// <summary>Every caller works on a case of its own for ten appends; ids rise with time, as they do in the product.</summary>
    private static Append Next(int number, int version) => new(
        new("consultation", $"0199a1b2c3d47000{number:x16}"), version,
        new($"0199a1b2-{number:x8}-{version:x16}", "sha256-0123456789abcdef0123456789abcdef", new("acct-0199a1b2", null, "inst-township-a"), Noon),
        [new("consultation.submitted", Fact)], [], []);
}
