using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Telemed.Web.Tests.Region;

/// <summary>Somebody with an account who does what comes to mind: mostly what is offered, sometimes what is not, sometimes twice.</summary>
internal sealed class Person(HttpClient http, string institutionId, bool asks, World world, Random random) : IDisposable
{
    private static readonly HttpStatusCode[] Expected =
    [
        HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.BadRequest, HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.Conflict,
        HttpStatusCode.PreconditionFailed, HttpStatusCode.UnprocessableEntity,
    ];

    /// <summary>What ends a case before anything has happened.</summary>
    private static readonly string[] Rare = ["withdraw", "recordDeath", "cancel", "requestInfo", "markNoShow", "markNotArrived", "rate", "convertToReferral"];

    private static readonly string[] Wild = ["accept", "arrive", "close", "admit", "receive", "sign", "withdraw", "reserve", "adopt", "depart"];
    private readonly Bodies bodies = new(world, institutionId, random);

    public int Done { get; private set; }

    /// <summary>Why steps were refused.</summary>
    public Dictionary<string, int> Refused { get; } = [];

    public async Task Step()
    {
        if (asks && (world.Cases.IsEmpty || random.Next(5) == 0)) await Open();
        else await Act();
    }

    public void Dispose() => http.Dispose();

    private async Task Open()
    {
        var (path, body) = random.Next(3) == 0 ? ("/api/v1/consultations", bodies.Consultation(random.Next(8) > 0)) : ("/api/v1/referrals", bodies.Referral(random.Next(8) > 0));
        if (await Send(path, body) is { } made) world.Cases.Add($"{path}/{made.GetProperty("id").GetString()}");
    }

    private async Task Act()
    {
        var cases = world.Cases.ToArray();
        if (cases.Length == 0) return;
        var (at, offered) = ("", Array.Empty<JsonElement>());
        for (var look = 0; look < 6 && offered.Length == 0; look++)
        {
            at = cases[random.Next(cases.Length)];
            using var asked = await http.GetAsync(new Uri($"{at}/actions", UriKind.Relative));
            if (asked.IsSuccessStatusCode) offered = [.. (await asked.Json()).EnumerateArray()];
        }
        var wild = offered.Length == 0 || random.Next(8) == 0;
        var given = wild ? default : offered[random.Next(offered.Length)];
        var action = wild ? Wild[random.Next(Wild.Length)] : given.GetProperty("action").GetString()!;
        if (!wild && Rare.Contains(action) && random.Next(12) > 0) return;
        var done = await Send($"{at}/actions/{action}", bodies.For(action, given));
        if (done is { } now && now.TryGetProperty("returnedBy", out var back) && back.ValueKind == JsonValueKind.Object)
            world.Cases.Add($"/api/v1/referrals/{back.GetProperty("id").GetString()}");
    }

    /// <summary>The answer when it was done; sent again now and then, it must be the same.</summary>
    private async Task<JsonElement?> Send(string path, object body)
    {
        var key = Guid.NewGuid().ToString("N");
        using var answer = await http.Send(HttpMethod.Post, path, body, ("Idempotency-Key", key));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(Expected.Contains(answer.StatusCode), $"{path} answered {(int)answer.StatusCode}: {text}");
        if (!answer.IsSuccessStatusCode)
        {
            var problem = JsonDocument.Parse(text).RootElement;
            var why = $"{problem.GetProperty("code").GetString()} {(problem.TryGetProperty("errors", out var fields) ? string.Join(',', fields.EnumerateObject().Select(f => f.Name)) : "")}";
            Refused[why] = Refused.GetValueOrDefault(why) + 1;
            return null;
        }
        Done++;
        if (random.Next(10) == 0)
        {
            using var again = await http.Send(HttpMethod.Post, path, body, ("Idempotency-Key", key));
            Assert.True(again.StatusCode == answer.StatusCode, $"{path} sent again answered {(int)again.StatusCode}");
            Assert.Equal(Version(JsonDocument.Parse(text).RootElement), Version(await again.Json()));
        }
        return JsonDocument.Parse(text).RootElement;
    }

    private static long Version(JsonElement made) => made.GetProperty("version").GetInt64();
}
