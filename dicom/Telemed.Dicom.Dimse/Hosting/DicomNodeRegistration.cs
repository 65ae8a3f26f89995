using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Telemed.Dicom.Dimse;

/// <summary>Adds the node to a host.</summary>
public static class DicomNodeRegistration
{
    /// <summary>Verification and Storage SCP on the configured port, started and drained with the host.</summary>
    /// <param name="services">Must also hold an <see cref="IObjectSink"/>; an <see cref="IApplicationEntities"/> registered there takes the place of <see cref="ConfiguredEntities"/>.</param>
    /// <param name="options">From <see cref="DicomNodeOptions.Read"/>, or made by hand.</param>
    public static IServiceCollection AddDicomNode(this IServiceCollection services, DicomNodeOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Server);
        services.AddSingleton(options.Storage);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IApplicationEntities, ConfiguredEntities>();
        services.AddSingleton<IDimseService, VerificationService>();
        services.AddSingleton<IDimseService, StorageService>();
        services.AddSingleton<DimseServer>();
        services.AddSingleton<DicomConnectionHandler>();
        services.AddSingleton<DicomNode>();
        services.AddHostedService(s => s.GetRequiredService<DicomNode>());
        return services;
    }
}
