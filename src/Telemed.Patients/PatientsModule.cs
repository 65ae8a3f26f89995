using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Contracts;
using Telemed.Patients.Changing;
using Telemed.Patients.Keeping;
using Telemed.Patients.Listing;
using Telemed.Patients.Registering;
using Telemed.Patients.Timeline;
using Telemed.ReadModel;

namespace Telemed.Patients;

/// <summary>Patients: identity, guardians, documents (居民身份、监护人、证件).</summary>
public static class PatientsModule
{
    /// <summary>Needs the read model, the case owner, the person vault, <see cref="IDirectory"/>, <see cref="IPolicies"/>, <see cref="IAccessLog"/> and <see cref="TimeProvider"/>; handlers are found by the host.</summary>
    public static IServiceCollection AddPatients(this IServiceCollection services) => services
        .AddSingleton<PatientCache>().AddSingleton<IProjection, PatientsProjection>().AddSingleton<IProjection, TimelineProjection>()
        .AddSingleton<PersonStore>().AddSingleton<NameSearch>().AddSingleton<PatientRows>().AddSingleton<PatientChanges>()
        .AddSingleton<TimelineWords>().AddSingleton<IPatients, VaultPatients>().AddSingleton<IFamilyDoctors, FamilyDoctors>();

    /// <param name="signedIn">Endpoints below <c>/api/v1</c> that require a session.</param>
    public static void MapPatients(this RouteGroupBuilder signedIn)
    {
        var patients = signedIn.MapGroup("patients");
        RegisterPatientEndpoint.Map(patients);
        FindPatientsEndpoint.Map(patients);
        IdentifyResidentEndpoint.Map(patients);
        GetPatientEndpoint.Map(patients);
        LinkDocumentEndpoint.Map(patients);
        NameGuardianEndpoint.Map(patients);
        CorrectPatientEndpoint.Map(patients);
        IdentityEndpoints.Map(patients);
        FamilyDoctorEndpoints.Map(patients);
        ErasePatientEndpoint.Map(patients);
        GetTimelineEndpoint.Map(patients);
        RecordVisitEndpoint.Map(patients);
    }
}
