using MediatR;
using Telemed.Bench.Indicators;
using Telemed.Contracts;
using Telemed.Dicom.Dimse;
using Telemed.Imaging;
using Telemed.Imaging.Opening;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Sqlite;

namespace Telemed.Bench.Dicom;

/// <summary>The imaging context without the rest of the platform: a log of its own that stays empty, and every door open to its caller.</summary>
internal static class ImagingHost
{
    public static IServiceCollection AddImagingAlone(this IServiceCollection services, ImagingOptions options)
    {
        var open = new Open();
        return services
            .AddSingleton(TimeProvider.System)
            .AddImaging(options)
            .AddSingleton<IMediator>(p => new Mediator(p.GetService!))
            .AddSingleton<IEventLog>(_ => SqliteEventLog.Open(Path.Combine(options.DataDirectory, "events.db")))
            .AddSingleton<ICaseOwner>(p => new EmbeddedCaseOwner(p.GetRequiredService<IEventLog>(), alone: true))
            .AddSingleton(p => new ProjectionEngine(
                Path.Combine(options.DataDirectory, "read.db"), p.GetRequiredService<IEventLog>(), p.GetServices<IProjection>(), TimeProvider.System))
            .AddSingleton<IDirectory>(new IndicatorRegion())
            .AddSingleton<IStudyAccess>(open).AddSingleton<IStudyScopes>(open).AddSingleton<IStudyCases>(open)
            .AddSingleton<IAccessLog>(open).AddSingleton<IPatients>(open).AddSingleton<IWorklistOrders>(open);
    }

    private sealed class Open : IStudyAccess, IStudyScopes, IStudyCases, IAccessLog, IPatients, IWorklistOrders
    {
        public ValueTask<bool> MayRead(Caller caller, string studyInstanceUid, CancellationToken cancellationToken) => new(true);

        public StudyScope ScopeOf(Caller caller) => new(caller.InstitutionId, []);

        public ValueTask<StudyCase?> CaseFor(Caller caller, string studyInstanceUid, CancellationToken cancellationToken) => new((StudyCase?)null);

        public ValueTask<PatientSummary?> Find(string patientId, CancellationToken cancellationToken) => new((PatientSummary?)null);

        public ValueTask<IReadOnlyDictionary<string, PatientSummary>> Find(IReadOnlyCollection<string> patientIds, CancellationToken cancellationToken) =>
            new(new Dictionary<string, PatientSummary>());

        public ValueTask Record(PatientRead read, CancellationToken cancellationToken) => default;

        ValueTask<IReadOnlyList<WorklistOrder>> IWorklistOrders.Open(Asker asker, CancellationToken cancellationToken) => new([]);
    }
}
