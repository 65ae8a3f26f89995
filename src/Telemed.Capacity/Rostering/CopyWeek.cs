using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Capacity.Listing;
using Telemed.Contracts;

namespace Telemed.Capacity.Rostering;

/// <summary>A shift that could not be copied, and why.</summary>
public sealed record NotCopied(Named Practitioner, DateOnly Day, string From, string To, string Code, string Text, string TextEn);

/// <summary>What a copied week came to.</summary>
/// <param name="Monday">Of the week that was copied to.</param>
/// <param name="Shifts">The copies; what stood there already is not among them.</param>
public sealed record CopiedWeek(DateOnly Monday, IReadOnlyList<ShiftView> Shifts, IReadOnlyList<NotCopied> Left);

/// <summary>The roster of one week for another as well, as far as those people can; copied again it makes nothing twice.</summary>
/// <param name="From">Any day of the week to copy.</param>
/// <param name="To">Any day of the week that gets the copies; the next week when left out.</param>
public sealed record CopyWeek(Command By, string InstitutionId, string? From, string? To) : IRequest<Answer<CopiedWeek>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Day("from", From, required: true);
        errors.Day("to", To, required: false);
        if (Days.Read(From) is { } from && Days.Read(To) is { } to && RosterRules.MondayOf(from) == RosterRules.MondayOf(to))
            errors.Add("to", "same-week", "须是另一周", "Must be another week");
    }
}

internal sealed class CopyWeekHandler(RosterWriter rosters, IDirectory directory) : IRequestHandler<CopyWeek, Answer<CopiedWeek>>
{
    public async Task<Answer<CopiedWeek>> Handle(CopyWeek request, CancellationToken cancellationToken)
    {
        var (by, institution) = (request.By, request.InstitutionId);
        if (rosters.Stops(by.Caller, institution, by.At) is { } problem) return problem;
        var from = RosterRules.MondayOf(Days.Read(request.From)!.Value);
        var to = Days.Read(request.To) is { } day ? RosterRules.MondayOf(day) : from.AddDays(7);
        var source = await rosters.Load(institution, from, cancellationToken);
        var around = rosters.Around(institution, to, by.At);
        var ids = source.Shifts.Select(IdOf).ToHashSet();
        return await rosters.Write(
            by, institution, to, state => RosterRules.CopyWeek(source, state, to, IdOf, around, by.At).Decision,
            (state, version) => new CopiedWeek(
                to, [.. state.Shifts.Where(s => ids.Contains(s.Id)).Select(s => ShiftView.Of(s, version, directory, by.At))], [.. Left(state).Select(View)]), cancellationToken);

        string IdOf(Shift shift) => RosterRules.ShiftId(to, by.NewId($"copy-{shift.Id}"));

        // a retry gets what the first try was told
        IEnumerable<LeftOut> Left(RosterState state) =>
            RosterRules.CopyWeek(source, state with { Shifts = state.Shifts.RemoveAll(s => ids.Contains(s.Id)) }, to, IdOf, around, by.At).Left;
    }

    private NotCopied View(LeftOut left)
    {
        var (shift, why) = (left.Shift, Refusals.ToProblem(left.Why));
        return new(
            new(shift.PractitionerId, directory.Practitioner(shift.PractitionerId)?.Name), shift.Day, $"{shift.From:HH:mm}", $"{shift.To:HH:mm}", why.Code, why.Text.Zh, why.Text.En);
    }
}

internal static class CopyWeekEndpoint
{
    public sealed record Body(string? From, string? To);

    public static void Map(RouteGroupBuilder roster) => roster.MapPost("actions/copyWeek", Post);

    private static async Task<IResult> Post(string institutionId, Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new CopyWeek(http.Command(), institutionId, body.From, body.To), ct)).ToResult(http);
}
