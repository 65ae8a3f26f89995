using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Telemed.Web.Tests.Region;

namespace Telemed.Faults.Load;

/// <summary>Somebody who works on cases and never gives up a command without an answer: the same key, again and again, at any node.</summary>
internal sealed class Client(Doors doors, string institutionId, bool asks, World world, Ledger ledger, int number, Random random)
{
    private static readonly string[] Rare = ["withdraw", "recordDeath", "cancel", "markNoShow", "markNotArrived", "convertToReferral", "decline"];
    private readonly Bodies bodies = new(world, institutionId, random);
    private int commands;

    /// <summary>Works until told to stop; what was begun then is brought to its end, unless <paramref name="giveUp"/> comes first.</summary>
    public async Task Work(CancellationToken stop, CancellationToken giveUp)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (asks && (world.Cases.IsEmpty || random.Next(5) == 0)) await Open(giveUp);
                else await Act(giveUp);
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(20, 150)), TimeProvider.System, giveUp);
            }
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            // its last command stays without an answer, and the checks say so
        }
    }

    /// <summary>Opens a case.</summary>
    public async Task Open(CancellationToken giveUp)
    {
        var (path, body) = random.Next(2) == 0 ? ("/api/v1/consultations", bodies.Consultation(random.Next(4) > 0)) : ("/api/v1/referrals", bodies.Referral(random.Next(4) > 0));
        var sent = await Send(path, body, giveUp);
        if (sent.Known == Known.Acknowledged) world.Cases.Add($"{path}/{sent.Case}");
    }

    private async Task Act(CancellationToken giveUp)
    {
        var cases = world.Cases.ToArray();
        if (cases.Length == 0) return;
        var newest = Math.Min(cases.Length, 60);   // a bag gives the newest of this thread first; enough to meet others
        var at = cases[random.Next(random.Next(3) == 0 ? cases.Length : newest)];
        if (await doors.Look($"{at}/actions", giveUp) is not { } offered || offered.GetArrayLength() == 0) return;
        var given = offered[random.Next(offered.GetArrayLength())];
        var action = given.GetProperty("action").GetString()!;
        if (Rare.Contains(action) && random.Next(12) > 0) return;
        var body = action == "edit" && at.Contains("/consultations/", StringComparison.Ordinal) ? bodies.Consultation(false) : bodies.For(action, given);
        await Send($"{at}/actions/{action}", body, giveUp);
    }

    private async Task<Sent> Send(string path, object body, CancellationToken giveUp)
    {
        await doors.Token(giveUp);
        var key = string.Create(CultureInfo.InvariantCulture, $"faults-{number}-{++commands}");
        var json = JsonSerializer.SerializeToNode(body)!.AsObject();
        Sign(json, key);
        var sent = new Sent(doors.AccountId, key, path, json.ToJsonString());
        ledger.Add(sent);
        var began = TimeProvider.System.GetTimestamp();
        while (!await Answered(sent, giveUp)) await doors.Elsewhere(giveUp);
        sent.Waited = TimeProvider.System.GetElapsedTime(began);
        if (random.Next(8) == 0)   // the answer gets lost behind the door: the client knows nothing and asks elsewhere
        {
            await doors.Elsewhere(giveUp);
            while (!await Answered(sent, giveUp)) await doors.Elsewhere(giveUp);
        }
        return sent;
    }

    /// <summary>No two bodies are the same, and what is saved anew differs from what was there: a step that changes nothing is no step and leaves nothing in the log.</summary>
    private static void Sign(JsonObject body, string key)
    {
        body["sentAs"] = key;
        if (body["purpose"] is not null) body["purpose"] = $"明确诊断并指导治疗 {key}";
        if (body["relationReason"] is not null) body["relationReason"] = $"就近无床位 {key}";
        if (body["score"] is not null) body["comment"] = key;
        if (body["findings"] is not null) body["findings"] = $"血压 130/80 {key}";
        if (body["opinion"] is JsonObject opinion) opinion["advice"] = $"抗血小板治疗，两周后复诊。{key}";
    }

    private async Task<bool> Answered(Sent sent, CancellationToken giveUp)
    {
        sent.Attempts++;
        var (status, text) = await doors.Once(HttpMethod.Post, sent.Path, sent.Body, sent.Key, giveUp);
        if (status is 0 or HttpStatusCode.Unauthorized || (int)status >= 500) return false;
        var answer = JsonDocument.Parse(text).RootElement;
        if ((int)status >= 400)
        {
            sent.Problem = answer.GetProperty("code").GetString();
            if (sent.Known == Known.Acknowledged) sent.Contradiction = $"{sent.Path} {sent.Key} was acknowledged, and the same key then refused: {sent.Problem}";
            else sent.Known = Known.Refused;
            return true;
        }
        var (id, version) = (answer.GetProperty("id").GetString()!, answer.GetProperty("version").GetInt64());
        if (sent.Known == Known.Acknowledged && (id, version) != (sent.Case, sent.Version))
            sent.Contradiction = $"{sent.Path} {sent.Key} was answered with {sent.Case}@{sent.Version}, and the same key then with {id}@{version}";
        (sent.Known, sent.Case, sent.Version) = (Known.Acknowledged, id, version);
        return true;
    }
}
