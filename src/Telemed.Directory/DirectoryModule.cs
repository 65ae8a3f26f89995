using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Contracts;
using Telemed.Directory.Agreeing;
using Telemed.Directory.Allying;
using Telemed.Directory.Connecting;
using Telemed.Directory.Devices;
using Telemed.Directory.Employing;
using Telemed.Directory.Keeping;
using Telemed.Directory.Links;
using Telemed.Directory.Listing;
using Telemed.Directory.Offering;
using Telemed.Directory.Registering;
using Telemed.ReadModel;

namespace Telemed.Directory;

/// <summary>Institutions, alliances, agreements, practitioners and devices (机构、医联体、协议、医务人员、设备).</summary>
public static class DirectoryModule
{
    /// <summary>Needs <see cref="ProjectionEngine"/>, <see cref="Kernel.ICaseOwner"/>, <see cref="IPolicies"/>, <see cref="IAccountDirectory"/> and <see cref="TimeProvider"/>;
    /// handlers are found by the host.</summary>
    public static IServiceCollection AddDirectory(this IServiceCollection services) => services
        .AddSingleton(provider => new DirectoryMemory(() => provider.GetRequiredService<ProjectionEngine>().OpenReader()))
        .AddSingleton<IProjection, DirectoryProjection>()
        .AddSingleton<MemoryDirectory>()
        .AddSingleton<IDirectory>(provider => provider.GetRequiredService<MemoryDirectory>())
        .AddSingleton<IInstitutions>(provider => provider.GetRequiredService<MemoryDirectory>())
        .AddSingleton<IAlliances>(provider => provider.GetRequiredService<MemoryDirectory>())
        .AddSingleton<DirectoryViews>()
        .AddSingleton<DirectoryWriter>()
        .AddSingleton<IProjection, DeviceProjection>()
        .AddSingleton<DeviceRows>()
        .AddSingleton<DeviceViews>()
        .AddSingleton<DeviceDesk>()
        .AddSingleton<IProjection, LinkProjection>()
        .AddSingleton<LinkRows>()
        .AddSingleton<LinkMap>()
        .AddSingleton<IDevices, DeviceDoor>();

    /// <param name="signedIn">Endpoints below <c>/api/v1</c> that require a session.</param>
    public static void MapDirectory(this RouteGroupBuilder signedIn)
    {
        var institutions = signedIn.MapGroup("institutions");
        InstitutionLists.Map(institutions);
        InstitutionRegistration.Map(institutions);
        ConnectionEndpoints.Map(institutions);
        OfferServicesEndpoint.Map(institutions);
        SetDepartmentsEndpoint.Map(institutions);
        SetAeTitlesEndpoint.Map(institutions);

        var alliances = signedIn.MapGroup("alliances");
        AllianceLists.Map(alliances);
        FormAllianceEndpoint.Map(alliances);
        MembershipEndpoints.Map(alliances);

        var agreements = signedIn.MapGroup("agreements");
        AgreementLists.Map(agreements);
        SignAgreementEndpoint.Map(agreements);
        AgreementActions.Map(agreements);

        var practitioners = signedIn.MapGroup("practitioners");
        PractitionerLists.Map(practitioners);
        RegisterPractitionerEndpoint.Map(practitioners);
        PractitionerActions.Map(practitioners);
        ReturnToPracticeEndpoint.Map(practitioners);

        LinkLists.Map(signedIn.MapGroup("links"));

        var devices = signedIn.MapGroup("devices");
        DeviceLists.Map(devices);
        RegisterDeviceEndpoint.Map(devices);
        UseOwnDeviceEndpoint.Map(devices);
        DeviceActions.Map(devices);
    }
}
