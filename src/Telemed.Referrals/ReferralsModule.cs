using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Cases;
using Telemed.Cases.Timing;
using Telemed.Contracts;
using Telemed.ReadModel;
using Telemed.Referrals.Answering;
using Telemed.Referrals.Ending;
using Telemed.Referrals.Following;
using Telemed.Referrals.Informing;
using Telemed.Referrals.Listing;
using Telemed.Referrals.Moving;
using Telemed.Referrals.Opening;
using Telemed.Referrals.Reading;
using Telemed.Referrals.Receiving;
using Telemed.Referrals.Redirecting;
using Telemed.Referrals.Returning;

namespace Telemed.Referrals;

/// <summary>The only public entry of this context.</summary>
public static class ReferralsModule
{
    /// <summary>Handlers are found by the host; this adds what they need.</summary>
    public static IServiceCollection AddReferrals(this IServiceCollection services) => services
        .AddSingleton<ReferralCases>()
        .AddSingleton<ReferralViews>()
        .AddSingleton<SurroundingsLookup>()
        .AddSingleton<PairLookup>()
        .AddSingleton<PlaceFinder>()
        .AddSingleton<ReceiverList>()
        .AddSingleton<ReturnLoop>()
        .AddSingleton<ICaseAccess, ReferralAccess>()
        .AddSingleton<IProjection, ReferralProjection>()
        .AddSingleton<ReferralRows>()
        .AddSingleton<RowViews>()
        .AddHostedService<OwedService>()
        .AddSingleton<IClockedCase>(new ClockedCase<ReferralState, ReferralEvent, ReferralRefusal>(
            Referral.Aggregate, state => CaseClock.RunningOf(state.Clocks), Referral.FireClock))
        .AddCases();

    /// <param name="api">Requires sign-in; prefix <c>/api/v1</c>.</param>
    public static void MapReferrals(this IEndpointRouteBuilder api)
    {
        var referrals = api.MapGroup("/referrals");
        ListReferralsEndpoint.Map(referrals);
        CountReferralsEndpoint.Map(referrals);
        GetLiveEndpoint.Map(referrals);
        GetReceiversEndpoint.Map(referrals);
        GetVocabularyEndpoint.Map(referrals);
        OpenReferralEndpoint.Map(referrals);
        EditReferralEndpoint.Map(referrals);
        SubmitReferralEndpoint.Map(referrals);
        RequestInfoEndpoint.Map(referrals);
        ProvideInfoEndpoint.Map(referrals);
        AcceptReferralEndpoint.Map(referrals);
        ReservePlaceEndpoint.Map(referrals);
        DeclineReferralEndpoint.Map(referrals);
        RedirectReferralEndpoint.Map(referrals);
        ContestReferralEndpoint.Map(referrals);
        DepartPatientEndpoint.Map(referrals);
        ArrivePatientEndpoint.Map(referrals);
        MarkNotArrivedEndpoint.Map(referrals);
        AdmitPatientEndpoint.Map(referrals);
        CompleteReferralEndpoint.Map(referrals);
        ReturnDownEndpoint.Map(referrals);
        ReceivePatientEndpoint.Map(referrals);
        FollowUpPatientEndpoint.Map(referrals);
        RateReferralEndpoint.Map(referrals);
        CloseReferralEndpoint.Map(referrals);
        CancelReferralEndpoint.Map(referrals);
        ConfirmCancelEndpoint.Map(referrals);
        WithdrawReferralEndpoint.Map(referrals);
        RecordDeathEndpoint.Map(referrals);
        GetReferralEndpoint.Map(referrals);
        GetActionsEndpoint.Map(referrals);
        GetHistoryEndpoint.Map(referrals);
    }
}
