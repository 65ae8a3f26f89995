using System.Globalization;

namespace Telemed.Faults.Node;

/// <summary>What the harness turns in a running node: a file of its own with a few numbers, read ten times a second.</summary>
internal sealed class Dial : TimeProvider, IDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private readonly string file;
    private readonly ITimer reading;
    private long ahead;
    private double repeats;
    private long slowness;

    public Dial(string file)
    {
        this.file = file;
        Read();
        reading = System.CreateTimer(_ => Read(), null, Often, Often);
    }

    /// <summary>How often the feed gives a page again, 0 to 1.</summary>
    public double Repeats => Volatile.Read(ref repeats);

    /// <summary>What each append waits for the disk.</summary>
    public TimeSpan Slowness => TimeSpan.FromTicks(Interlocked.Read(ref slowness));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref ahead));

    /// <summary>Writes the file of a node; the old one is replaced at once, never half written.</summary>
    public static void Turn(string file, TimeSpan ahead, double repeats, TimeSpan slowness)
    {
        File.WriteAllText(file + ".new", string.Create(CultureInfo.InvariantCulture, $"{ahead.Ticks} {repeats} {slowness.Ticks}"));
        File.Move(file + ".new", file, overwrite: true);
    }

    public void Dispose() => reading.Dispose();

    private void Read()
    {
        try
        {
            if (File.ReadAllText(file).Split(' ') is not [var jump, var repeat, var slow]) return;
            Interlocked.Exchange(ref ahead, long.Parse(jump, CultureInfo.InvariantCulture));
            Volatile.Write(ref repeats, double.Parse(repeat, CultureInfo.InvariantCulture));
            Interlocked.Exchange(ref slowness, long.Parse(slow, CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // the next look finds it
        }
    }
}
