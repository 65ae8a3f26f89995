using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Telemed.Consultations.Sessions;
using Telemed.Contracts;
using static Telemed.Consultations.Sessions.SessionEvent;
using static Telemed.Consultations.Tests.World;

namespace Telemed.Consultations.Tests;

/// <summary>The live room of a case.</summary>
public sealed class SessionTests(SharedDesk shared) : IClassFixture<SharedDesk>
{
    private static readonly SessionEvent[] Examples =
    [
        new Joined("c1", "author", "王医生", "d1", Ten), new Left("c1", "author", Ten), new Said("请看第三层", "author", "王医生", Ten),
        new Presented(JsonElement.Parse("""{"slice":3}"""), "lead", Ten), new Annotated(JsonElement.Parse("""{"add":"arrow"}"""), "lead", Ten),
        new LinkQuality("c1", "author", LinkLevel.Audio, 180, 2.5, Ten), new Called("author", "HZ261123-7K3M", ServiceKind.Clinical, Urgency.Urgent, [new("province", ["p1"])], Ten),
    ];

    private readonly Desk desk = shared.Desk;

    public static TheoryData<string> Types => [.. Session.Aggregate.Format.Types.Keys];

    [Theory, MemberData(nameof(Types))]
    public void A_stored_sample_is_read_and_written_back(string type)
    {
        if (Environment.GetEnvironmentVariable("TELEMED_APPROVE") == "1") Store(type);
        StoredSamples.RoundTrip(Session.Aggregate.Format, type);
    }

    [Fact]
    public async Task What_is_said_is_heard_in_order_and_can_be_asked_again()
    {
        var id = await desk.File();
        await Do(new JoinSession(By(World.Author), id, "c1", "d1", "王医生"));
        await Do(new SayInSession(By(World.Author), id, "您好", "王医生"));
        await Do(new PresentInSession(By(World.Author), id, JsonElement.Parse("""{"slice":3}""")));
        await Do(new LeaveSession(By(World.Author), id, "c1"));
        await Do(new LeaveSession(By(World.Author), id, "c1"));
        var session = await desk.Get("author", $"/sessions/{id}");
        Assert.Equal(["joined", "said", "presented", "left"], session["events"]!.AsArray().Select(e => (string)e!["type"]!));
        Assert.Equal("您好", (string)session["events"]![1]!["data"]!["text"]!);
        Assert.NotNull(session["participants"]![0]!["leftAt"]);
        Assert.Equal(["left"], (await desk.Get("office", $"/sessions/{id}?since=3"))["events"]!.AsArray().Select(e => (string)e!["type"]!));
    }

    [Fact]
    public async Task The_room_is_for_those_of_the_case_and_closes_with_it()
    {
        var id = await desk.File();
        Assert.Equal(404, (await desk.Ask(new JoinSession(By(As(Role.Physician, "x", "elsewhere", "p9")), id, "c", "d", "n"))).Problem!.Status);
        Assert.Equal(403, (await desk.Ask(new SayInSession(By(Bystander), id, "？", "n"))).Problem!.Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.Send("bystander", HttpMethod.Get, $"/sessions/{id}")).Status);
        Assert.Equal("not-in-session", (await desk.Ask(new AnnotateInSession(By(AskedOffice), id, JsonElement.Parse("{}")))).Problem!.Code);
        Assert.Equal("text-missing", (await desk.Ask(new SayInSession(By(AskedOffice), id, " ", "n"))).Problem!.Code);
        await desk.Do("author", $"/consultations/{id}/actions/withdraw");
        Assert.Equal("case-ended", (await desk.Ask(new SayInSession(By(AskedOffice), id, "！", "n"))).Problem!.Code);
    }

    [Fact]
    public async Task A_call_rings_the_other_sides_inbox_once_while_it_rings()
    {
        var id = await desk.File();
        await Do(new JoinSession(By(World.Author), id, "c1", "d1", "王医生"));
        await Do(new CallInSession(By(World.Author), id));
        Assert.Equal(["called"], Rings("city", id));
        Assert.Empty(Rings("township", id));
        Assert.Null((await desk.Ask(new CallInSession(By(World.Author), id))).Problem);
        await Do(new CallInSession(By(World.Author) with { At = Ten + Session.Ringing }, id));
        Assert.Equal(["called", "called"], Rings("city", id));
        Assert.Equal("not-in-session", (await desk.Ask(new CallInSession(By(AskedOffice), id))).Problem!.Code);
    }

    private string[] Rings(string institution, string id) =>
        [.. desk.ReadModel.Replay($"inbox:{institution}", 0, 500).Where(e => e.Type == "called" && e.DataJson.Contains(id, StringComparison.Ordinal)).Select(e => e.Type)];

    private static Command By(Caller caller) => new(caller, Guid.NewGuid().ToString("N"), null, null, Ten);

    private async Task Do(MediatR.IRequest<Answer<SessionMark>> request)
    {
        var answer = await desk.Ask(request);
        Assert.Null(answer.Problem);
        await desk.ReadModel.WaitFor(answer.Wrote!.Value.Stream, answer.Wrote.Value.Version, default);
    }

    private static void Store(string type, [CallerFilePath] string file = "")
    {
        var sample = Path.Combine(Path.GetDirectoryName(file)!, "events", $"{type}.json");
        if (!File.Exists(sample)) File.WriteAllBytes(sample, Session.Aggregate.Format.Write(Examples.Single(e => Session.Aggregate.Format.Write(e).Type == type)).Json.ToArray());
    }
}
