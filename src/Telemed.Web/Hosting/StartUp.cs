using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Web.Hosting;

/// <summary>What must run before the platform opens: the read model, and once the demo region.</summary>
internal sealed partial class StartUp(
    ProjectionEngine readModel, PlatformOpening opening, Settings settings, DicomEntities entities, IHostApplicationLifetime host, IServiceProvider services, ILogger<StartUp> log) : IHostedService
{
    private Task finishing = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await readModel.StartAsync(cancellationToken);
        finishing = Finish(host.ApplicationStopping);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await finishing.WaitAsync(cancellationToken);
        await readModel.StopAsync(cancellationToken);
    }

    private async Task Finish(CancellationToken stopping)
    {
        try
        {
            await readModel.CaughtUp.WaitAsync(stopping);
            await Started().WaitAsync(stopping);   // a silo, where there is one, starts after this service
            var images = settings.Demo ? await Demo.DemoSeed.Run(services, stopping) : null;
            foreach (var peer in entities.Ownerless) Ownerless(peer.AeTitle, peer.InstitutionId!);
            opening.Now();
            if (images is not null) await images();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // what is missing of the demo region is seeded at the next start
        }
        catch (Exception e)
        {
            Failed(e);   // the platform does not open, and /health/ready says so
        }
    }

    private async Task Started()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registered = host.ApplicationStarted.Register(started.SetResult);
        await started.Task;
    }

    [LoggerMessage(1003, LogLevel.Warning, "Dicom:Peers: InstitutionId {InstitutionId} of {AeTitle} names no institution; its associations are refused (calling AE title not recognized) until there is one")]
    private partial void Ownerless(string aeTitle, string institutionId);

    [LoggerMessage(1002, LogLevel.Critical, "The demo region could not be seeded")]
    private partial void Failed(Exception e);
}
