using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Indicators.Counting;
using Telemed.Indicators.Defining;
using Telemed.Indicators.Reading;
using Telemed.Indicators.Targeting;
using Telemed.Indicators.Watching;
using Telemed.ReadModel;

namespace Telemed.Indicators;

/// <summary>The only public entry of this context.</summary>
public static class IndicatorsModule
{
    /// <summary>Handlers are found by the host; this adds what they need.</summary>
    public static IServiceCollection AddIndicators(this IServiceCollection services) => services
        .AddSingleton(_ => IndicatorSet.Embedded())
        .AddSingleton<Vocabulary>()
        .AddSingleton(provider => new Book(() => provider.GetRequiredService<ProjectionEngine>().OpenReader()))
        .AddSingleton<Units>()
        .AddSingleton<IProjection, IndicatorProjection>()
        .AddSingleton<MonthRows>()
        .AddSingleton<Dimensions>()
        .AddSingleton<Folding>()
        .AddSingleton<Drill>()
        .AddSingleton<FlowReader>()
        .AddSingleton<QualityReader>()
        .AddSingleton<Targets>()
        .AddSingleton<Freshness>();

    /// <param name="api">Requires sign-in; prefix <c>/api/v1</c>.</param>
    public static void MapIndicators(this IEndpointRouteBuilder api)
    {
        var indicators = api.MapGroup("/indicators");
        ListIndicatorsEndpoint.Map(indicators);
        LiveBoardEndpoint.Map(indicators);
        QualityEndpoints.Map(indicators);
        FlowEndpoints.Map(indicators);
        GetReportEndpoint.Map(indicators);
        TargetEndpoints.Map(indicators);
        GetIndicatorEndpoint.Map(indicators);
        ListIndicatorCasesEndpoint.Map(indicators);
    }
}
