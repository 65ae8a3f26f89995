using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using MediatR;
using Telemed.Bench;
using Telemed.Bench.Cluster;
using Telemed.Consultations.Opening;
using Telemed.Consultations.Reading;
using Telemed.Contracts;
using Telemed.Silos.Tests;
using Telemed.Web.Tests;

// Commands of cases through their grains against Orleans' own ping, in one run and one process: two silos over one SQLite log.
const int Callers = 64;
var seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
Console.WriteLine(Machine.Describe());

await using var nodes = await TwoNodes.Start();
var (caller, patient) = await Township();
var (first, second) = (nodes.First.Services, nodes.Second.Services);
var cases = new string[Callers];
for (var i = 0; i < Callers; i++)
{
    var made = await first.GetRequiredService<IMediator>().Send(new OpenConsultation(NewCommand(), Draft("初稿")));
    cases[i] = made.Value.Id;
    await first.GetRequiredService<IGrainFactory>().GetGrain<IPing>($"{i}").Ping();   // lives where it was called first
}
var handler = first.GetRequiredService<IRequestHandler<EditConsultation, Answer<ConsultationView>>>();
(string Name, Func<int, Task> Work)[] measured =
[
    ("ping, own silo", async i => await first.GetRequiredService<IGrainFactory>().GetGrain<IPing>($"{i}").Ping()),
    ("ping, other silo", async i => await second.GetRequiredService<IGrainFactory>().GetGrain<IPing>($"{i}").Ping()),
    ("command, handler alone", async i => Done(await handler.Handle(Edit(i), CancellationToken.None))),
    ("command, own silo", async i => Done(await first.GetRequiredService<IMediator>().Send(Edit(i)))),
    ("command, other silo", async i => Done(await second.GetRequiredService<IMediator>().Send(Edit(i)))),
];
var rates = measured.ToDictionary(m => m.Name, _ => new List<double>());
for (var round = 0; round <= rounds; round++)   // the first holds compilation
    foreach (var (name, work) in measured)
    {
        var rate = await Rate(work);
        if (round > 0) rates[name].Add(rate);
    }
foreach (var (name, all) in rates) Console.WriteLine($"{name,-24} {Median(all),9:N0} /s   rounds {string.Join(' ', all.Select(r => r.ToString("N0", CultureInfo.InvariantCulture)))}");
Console.WriteLine($"command / ping: own silo {Ratio("command, own silo", "ping, own silo"):F3}, other silo {Ratio("command, other silo", "ping, other silo"):F3}");
Console.WriteLine($"command through its grain / handler alone: own silo {Ratio("command, own silo", "command, handler alone"):F2}, other silo {Ratio("command, other silo", "command, handler alone"):F2}");

async Task<double> Rate(Func<int, Task> work)
{
    var (count, started, end) = (0L, Stopwatch.GetTimestamp(), TimeSpan.FromSeconds(seconds));
    await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => Task.Run(async () =>
    {
        while (Stopwatch.GetElapsedTime(started) < end)
        {
            await work(i);
            Interlocked.Increment(ref count);
        }
    })));
    return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
}

async Task<(Caller, string)> Township()
{
    using var http = nodes.SignedIn(nodes.First, await nodes.Token("township"));
    var user = await http.GetFromJsonAsync<JsonElement>("/api/v1/session");
    using var made = await http.PostAsJsonAsync("/api/v1/patients", new { name = "测量", idType = "01", idNumber = "520199197001010018", verification = "cardRead" });
    return (new(user.GetProperty("id").GetString()!, user.GetProperty("practitionerId").GetString(), user.GetProperty("institutionId").GetString(), null, null, new HashSet<Role> { Role.Physician }),
        (await made.Json()).GetProperty("id").GetString()!);
}

Command NewCommand() => new(caller, Guid.CreateVersion7().ToString("N"), null, null, TimeProvider.System.GetUtcNow());
RequestBody Draft(string reason) => new("advice", "asynchronous", "routine", patient, null, reason, null, null, null, null, null);
EditConsultation Edit(int i) => new(NewCommand(), cases[i], Draft("修改"));
double Median(List<double> all) => all.Order().ElementAt(all.Count / 2);
double Ratio(string one, string other) => Median(rates[one]) / Median(rates[other]);

static void Done(Answer<ConsultationView> answer)
{
    if (answer.Problem is { } problem) throw new InvalidOperationException(problem.Code);
}
