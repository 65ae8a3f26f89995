using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Cases;
using Telemed.Cases.Timing;
using Telemed.Consultations.Answering;
using Telemed.Consultations.Assigning;
using Telemed.Consultations.Deciding;
using Telemed.Consultations.Ending;
using Telemed.Consultations.Following;
using Telemed.Consultations.Informing;
using Telemed.Consultations.Listing;
using Telemed.Consultations.Meeting;
using Telemed.Consultations.Opening;
using Telemed.Consultations.Opining;
using Telemed.Consultations.Reading;
using Telemed.Consultations.Redirecting;
using Telemed.Consultations.Rounds;
using Telemed.Consultations.Scheduling;
using Telemed.Consultations.Sessions;
using Telemed.Consultations.Templates;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Consultations;

/// <summary>The only public entry of this context.</summary>
public static class ConsultationsModule
{
    /// <summary>Handlers are found by the host; this adds what they need.</summary>
    public static IServiceCollection AddConsultations(this IServiceCollection services) => services
        .AddSingleton<ConsultationCases>()
        .AddSingleton<ConsultationViews>()
        .AddSingleton<HistoryReader>()
        .AddSingleton<SurroundingsLookup>()
        .AddSingleton<ICaseAccess, ConsultationAccess>()
        .AddSingleton<IConversions, Conversions>()
        .AddSingleton<IDiagnosticOpinions, DiagnosticOpinions>()
        .AddSingleton<IProjection, ConsultationProjection>()
        .AddSingleton<IProjection, SessionProjection>()
        .AddSingleton<SessionRooms>()
        .AddSingleton<RowViews>()
        .AddSingleton<IClockedCase>(new ClockedCase<ConsultationState, ConsultationEvent, ConsultationRefusal>(
            Consultation.Aggregate, state => CaseClock.RunningOf(state.Clocks), Consultation.FireClock))
        .AddRounds()
        .AddCases();

    /// <param name="api">Requires sign-in; prefix <c>/api/v1</c>.</param>
    public static void MapConsultations(this IEndpointRouteBuilder api)
    {
        TemplateEndpoints.Map(api);
        var consultations = api.MapGroup("/consultations");
        OpenConsultationEndpoint.Map(consultations);
        EditConsultationEndpoint.Map(consultations);
        SubmitConsultationEndpoint.Map(consultations);
        RequestInfoEndpoint.Map(consultations);
        ProvideInfoEndpoint.Map(consultations);
        AcceptConsultationEndpoint.Map(consultations);
        DeclineConsultationEndpoint.Map(consultations);
        RedirectConsultationEndpoint.Map(consultations);
        AssignConsultationEndpoint.Map(consultations);
        ClaimConsultationEndpoint.Map(consultations);
        ScheduleConsultationEndpoint.Map(consultations);
        RescheduleConsultationEndpoint.Map(consultations);
        MarkNoShowEndpoint.Map(consultations);
        StartSessionEndpoint.Map(consultations);
        SuspendSessionEndpoint.Map(consultations);
        FinishSessionEndpoint.Map(consultations);
        DraftOpinionEndpoint.Map(consultations);
        SignOpinionEndpoint.Map(consultations);
        AmendOpinionEndpoint.Map(consultations);
        AdoptOpinionEndpoint.Map(consultations);
        RecordFollowUpEndpoint.Map(consultations);
        RateConsultationEndpoint.Map(consultations);
        CloseConsultationEndpoint.Map(consultations);
        WithdrawConsultationEndpoint.Map(consultations);
        ConvertToReferralEndpoint.Map(consultations);
        ListConsultationsEndpoint.Map(consultations);
        CountConsultationsEndpoint.Map(consultations);
        GetBoardEndpoint.Map(api);
        GetSessionEndpoint.Map(api);
        GetConsultationEndpoint.Map(consultations);
        GetActionsEndpoint.Map(consultations);
        GetHistoryEndpoint.Map(consultations);
        api.MapRounds();
    }
}
