using MediatR;
using Telemed.Accounts.Opening;
using Telemed.Contracts;
using Telemed.Dicom.Dimse;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Web.Hosting;

namespace Telemed.Web.Demo;

/// <summary>Seeds the demo region once, through the commands that everyone else uses; cut short, it goes on at the next start.</summary>
internal static class DemoSeed
{
    /// <returns>What may follow once the platform is open: images for the studies that the cases name.</returns>
    public static async Task<Func<Task>> Run(IServiceProvider services, CancellationToken cancellationToken)
    {
        var cases = DemoCases.Read();
        if (await DemoCases.Done(services.GetRequiredService<IEventLog>(), cases, cancellationToken)) return () => Task.CompletedTask;
        var data = DemoData.Read();
        var mediator = services.GetRequiredService<IMediator>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var region = await new DemoRegion(mediator, now).Seed(data, cancellationToken);
        var opened = await Task.WhenAll(region.Accounts.Select(account => Task.Run(() => Open(mediator, account, now))));
        await new DemoCapacity(mediator, region, now).Seed(DemoCapacityData.Read(), cancellationToken);
        var callers = opened.ToDictionary(o => o.Account, o => o.Caller);
        await new DemoVisits(mediator, region, callers, now).Seed(DemoVisit.Read(), cancellationToken);
        var results = DemoResult.Read();
        await new DemoResults(mediator, region, now).Seed(results, cancellationToken);
        await Task.WhenAll(
            new DemoReferrals(mediator, services.GetRequiredService<ICapacity>(), region, data, callers, now).Seed(DemoReferrals.Read(), cancellationToken),
            new DemoRounds(mediator, region, callers, now).Seed(DemoRounds.Read(), cancellationToken));
        var recognition = DemoRecognitionData.Read();
        await new DemoRecognition(mediator, services.GetRequiredService<ProjectionEngine>(), region, data, callers, now).Seed(recognition, cancellationToken);
        await new DemoCases(mediator, region, callers, services.GetRequiredService<TimeProvider>().GetUtcNow())
            .Seed(cases, cancellationToken);
        return () => new DemoImages(services.GetRequiredService<IObjectSink>(), services.GetRequiredService<IStudyAccess>(), region, data, now)
            .Seed([.. DemoCases.Studies(cases, data), .. DemoResults.Studies(results), .. DemoRecognition.Studies(recognition, data)], cancellationToken);
    }

    private static async Task<(string Account, Caller Caller)> Open(IMediator mediator, DemoAccount a, DateTimeOffset now)
    {
        var answer = await mediator.Send(new OpenAccount(
            Platform.Command(now, $"demo-account-{a.Account}"), a.Account, DemoRegion.AccountPassword, a.Name, a.Roles, a.PractitionerId, a.InstitutionId, a.AreaCode, a.PatientId));
        var id = answer.Problem switch
        {
            null => answer.Value.Id,
            { Code: "already-opened" } known => (string)known.Extensions!["accountId"]!,
            var problem => throw new DemoException($"account {a.Account}", problem),
        };
        return (a.Account, new(id, a.PractitionerId, a.InstitutionId, a.AreaCode, a.PatientId, a.Roles.ToHashSet()));
    }
}
