using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Contracts;
using Telemed.Dicom.Dimse;
using Telemed.Imaging.Exchanging;
using Telemed.Imaging.Emergencies;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Matching;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Ordering;
using Telemed.Imaging.Quarantining;
using Telemed.Imaging.Querying;
using Telemed.Imaging.Reading;
using Telemed.Imaging.Relaying;
using Telemed.Imaging.Retrieving;
using Telemed.Imaging.Routing;
using Telemed.Imaging.Sending;
using Telemed.Imaging.Sending.Destinations;
using Telemed.Imaging.Sharing;
using Telemed.Imaging.Storing;
using Telemed.Imaging.Studies;
using Telemed.ReadModel;

namespace Telemed.Imaging;

/// <summary>The only way into the imaging context.</summary>
public static class ImagingModule
{
    /// <summary>Registers store, index and doors. Needs <see cref="TimeProvider"/>, <see cref="ICaseAccess"/>, <see cref="IAccessLog"/> and
    /// <see cref="ProjectionEngine"/> from the host.</summary>
    public static IServiceCollection AddImaging(this IServiceCollection services, ImagingOptions options) => services
        .AddSingleton(options)
        .AddSingleton(_ => new ObjectFolders(options.DataDirectory))
        .AddSingleton<DiskSync>()
        .AddSingleton<StudyOwners>()
        .AddSingleton<ObjectStore>()
        .AddSingleton<ContentHashes>()
        .AddSingleton<Quarantine>()
        .AddSingleton<PatientMatches>()
        .AddSingleton<IStudies, KnownStudies>()
        .AddSingleton<IObjectSink>(provider => provider.GetRequiredService<ObjectStore>())
        .AddSingleton(_ => new ImagingIndex(options.DataDirectory))
        .AddSending(options)
        .AddSingleton<Indexer>()
        .AddHostedService(provider => provider.GetRequiredService<Indexer>())
        .AddSingleton<IImagingIndexing>(provider => provider.GetRequiredService<Indexer>())
        .AddSingleton<ImagingQueries>()
        .AddSingleton<Instances>()
        .AddSingleton<FrameMaps>()
        .AddSingleton<Rendering>()
        .AddSingleton<MetadataCache>()
        .AddSingleton<IProjection, StudyGrants>()
        .AddSingleton<IProjection, StudyDoors>()
        .AddSingleton<IProjection, ReadingTasks>()
        .AddSingleton<CaseAccesses>()
        .AddSingleton<StudyAccess>()
        .AddSingleton<IStudyAccess>(provider => provider.GetRequiredService<StudyAccess>())
        .AddSingleton<IStudyCases>(provider => provider.GetRequiredService<StudyAccess>())
        .AddSingleton<StudyReads>()
        .AddSingleton<ICommitments, Commitments>()
        .AddSingleton<IPerformedSteps, PerformedSteps>()
        .AddSingleton<IProjection, OpenOrders>()
        .AddSingleton<IWorklistOrders, WorklistOrders>()
        .AddSingleton<Equipment>()
        .AddSingleton<IStudyQueries, StudyQueries>()
        .AddSingleton<IStudyObjects, StudyObjects>()
        .AddSingleton<IStudyScopes>(provider => provider.GetRequiredService<StudyAccess>());

    private static IServiceCollection AddSending(this IServiceCollection services, ImagingOptions options) => services
        .AddSingleton(options.Sending)
        .AddSingleton(options.Exchange)
        .AddSingleton(_ => new SendStore(options.DataDirectory))
        .AddSingleton<IProjection, KeptDestinations>()
        .AddSingleton<SendDestinations>()
        .AddSingleton<IKeptDestinations>(provider => provider.GetRequiredService<SendDestinations>())
        .AddSingleton<ICarrier, DimseCarrier>()
        .AddSingleton<ICarrier, PlatformCarrier>()
        .AddSingleton<PeerClients>()
        .AddSingleton<OutgoingBundles>()
        .AddSingleton<IncomingBundles>()
        .AddSingleton(_ => new Arrivals(options.DataDirectory))
        .AddSingleton<Receiving>()
        .AddSingleton<IProjection, Exchanges>()
        .AddSingleton<SendDispatcher>()
        .AddHostedService(provider => provider.GetRequiredService<SendDispatcher>())
        .AddSingleton<IProjection, CaseTriggers>()
        .AddSingleton<Router>()
        .AddHostedService(provider => provider.GetRequiredService<Router>())
        .AddSingleton<StudyLabels>()
        .AddSingleton<SendViews>();

    /// <summary>Maps <c>/dicom-web</c> and <c>/api/v1/imaging</c>; every endpoint asks for a signed-in caller.</summary>
    public static void MapImaging(this IEndpointRouteBuilder endpoints)
    {
        var all = endpoints.MapGroup("/dicom-web").RequireAuthorization().WithTags("DICOMweb");
        var studies = all.MapGroup("studies").AddEndpointFilter(OnlyReadable);
        StowEndpoint.Map(all);
        QidoEndpoints.Map(all, studies);
        ChangeFeedEndpoint.Map(all);
        WorkitemEndpoints.Map(all);
        RetrieveInstances.Map(studies);
        RetrieveMetadata.Map(studies);
        RetrieveFrames.Map(studies);
        RetrieveRendered.Map(studies);
        RetrieveBulkData.Map(studies);
        var imaging = endpoints.MapGroup("/api/v1/imaging").RequireAuthorization().WithTags("Imaging");
        StudyListEndpoint.Map(imaging);
        QuarantineEndpoints.Map(imaging);
        ShareEndpoints.Map(imaging);
        EmergencyEndpoints.Map(imaging);
        MatchEndpoints.Map(imaging);
        DestinationEndpoints.Map(imaging);
        SendEndpoints.Map(imaging);
        RoutingEndpoints.Map(imaging);
        ArrivalEndpoints.Map(imaging);
        ExchangeEndpoints.Map(endpoints);
        MapShared(endpoints);
    }

    /// <summary>The same doors of one study for who holds a link to it; nobody is signed in.</summary>
    private static void MapShared(IEndpointRouteBuilder endpoints)
    {
        var shared = endpoints.MapGroup("/share/{share}/dicom-web/studies").AllowAnonymous().AddEndpointFilter(OnlyShared).WithTags("Shared study");
        QidoEndpoints.MapWithin(shared);
        RetrieveInstances.Map(shared);
        RetrieveMetadata.Map(shared);
        RetrieveFrames.Map(shared);
        RetrieveRendered.Map(shared);
        RetrieveBulkData.Map(shared);
    }

    private static async ValueTask<object?> OnlyShared(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers["Referrer-Policy"] = "no-referrer";   // the address holds the secret
        return http.GetRouteValue("study") is string study && http.GetRouteValue("share") is string share
            && http.RequestServices.GetRequiredService<StudyAccess>().MayRead(share, study) ? await next(context) : Problem.NotFound.ToResult(http);
    }

    /// <summary>The one question before any door of a study: a study the caller may not read is not there.</summary>
    private static async ValueTask<object?> OnlyReadable(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var services = http.RequestServices;
        var caller = http.Caller();
        if (http.GetRouteValue("study") is not string study || !await services.GetRequiredService<IStudyAccess>().MayRead(caller, study, http.RequestAborted))
            return Problem.NotFound.ToResult(http);
        await services.GetRequiredService<StudyReads>().Record(caller, study, http.RequestAborted);
        return await next(context);
    }
}
