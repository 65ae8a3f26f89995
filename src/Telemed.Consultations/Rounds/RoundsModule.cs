using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Consultations.Rounds.Changing;
using Telemed.Consultations.Rounds.Going;
using Telemed.Consultations.Rounds.Listing;
using Telemed.Consultations.Rounds.Planning;
using Telemed.Consultations.Rounds.Reading;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Consultations.Rounds;

/// <summary>Ward rounds: their services and doors.</summary>
internal static class RoundsModule
{
    public static IServiceCollection AddRounds(this IServiceCollection services) => services
        .AddSingleton<RoundCases>()
        .AddSingleton<RoundViews>()
        .AddSingleton<PlaceOpening>()
        .AddSingleton<Placing>()
        .AddSingleton<IProjection, RoundProjection>()
        .AddSingleton<ICaseAccess>(provider => provider.GetRequiredService<RoundCases>());

    public static void MapRounds(this IEndpointRouteBuilder api)
    {
        var rounds = api.MapGroup("/rounds");
        PlanRoundEndpoint.Map(rounds);
        ListRoundsEndpoint.Map(rounds);
        GetRoundEndpoint.Map(rounds);
        GetRoundActionsEndpoint.Map(rounds);
        GetRoundHistoryEndpoint.Map(rounds);
        GetRoundRecordEndpoint.Map(rounds);
        AddToRoundEndpoint.Map(rounds);
        ReorderRoundEndpoint.Map(rounds);
        LeaveOutOfRoundEndpoint.Map(rounds);
        RescheduleRoundEndpoint.Map(rounds);
        CancelRoundEndpoint.Map(rounds);
        TakeRoundEndpoint.Map(rounds);
        GiveBackRoundEndpoint.Map(rounds);
        StepInRoundEndpoints.Map(rounds);
        FinishRoundEndpoint.Map(rounds);
    }
}
