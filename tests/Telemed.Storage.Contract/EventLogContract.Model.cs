using System.Globalization;
using Telemed.Kernel;
using Xunit;

namespace Telemed.Storage.Contract;

public abstract partial class EventLogContract
{
    /// <summary>Steps of the random test; fewer where a store is far away.</summary>
    protected virtual int Steps => 1500;

    /// <summary>Set <c>TELEMED_SEED</c> to repeat a failure.</summary>
    [Fact]
    public async Task Whatever_is_done_to_it_it_answers_like_the_simple_model()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TELEMED_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given : BitConverter.ToInt32(Guid.NewGuid().ToByteArray());
        var random = new Random(seed);
        var model = new NaiveLog();
        for (var step = 0; step < Steps; step++)
        {
            var where = $"seed {seed}, step {step}";
            switch (random.Next(100))
            {
                case < 90:
                    var append = Any(random, model, step);
                    Same(model.Append(append), NaiveLog.Line(await Log.Append(append, Stop)), where);
                    break;
                case < 97:
                    var stream = AnyCase(random);
                    var after = random.Next(4);
                    Same(
                        string.Join('\n', model.Of(stream).Select((a, i) => NaiveLog.Line(a, i + 1)).Skip(after)),
                        string.Join('\n', (await Read(stream, after)).Select(NaiveLog.Line)), where);
                    break;
                default:
                    await Reopen();
                    break;
            }
        }
        var audit = await Log.Verify(Stop);
        Same($"{model.All.Count} True", $"{audit.Appends} {audit.Valid}", $"seed {seed}");
        Same(
            string.Join(' ', model.All.Select(a => $"{a.Stream}:{a.Context.CommandId}").Order(StringComparer.Ordinal)),
            string.Join(' ', (await Everything()).Select(a => $"{a.Stream}:{a.Context.CommandId}").Order(StringComparer.Ordinal)), $"seed {seed}");
    }

    private static void Same(string expected, string actual, string where)
    {
        if (expected != actual) Assert.Fail($"{where}\nmodel: {expected}\nstore: {actual}");
    }

    private static StreamId AnyCase(Random random) => Case($"m{random.Next(8)}");

    private static Append Any(Random random, NaiveLog model, int step)
    {
        var stream = AnyCase(random);
        var version = model.Of(stream).Count();
        var expected = random.Next(5) == 0 ? Math.Max(0, version + random.Next(-2, 3)) : version;
        var command = random.Next(6) == 0 ? $"c{random.Next(step + 1)}" : $"c{step}";
        return Note(stream, expected, command, [.. Enumerable.Range(0, 1 + random.Next(3)).Select(i => $"{step}号{i}")]) with
        {
            Claims = Keys(random),
            Releases = Keys(random),
        };
    }

    private static string[] Keys(Random random) =>
        random.Next(3) == 0 ? [.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => $"k{random.Next(6)}").Distinct()] : [];
}
