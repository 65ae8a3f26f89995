using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Capacity.Keeping;
using Telemed.Capacity.Listing;
using Telemed.Contracts;

namespace Telemed.Capacity.Scheduling;

/// <summary>The office of an institution opens a clinic with weekly hours.</summary>
/// <param name="ValidTo">Last day, inclusive; null while open.</param>
public sealed record OpenSchedule(Command By, string? Department, string? PractitionerId, PlanBody Plan, string? ValidTo = null)
    : IRequest<Answer<ScheduleView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("department", Department, 40);
        errors.Optional("practitionerId", PractitionerId, 80);
        Plan.Validate(errors);
        errors.Day("validTo", ValidTo, required: false);
        if (Days.Read(ValidTo) < Days.Read(Plan.ValidFrom)) errors.Add("validTo", "before-from", "结束日期早于开始日期", "Ends before it begins");
        if (Days.Read(Plan.ValidFrom) < ChinaTime.Day(By.At)) errors.Add("validFrom", "passed", "开始日期不能早于今天", "The first day has passed");
    }
}

internal sealed class OpenScheduleHandler(ScheduleWriter schedules, CapacityTables tables, IDirectory directory) : IRequestHandler<OpenSchedule, Answer<ScheduleView>>
{
    public async Task<Answer<ScheduleView>> Handle(OpenSchedule request, CancellationToken cancellationToken)
    {
        if (request.By.Caller is not { InstitutionId: { } institution } caller || !caller.Is(Role.Office)) return Problem.Forbidden;
        var practitioner = string.IsNullOrEmpty(request.PractitionerId) ? null : request.PractitionerId;
        var errors = new FieldErrors();
        if (directory.Institution(institution)?.Departments.Contains(request.Department!) != true)
            errors.Add("department", "unknown", "本机构没有此科室", "This institution has no such department");
        if (practitioner is not null && (directory.Practitioner(practitioner) is not { Active: true } found || found.InstitutionId != institution))
            errors.Add("practitionerId", "unknown", "本机构没有此医师", "This institution has no such practitioner");
        if (!errors.None) return Problem.Invalid(errors.Found);

        var id = request.By.NewId("schedule");
        var others = practitioner is null ? [] : tables.SchedulesOf(practitioner).Where(s => s.Id != id).Select(s => s.State).ToArray();
        return await schedules.Write(request.By, id,
            state => ScheduleRules.Open(
                state, institution, request.Department!, practitioner, request.Plan.ToPlan(), Days.Read(request.ValidTo), others, ChinaTime.Day(request.By.At)),
            cancellationToken, $"/api/v1/schedules/{id}");
    }
}

internal static class OpenScheduleEndpoint
{
    public sealed record Body(
        string? Department, string? PractitionerId, IReadOnlyList<int>? Weekdays, string? From, string? To, int? SlotMinutes, int? PerSlot, QuotaBody? Quota,
        string? ValidFrom, string? ValidTo);

    public static void Map(RouteGroupBuilder schedules) => schedules.MapPost("", Post);

    private static async Task<IResult> Post(Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new OpenSchedule(
            http.Command(), body.Department, body.PractitionerId,
            new(body.Weekdays, body.From, body.To, body.SlotMinutes, body.PerSlot, body.Quota, body.ValidFrom), body.ValidTo), ct)).ToResult(http);
}
