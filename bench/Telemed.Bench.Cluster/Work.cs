using System.Net.Http.Json;
using System.Text.Json;
using MediatR;
using Telemed.Consultations.Opening;
using Telemed.Consultations.Reading;
using Telemed.Contracts;
using Telemed.ReadModel;
using Telemed.Silos.Routing;
using Telemed.Silos.Tests;
using Telemed.Web.Tests;

namespace Telemed.Bench.Cluster;

/// <summary>A draft for each caller, edited again and again: validated, decided, synced to disk, projected, answered with the view.</summary>
internal sealed class Work(TwoNodes nodes, Caller caller, string patient)
{
    private readonly Dictionary<IServiceProvider, string[]> cases = [];
    private readonly long[] versions = new long[Measuring.Callers * 2];

    public static async Task<Work> Prepare(TwoNodes nodes)
    {
        using var http = nodes.SignedIn(nodes.First, await nodes.Token("township"));
        var user = await http.GetFromJsonAsync<JsonElement>("/api/v1/session");
        using var made = await http.PostAsJsonAsync("/api/v1/patients", new { name = "测量", idType = "01", idNumber = "520199197001010018", verification = "cardRead" });
        var work = new Work(
            nodes,
            new(user.GetProperty("id").GetString()!, user.GetProperty("practitionerId").GetString(), user.GetProperty("institutionId").GetString(), null, null, new HashSet<Role> { Role.Physician }),
            (await made.Json()).GetProperty("id").GetString()!);
        await work.OpenAt(nodes.First.Services);
        for (var i = 0; i < Measuring.Callers; i++) await nodes.First.Services.GetRequiredService<IGrainFactory>().GetGrain<IPing>($"{i}").Ping();   // lives where it was called first
        return work;
    }

    /// <summary>Opens a case for each caller through a node; there they live.</summary>
    public async Task OpenAt(IServiceProvider node)
    {
        var opened = cases[node] = new string[Measuring.Callers];
        for (var i = 0; i < opened.Length; i++) opened[i] = Done(await node.GetRequiredService<IMediator>().Send(new OpenConsultation(NewCommand(), Draft("初稿")))).Id;
    }

    public Func<int, Task> Ping(IServiceProvider node)
    {
        var grains = node.GetRequiredService<IGrainFactory>();
        return async i => await grains.GetGrain<IPing>($"{i}").Ping();
    }

    public Func<int, Task> Handler(IServiceProvider node)
    {
        var handler = node.GetRequiredService<IRequestHandler<EditConsultation, Answer<ConsultationView>>>();
        return async i => Note(i, await handler.Handle(Edit(nodes.First.Services, i), CancellationToken.None));
    }

    /// <summary>The whole pipeline without the way to the grain.</summary>
    public Func<int, Task> Embedded(IServiceProvider node)
    {
        var behaviors = node.GetServices<IPipelineBehavior<EditConsultation, Answer<ConsultationView>>>().Where(b => b is not RouteBehavior<EditConsultation, Answer<ConsultationView>>).ToArray();
        var mediator = new Mediator(type => type.IsInstanceOfType(behaviors) ? behaviors : node.GetService(type)!);
        return async i => Note(i, await mediator.Send(Edit(nodes.First.Services, i)));
    }

    /// <summary>Callers in turn at the nodes given, all with the cases of the first of the cluster, or each with those of its own node.</summary>
    public Func<int, Task> Through(params IServiceProvider[] at)
    {
        var mediators = at.Select(node => node.GetRequiredService<IMediator>()).ToArray();
        return async i => Note(i, await mediators[i % at.Length].Send(Edit(at.Length > 1 ? at[i % at.Length] : nodes.First.Services, i)), at.Length > 1 && i % 2 == 1);
    }

    /// <summary>Ends when every node has applied what was done.</summary>
    public async Task Settle()
    {
        foreach (var node in new[] { nodes.First, nodes.Second })
            for (var i = 0; node is not null && i < versions.Length; i++)
                if (versions[i] > 0)
                    await node.Services.GetRequiredService<ProjectionEngine>().WaitFor(new("consultation", cases[i < Measuring.Callers ? nodes.First.Services : nodes.Second.Services][i % Measuring.Callers]), versions[i], CancellationToken.None);
    }

    private Command NewCommand(int i = 0) => new(caller with { AccountId = $"{caller.AccountId}-{i}" }, Guid.CreateVersion7().ToString("N"), null, null, TimeProvider.System.GetUtcNow());

    private RequestBody Draft(string reason) => new("advice", "asynchronous", "routine", patient, null, reason, null, null, null, null, null);

    private EditConsultation Edit(IServiceProvider home, int i) => new(NewCommand(i), cases[home][i], Draft("修改"));

    private void Note(int i, Answer<ConsultationView> answer, bool second = false) => versions[second ? i + Measuring.Callers : i] = Done(answer).Version;

    private static ConsultationView Done(Answer<ConsultationView> answer) => answer.Problem is { } problem ? throw new InvalidOperationException(problem.Code) : answer.Value;
}
