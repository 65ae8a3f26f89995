namespace Telemed.Imaging.Sending;

/// <summary>How many bytes a second go out, over the last seconds.</summary>
internal sealed class SendMeter
{
    private const int Seconds = 10;
    private readonly Lock gate = new();
    private readonly long[] bytes = new long[Seconds];
    private readonly long[] second = new long[Seconds];
    private long flying;

    /// <summary>Bytes that left, not yet acknowledged.</summary>
    public long Flying => Math.Max(0, Volatile.Read(ref flying));

    public void Moved(long count, DateTimeOffset at)
    {
        long now = at.ToUnixTimeSeconds();
        lock (gate)
        {
            int slot = (int)(now % Seconds);
            if (second[slot] != now) (second[slot], bytes[slot]) = (now, 0);
            bytes[slot] += count;
            flying += count;
        }
    }

    /// <summary>What left was acknowledged, or lost.</summary>
    public void Landed(long count)
    {
        lock (gate) flying -= count;
    }

    public long Rate(DateTimeOffset at)
    {
        long now = at.ToUnixTimeSeconds(), sum = 0;
        lock (gate)
            for (int i = 0; i < Seconds; i++)
                if (now - second[i] < Seconds) sum += bytes[i];
        return sum / Seconds;
    }
}
