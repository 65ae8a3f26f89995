namespace Telemed.Web.Tests.Region;

/// <summary>The machine's time, set forward.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref ahead));

    public void Jump(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);
}
