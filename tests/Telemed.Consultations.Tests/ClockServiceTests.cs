using Telemed.Kernel;

namespace Telemed.Consultations.Tests;

/// <summary>Clocks that run out on their own.</summary>
public sealed class ClockServiceTests
{
    [Fact]
    public async Task A_clock_runs_out_once_when_its_time_has_come_also_over_a_restart()
    {
        using var folder = new Folder();
        var time = new ManualTime(World.Ten);
        string id;
        await using (var desk = await Desk.Open(folder.Path, time))
        {
            id = await desk.File("ecg", urgency: "emergency");
            time.Advance(TimeSpan.FromMinutes(3));
            await Until(desk, id, "clockBreached", 1);
        }
        time.Advance(TimeSpan.FromMinutes(60));   // while nobody was there
        await using (var desk = await Desk.Open(folder.Path, time))
        {
            await Until(desk, id, "clockBreached", 4);
            await Until(desk, id, "secondHospitalOffered", 1);
            time.Advance(TimeSpan.FromHours(24));
            await Until(desk, id, "expired", 1);
            var breaches = 0;
            await foreach (var append in desk.Log.ReadStream(new("consultation", id), 0, default)) breaches += append.Events.Count(e => e.Type == "consultation.clockBreached");
            Assert.Equal(5, breaches);   // triage, answer, fallback, report, expiry
            Assert.True((await desk.Log.Verify(default)).Valid);
        }
    }

    private static async Task Until(Desk desk, string id, string type, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var rings = desk.ReadModel.Listen(patience.Token);
        if (Seen() >= count) return;
        await foreach (var ring in rings)
            if (Seen() >= count) return;

        int Seen() => desk.ReadModel.Replay($"case:{id}", 0, 1000).Count(r => r.Type == type);
    }
}
