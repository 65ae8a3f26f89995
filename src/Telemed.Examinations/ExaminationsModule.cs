using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Cases;
using Telemed.Cases.Timing;
using Telemed.Contracts;
using Telemed.Examinations.Arising;
using Telemed.Examinations.Correcting;
using Telemed.Examinations.Critical;
using Telemed.Examinations.Fhir;
using Telemed.Examinations.Importing;
using Telemed.Examinations.Items;
using Telemed.Examinations.Keeping;
using Telemed.Examinations.Mapping;
using Telemed.Examinations.Reading;
using Telemed.Examinations.Reporting;
using Telemed.ReadModel;

namespace Telemed.Examinations;

/// <summary>Results of examinations and tests (检查检验结果). The only public entry of this context.</summary>
public static class ExaminationsModule
{
    /// <summary>Needs the read model, the case owner, the directory, <see cref="IPatients"/>, <see cref="IStudies"/>, <see cref="IAccountDirectory"/>, <see cref="IAccessLog"/>
    /// and <see cref="TimeProvider"/>; <see cref="IMarks"/> where there are marks. Handlers are found by the host.</summary>
    /// <param name="dataDirectory">Where files of imports lie.</param>
    public static IServiceCollection AddExaminations(this IServiceCollection services, string dataDirectory = "data") => services
        .AddCases()
        .AddSingleton<IProjection, ResultProjection>()
        .AddSingleton<IProjection, DoorsProjection>()
        .AddSingleton(StandardItems.Embedded())
        .AddSingleton<IStandardItems>(provider => provider.GetRequiredService<StandardItems>())
        .AddSingleton<ResultKinds>()
        .AddSingleton<ResultTables>()
        .AddSingleton<IResults>(provider => provider.GetRequiredService<ResultTables>())
        .AddSingleton<ResultDoors>()
        .AddSingleton<OpenResults>()
        .AddSingleton<ResultViews>()
        .AddSingleton<ResultCheck>()
        .AddSingleton<CriticalTimes>()
        .AddSingleton<ResultWriter>()
        .AddSingleton<ResultSteps>()
        .AddSingleton<IProjection, CriticalProjection>()
        .AddSingleton<IClockedCase>(new ClockedCase<ResultState, ResultEvent, ResultRefusal>(
            Result.Aggregate, Result.Clocks, (state, clock, at) => clock == Result.CriticalClock ? Result.RunOut(state, at) : Decision.Nothing))
        .AddSingleton<MappingTables>()
        .AddSingleton<Suggestions>()
        .AddSingleton<MappingViews>()
        .AddSingleton<IProjection, ImportProjection>()
        .AddSingleton(new ImportFolder(dataDirectory))
        .AddSingleton<ImportTools>()
        .AddSingleton<ImportTables>()
        .AddSingleton<ImportService>()
        .AddHostedService(provider => provider.GetRequiredService<ImportService>())
        .AddSingleton<ImportViews>()
        .AddSingleton<IProjection, ArisingProjection>()
        .AddSingleton<ArisingService>()
        .AddHostedService(provider => provider.GetRequiredService<ArisingService>())
        .AddSingleton<ITimelineResults, TimelineResults>();

    /// <param name="api">Requires sign-in; prefix <c>/api/v1</c>.</param>
    public static void MapExaminations(this IEndpointRouteBuilder api)
    {
        ListItemsEndpoint.Map(api);
        var results = api.MapGroup("results");
        ReportResultEndpoint.Map(results);
        ListResultsEndpoint.Map(results);
        var imports = results.MapGroup("imports");
        ReceiveImportEndpoint.Map(imports);
        GetImportEndpoints.Map(imports);
        ListCriticalEndpoint.Map(results);
        ListMappingsEndpoint.Map(results);
        MapItemEndpoint.Map(results);
        GetResultEndpoint.Map(results);
        GetVersionsEndpoint.Map(results);
        CorrectResultEndpoint.Map(results);
        VoidResultEndpoint.Map(results);
        ConfirmCriticalEndpoint.Map(results);
    }

    /// <summary>The FHIR door for results.</summary>
    /// <param name="fhir">Requires sign-in; prefix <c>/fhir/R4</c>.</param>
    public static void MapExaminationsFhir(this RouteGroupBuilder fhir) => FhirEndpoints.Map(fhir);
}
