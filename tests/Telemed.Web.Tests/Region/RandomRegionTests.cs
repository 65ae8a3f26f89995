using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Web.Hosting;

namespace Telemed.Web.Tests.Region;

/// <summary>Random people over thousands of steps on referrals and consultations, with repeats, restarts and jumps of the clock, against a simple model of the log.</summary>
public sealed class RandomRegionTests(ITestOutputHelper output) : IDisposable
{
    private const int Rounds = 4;
    private static readonly int StepsOfEach = int.TryParse(Environment.GetEnvironmentVariable("TELEMED_STEPS"), out var steps) ? steps : 100;
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("TELEMED_SEED"), out var seed) ? seed : Environment.ProcessId;

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("telemed-region-").FullName;
    private readonly ShiftedTime time = new();
    private readonly Dictionary<string, int> refused = [];

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Nothing_is_lost_booked_twice_live_twice_or_rung_twice()
    {
        output.WriteLine($"TELEMED_SEED={Seed}");
        var random = new Random(Seed);
        var world = new World(time);
        var done = 0;
        for (var round = 0; round < Rounds; round++)
        {
            await using var app = await Start();
            if (round == 0) await world.Learn(account => SignIn(app, account));
            done += await Live(app, world, random.Next());
            time.Jump(TimeSpan.FromMinutes(random.Next(5, 600)));
            done += await Live(app, world, random.Next());   // the same host sees the clock jump
            await app.StopAsync();
            time.Jump(TimeSpan.FromHours(random.Next(1, 90)));   // and the next one finds it gone on while nobody was there
        }
        await using var last = await Start();
        var model = await Settled(last);
        output.WriteLine($"{done} steps done, {model.Bookings} bookings, {model.Clocks} clocks ran out");
        foreach (var (type, n) in model.Counted.OrderBy(c => c.Key)) output.WriteLine($"  {type} {n}");
        foreach (var (why, n) in refused.OrderByDescending(r => r.Value)) output.WriteLine($"  refused: {why} {n}");
        Assert.Empty(model.Wrong);
        Assert.True(done > Rounds * StepsOfEach / 2 && model.Bookings > 20 && model.Clocks > 20, "the region slept");
        Assert.True((await last.Services.GetRequiredService<IEventLog>().Verify(default)).Valid);
        await last.StopAsync();
    }

    /// <summary>Everybody at once, each a number of steps.</summary>
    private async Task<int> Live(WebApplication app, World world, int seed)
    {
        var people = await Task.WhenAll(World.Accounts.Select(async (account, i) =>
        {
            var http = await SignIn(app, account);
            return new Person(http, await Work.Institution(http), World.Askers.Contains(account), world, new Random(seed + i));
        }));
        await Task.WhenAll(people.Select(async person =>
        {
            for (var i = 0; i < StepsOfEach / 2; i++) await person.Step();
        }));
        foreach (var person in people)
        {
            foreach (var (why, n) in person.Refused) refused[why] = refused.GetValueOrDefault(why) + n;
            person.Dispose();
        }
        return people.Sum(p => p.Done);
    }

    /// <summary>Waits until no clock that was due is left, then reads the log once more.</summary>
    private async Task<LogModel> Settled(WebApplication app)
    {
        var due = time.GetUtcNow();
        for (var i = 0; ; i++)
        {
            var model = new LogModel();
            await foreach (var page in app.Services.GetRequiredService<IEventLog>().Follow(null, default))
            {
                foreach (var append in page.Appends) model.Read(append);
                if (page.AtEnd) break;
            }
            var forgotten = model.Forgotten(due).ToArray();
            if (forgotten.Length == 0) return model;
            Assert.True(i < 300, $"not rung: {string.Join("; ", forgotten.Take(5))}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private async Task<WebApplication> Start()
    {
        var app = Platform.Build(
            ["--Urls=http://127.0.0.1:0", $"--Telemed:DataDirectory={folder}", "--Telemed:Demo=true", "--Dicom:Enabled=false", "--Logging:LogLevel:Default=Warning"], time);
        await app.StartAsync();
        await app.Services.GetRequiredService<Telemed.Contracts.PlatformOpening>().Open;
        await app.Services.GetRequiredService<ProjectionEngine>().CaughtUp;
        return app;
    }

    private static async Task<HttpClient> SignIn(WebApplication app, string account)
    {
        var http = new HttpClient { BaseAddress = new(app.Urls.First(u => u.StartsWith("http:", StringComparison.Ordinal))) };
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new { account, password = "telemed-demo" });
        answer.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.Json()).GetProperty("token").GetString());
        return http;
    }
}
