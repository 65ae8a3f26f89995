using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Capacity.Keeping;
using Telemed.Capacity.Listing;
using Telemed.Capacity.Loading;
using Telemed.Capacity.Rostering;
using Telemed.Capacity.Scheduling;
using Telemed.Capacity.Wards;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Capacity;

/// <summary>Bookable capacity: schedules, slots and beds (排班、号源、床位); who is on duty, and how much each reader has to do (值班、负荷). The only public entry of this context.</summary>
public static class CapacityModule
{
    /// <summary>Needs the read model, the case owner, <see cref="IDirectory"/>, <see cref="IPolicies"/> and <see cref="TimeProvider"/>; handlers are found by the host.</summary>
    public static IServiceCollection AddCapacity(this IServiceCollection services) => services
        .AddSingleton<IProjection, CapacityProjection>()
        .AddSingleton<CapacityTables>()
        .AddSingleton<OpenCapacity>()
        .AddSingleton<ICapacity>(provider => provider.GetRequiredService<OpenCapacity>())
        .AddSingleton<ScheduleViews>()
        .AddSingleton<ScheduleWriter>()
        .AddSingleton<IProjection, RosterProjection>()
        .AddSingleton<IProjection, ReaderProjection>()
        .AddSingleton<RosterTables>()
        .AddSingleton<IDuty>(provider => provider.GetRequiredService<RosterTables>())
        .AddSingleton<ReaderTables>()
        .AddSingleton<RosterWriter>();

    /// <param name="api">Requires sign-in; prefix <c>/api/v1</c>.</param>
    public static void MapCapacity(this IEndpointRouteBuilder api)
    {
        var schedules = api.MapGroup("schedules");
        ScheduleLists.Map(schedules);
        OpenScheduleEndpoint.Map(schedules);
        ChangeScheduleEndpoint.Map(schedules);
        EndScheduleEndpoint.Map(schedules);
        BlockDayEndpoints.Map(schedules);
        ListSlotsEndpoint.Map(api);
        ListWaitingEndpoint.Map(api);
        var beds = api.MapGroup("beds");
        ListBedsEndpoint.Map(beds);
        AddBedsEndpoint.Map(beds);
        CloseBedEndpoints.Map(beds);
        var roster = api.MapGroup("rosters/{institutionId}");
        ListShiftsEndpoint.Map(roster);
        AddShiftsEndpoint.Map(roster);
        ChangeShiftEndpoint.Map(roster);
        RemoveShiftEndpoint.Map(roster);
        CopyWeekEndpoint.Map(roster);
        GetCoverEndpoint.Map(roster);
        ListLoadEndpoint.Map(roster);
    }
}
