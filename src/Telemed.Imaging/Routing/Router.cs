using System.Globalization;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telemed.Contracts;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Querying;
using Telemed.Imaging.Relaying;
using Telemed.Imaging.Retrieving;
using Telemed.Imaging.Sending;
using Telemed.Imaging.Sending.Destinations;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Imaging.Routing;

/// <summary>Watches studies and cases, and has sent what the rules say. What a receiver may not see is refused like any other send.</summary>
internal sealed partial class Router(IServiceProvider services, SendStore store, ProjectionEngine readModel, SendOptions options, TimeProvider time, ILogger<Router> log) : BackgroundService
{
    private const string Growing = "growing/";
    private const string Cursor = "routing-cursor";
    private const int MostAtOnce = 200;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    // Handlers and index know of the queue; they are asked for late.
    private readonly Lazy<Parts> parts = new(() => ActivatorUtilities.CreateInstance<Parts>(services));

    /// <summary>What the rules are worked out with.</summary>
    internal sealed record Parts(
        IMediator Mediator, ICaseOwner Cases, IImagingIndexing Indexing, Indexing.ImagingIndex Index, Arrivals Arrivals, Receiving Receiving, SendDestinations Destinations, StudyLabels Labels,
        PatientMatches Matches, Instances Instances, IDirectory Directory);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var known = parts.Value;
        known.Indexing.Indexed += Grew;
        known.Receiving.Completed += Completed;
        try
        {
            while (!readModel.IsCaughtUp) await Task.Delay(LookEvery, time, stoppingToken);   // a rebuild cancels the task that says so
            if (store.Recall(Cursor) is null) Remember(Last());   // what was before the first start is nobody's occasion
            while (true)
            {
                await Look(known, stoppingToken);
                await Task.Delay(LookEvery, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // over
        }
        finally
        {
            known.Indexing.Indexed -= Grew;
            known.Receiving.Completed -= Completed;
        }
    }

    private void Grew(IReadOnlyCollection<string> studies)
    {
        foreach (string study in studies) store.Remember(Growing + study, SendStore.Ms(time.GetUtcNow()).ToString(CultureInfo.InvariantCulture));
    }

    // Its objects may not be in the index yet: due at the next look after they are.
    private void Completed(string study) => store.Remember(Growing + study, "0");

    private async Task Look(Parts known, CancellationToken stoppingToken)
    {
        try
        {
            long quiet = SendStore.Ms(time.GetUtcNow() - options.Quiet);
            foreach (var (name, value) in store.Remembered(Growing))
            {
                string study = name[Growing.Length..];
                var arrival = known.Arrivals.Of(study);
                if (arrival is { IsComplete: false } || arrival is null && long.Parse(value, CultureInfo.InvariantCulture) > quiet) continue;
                if (arrival is not null) await known.Indexing.WhenIndexed(stoppingToken);
                store.Remember(name, null);
                await Route(known, study, null, stoppingToken);
            }
            if (Triggers() is not { Count: > 0 } triggers) return;
            var prefetching = known.Destinations.All.Where(one => one.Prefetch).ToList();
            foreach (var trigger in triggers) await Handle(known, trigger, prefetching, stoppingToken);
            Remember(triggers[^1].Seq);   // those that came before a failure are handled again: their sends are the same commands
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(e.GetType().Name);   // looked at again in a second; routing that fails stops nothing else
        }
    }

    private async Task Handle(Parts known, CaseTrigger trigger, List<SendDestination> prefetching, CancellationToken stoppingToken)
    {
        foreach (string study in trigger.Studies) await Route(known, study, trigger, stoppingToken);
        if (trigger.Trigger != RoutingTrigger.CaseAccepted) return;
        // Earlier images of the patient, to archives that want them beside the new ones before anybody looks.
        var wanting = prefetching.Where(one => trigger.Institutions.Contains(one.InstitutionId)).ToList();
        if (wanting.Count == 0) return;
        foreach (string study in known.Matches.StudiesOf(trigger.PatientId).Concat(trigger.Studies).Distinct())
            foreach (var destination in wanting)
                await Send(known, study, new("prefetch", destination.Id, trigger.IsEmergency ? SendPriority.Normal : SendPriority.Low, null), SendCause.Prefetch, trigger.CaseId, stoppingToken);
    }

    private async Task Route(Parts known, string study, CaseTrigger? trigger, CancellationToken stoppingToken)
    {
        if (StudyOwner.Of(known.Index, study)?.InstitutionId is not { } owner) return;
        var rules = (await known.Cases.Load(RoutingRules.Aggregate, owner, stoppingToken)).State.Rules;
        if (rules.Count == 0) return;
        var modalities = known.Labels.Of([study]).GetValueOrDefault(study)?.Modalities ?? [];
        var occasion = new RoutingOccasion(trigger?.Trigger ?? RoutingTrigger.StudyComplete, modalities, trigger?.Kind, trigger?.IsEmergency is true,
            [.. (trigger?.Institutions ?? []).Where(party => party != owner).Select(party => (party, known.Directory.Institution(party)?.Tier))], time.GetUtcNow());
        var all = known.Destinations.All;
        foreach (var send in RoutingRules.Decide(rules, occasion, institution => [.. all.Where(one => one.InstitutionId == institution).Select(one => one.Id)]))
            await Send(known, study, send, SendCause.Rule, trigger?.CaseId ?? "", stoppingToken);
    }

    private async Task Send(Parts known, string study, RoutedSend send, SendCause cause, string caseId, CancellationToken stoppingToken)
    {
        if (StudyOwner.Of(known.Index, study)?.InstitutionId is not { } owner) return;
        // The same occasion again, as after a restart, is the same command.
        string id = $"routing-{send.RuleId}-{send.DestinationId}-{study}-{caseId}-{known.Instances.VersionOf(study, null)}";
        var command = new Command(StudyAccess.Equipment(owner, "routing"), id, null, null, time.GetUtcNow());
        var answer = await known.Mediator.Send(new AskSend(command, send.DestinationId, study, send.Priority, Cause: cause) { NotBefore = send.NotBefore }, stoppingToken);
        if (answer.Problem is { } problem) LogNotSent(send.RuleId, send.DestinationId, problem.Code);
    }

    private IReadOnlyList<CaseTrigger> Triggers()
    {
        using var db = readModel.OpenReader();
        return CaseTriggers.Since(db, long.Parse(store.Recall(Cursor) ?? "0", CultureInfo.InvariantCulture), MostAtOnce);
    }

    private long Last()
    {
        using var db = readModel.OpenReader();
        return CaseTriggers.Last(db);
    }

    private void Remember(long seq) => store.Remember(Cursor, seq.ToString(CultureInfo.InvariantCulture));

    [LoggerMessage(2095, LogLevel.Information, "Rule {Rule} sends nothing to {Destination}: {Why}")]
    private partial void LogNotSent(string rule, string destination, string why);

    [LoggerMessage(2096, LogLevel.Error, "Routing could not look at studies and cases ({Error})")]
    private partial void LogFailed(string error);
}
