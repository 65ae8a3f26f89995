using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Telemed.Dicom.Dimse;

/// <summary>Adds the node to a host.</summary>
public static class DicomNodeRegistration
{
    /// <summary>Verification and Storage SCP, and whatever service the host has the ports for, on the configured port, started and drained with the host.</summary>
    /// <param name="services">Must also hold an <see cref="IObjectSink"/>; an <see cref="IApplicationEntities"/> or <see cref="IDestinations"/> registered there takes the place of the configured ones.</param>
    /// <param name="options">From <see cref="DicomNodeOptions.Read"/>, or made by hand.</param>
    public static IServiceCollection AddDicomNode(this IServiceCollection services, DicomNodeOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Server);
        services.AddSingleton(options.Storage);
        services.AddSingleton(options.Query);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IApplicationEntities, ConfiguredEntities>();
        services.AddSingleton<IDimseService, VerificationService>();
        services.AddSingleton<IDimseService, StorageService>();
        services.TryAddSingleton<IDestinations, ConfiguredDestinations>();
        if (Has<IStudyQueries>(services)) services.AddSingleton<IDimseService, FindService>();
        if (Has<IStudyObjects>(services)) services.AddSingleton<IDimseService, GetService>().AddSingleton<IDimseService, MoveService>();
        if (Has<IWorklistOrders>(services)) services.AddSingleton<IDimseService, WorklistService>();
        if (Has<IPerformedSteps>(services)) services.AddSingleton<IDimseService, PerformedStepService>();
        if (Has<ICommitments>(services))
            services.AddSingleton<IDimseService, CommitmentService>().AddSingleton<CommitmentReporter>().AddHostedService(s => s.GetRequiredService<CommitmentReporter>());
        services.AddSingleton<DimseServer>();
        services.AddSingleton<DicomConnectionHandler>();
        services.AddSingleton<DicomNode>();
        services.AddHostedService(s => s.GetRequiredService<DicomNode>());
        return services;
    }

    private static bool Has<T>(IServiceCollection services) => services.Any(s => s.ServiceType == typeof(T));
}
