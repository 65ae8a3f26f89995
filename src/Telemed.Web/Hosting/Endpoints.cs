using Telemed.Accounts;
using Telemed.Capacity;
using Telemed.Consultations;
using Telemed.Directory;
using Telemed.Examinations;
using Telemed.Governance;
using Telemed.Imaging;
using Telemed.Indicators;
using Telemed.Patients;
using Telemed.Recognition;
using Telemed.Referrals;
using Telemed.Web.Demo;
using Telemed.Web.Live;

namespace Telemed.Web.Hosting;

/// <summary>Every door of the HTTP side.</summary>
internal static class Endpoints
{
    public static void Map(WebApplication app)
    {
        var open = app.MapGroup("/api/v1");
        var signedIn = app.MapGroup("/api/v1").RequireAuthorization();
        if (app.Services.GetRequiredService<Settings>().Demo) DemoEndpoint.Map(open);
        AccountsModule.MapAccounts(open, signedIn);
        DirectoryModule.MapDirectory(signedIn);
        PatientsModule.MapPatients(signedIn);
        ConsultationsModule.MapConsultations(signedIn);
        ReferralsModule.MapReferrals(signedIn);
        CapacityModule.MapCapacity(signedIn);
        ExaminationsModule.MapExaminations(signedIn);
        ExaminationsModule.MapExaminationsFhir(app.MapGroup("/fhir/R4").RequireAuthorization());
        RecognitionModule.MapRecognition(signedIn);
        IndicatorsModule.MapIndicators(signedIn);
        app.MapImaging();
        GovernanceModule.MapGovernance(signedIn);
        AuditEndpoints.Map(signedIn);
        IceServers.Map(signedIn);
        app.MapHub<LiveHub>("/hubs/live", options => options.AllowStatefulReconnects = true).RequireAuthorization();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapHealth();
        foreach (var door in (string[])["/api", "/dicom-web", "/fhir", "/share", "/hubs", "/health", "/openapi"])
            app.Map(door + "/{**path}", Unmatched.Answer).WithMetadata(Unmatched.Mark).ExcludeFromDescription();
    }
}
