using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Cases;
using Telemed.Cases.Timing;
using Telemed.Contracts;
using Telemed.ReadModel;
using Telemed.Recognition.Acting;
using Telemed.Recognition.Catalogues;
using Telemed.Recognition.Checking;
using Telemed.Recognition.Interop;
using Telemed.Recognition.Findings;
using Telemed.Recognition.Keeping;
using Telemed.Recognition.Listing;
using Telemed.Recognition.Measuring;
using Telemed.Recognition.Opening;
using Telemed.Recognition.Pricing;
using Telemed.Recognition.Quality;
using Telemed.Recognition.Reading;
using Telemed.Recognition.Repeating;
using Telemed.Recognition.Sampling;

namespace Telemed.Recognition;

/// <summary>The only public entry of this context.</summary>
public static class RecognitionModule
{
    /// <summary>Needs the read model, the case owner, the directory, patients, <see cref="IResults"/> and <see cref="IStandardItems"/>; handlers are found by the host. A bad catalogue stops the start.</summary>
    public static IServiceCollection AddRecognition(this IServiceCollection services)
    {
        CatalogueFiles.Embedded();
        return services
            .AddSingleton<CatalogueShelf>()
            .AddSingleton<EvidenceBook>()
            .AddSingleton<IMarks>(provider => provider.GetRequiredService<EvidenceBook>())
            .AddSingleton<PriceBook>()
            .AddSingleton<IPrices>(provider => provider.GetRequiredService<PriceBook>())
            .AddSingleton<EvidenceRows>()
            .AddSingleton<EvidenceViews>()
            .AddSingleton<CheckDesk>()
            .AddSingleton<RecognitionCases>()
            .AddSingleton<CheckViews>()
            .AddSingleton<CheckRows>()
            .AddSingleton<ICaseAccess, RecognitionAccess>()
            .AddSingleton<IProjection, RuleBookProjection>()
            .AddSingleton<IProjection, RecognitionProjection>()
            .AddSingleton<IProjection, ReportedProjection>()
            .AddSingleton<IProjection, SampleProjection>()
            .AddSingleton<SampleRows>()
            .AddSingleton<SampleViews>()
            .AddSingleton<ICaseAccess, SampleAccess>()
            .AddSingleton<ReportedResults>()
            .AddSingleton<RepeatFinder>()
            .AddHostedService<RepeatService>()
            .AddSingleton<IProjection, MeasureProjection>()
            .AddSingleton<IProjection, FindingProjection>()
            .AddSingleton<FindingRows>()
            .AddSingleton<FindingViews>()
            .AddSingleton<RowNames>()
            .AddSingleton<IClockedCase>(new ClockedCase<RecognitionState, RecognitionEvent, RecognitionRefusal>(
                RecognitionCheck.Aggregate, RecognitionCheck.Clocks, RecognitionCheck.FireClock))
            .AddCases();
    }

    /// <param name="api">Requires sign-in; prefix <c>/api/v1</c>.</param>
    public static void MapRecognition(this IEndpointRouteBuilder api)
    {
        var recognition = api.MapGroup("/recognition");
        var checks = recognition.MapGroup("/checks");
        OpenCheckEndpoint.Map(checks);
        ListChecksEndpoint.Map(checks);
        GetCheckEndpoint.Map(checks);
        GetActionsEndpoint.Map(checks);
        GetHistoryEndpoint.Map(checks);
        GetExplanationEndpoint.Map(checks);
        ViewResultEndpoint.Map(checks);
        DecideItemEndpoint.Map(checks);
        RevokeDecisionEndpoint.Map(checks);
        QuoteResultEndpoint.Map(checks);
        OrderItemEndpoint.Map(checks);
        CloseCheckEndpoint.Map(checks);
        GetCatalogueEndpoints.Map(recognition);
        PublishCatalogueEndpoint.Map(recognition);
        PreviewCatalogueEndpoint.Map(recognition);
        ExplainRuleEndpoint.Map(recognition);
        var quality = recognition.MapGroup("/quality");
        ListEvidenceEndpoint.Map(quality);
        RecordEvidenceEndpoint.Map(quality);
        SuspendEvidenceEndpoints.Map(quality);
        InteropDoors.Map(recognition);
        SampleEndpoints.Map(recognition);
        PriceEndpoints.Map(api);
        var measures = recognition.MapGroup("/measures");
        GetMeasuresEndpoint.Map(measures);
        ListMeasureCasesEndpoint.Map(measures);
        GetMineEndpoint.Map(recognition);
        var findings = api.MapGroup("/findings");
        ListFindingsEndpoint.Map(findings);
        AnswerFindingEndpoint.Map(findings);
    }
}
