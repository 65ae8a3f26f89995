using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Telemed.Cases.Listing;
using Telemed.Consultations.Listing;
using Telemed.Consultations.Opening;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Consultations.Rounds.Listing;

/// <param name="Patients">Those who are not left out.</param>
/// <param name="Signed">Of these, with a signed note.</param>
/// <param name="GiveBackReason">Why nobody makes it any more.</param>
/// <param name="Actions">What this caller may do now.</param>
public sealed record RoundRowView(
    string Id, string Number, RoundStatus State, long Version, RowParty Inviting, RowParty Invited, RowParty? Planner, RowParty? Specialist, DateTimeOffset Start, DateTimeOffset End,
    int Patients, int Signed, DateTimeOffset UpdatedAt, string? CancelReason, string? GiveBackReason, IReadOnlyList<RoundAction> Actions);

/// <param name="Box">Outgoing or incoming.</param>
/// <param name="Stage">Open (the default), ended, or all.</param>
public sealed record RoundFilter(string? Box, string? Stage, int? Limit, string? Cursor);

/// <summary>A page of the rounds that the caller's hospital asked for, or is asked to make: the next one first.</summary>
public sealed record ListRounds(Caller Caller, RoundFilter Filter) : IRequest<Answer<Page<RoundRowView>>>, IValidated
{
    internal static Paging<Place> List { get; } = Place.List("rounds", 20, 200);

    internal Box Box => BoxAccess.Name<Box>(Filter.Box) ?? Box.Outgoing;

    internal HashSet<int>? States => Filter.Stage switch
    {
        null or "" or "open" => [(int)RoundStatus.Planned, (int)RoundStatus.Underway],
        "ended" => [(int)RoundStatus.Finished, (int)RoundStatus.Cancelled],
        "all" => [(int)RoundStatus.Planned, (int)RoundStatus.Underway, (int)RoundStatus.Finished, (int)RoundStatus.Cancelled],
        _ => null,
    };

    public void Validate(FieldErrors errors)
    {
        RequestBody.Name<Box>(errors, "box", Filter.Box);
        if (errors.None && Box is not (Box.Outgoing or Box.Incoming)) errors.Unknown("box");
        if (States is null) errors.Unknown("stage");
        List.Check(errors, Filter.Limit, Filter.Cursor);
    }
}

internal sealed class ListRoundsHandler(WorklistReader reader, ProjectionEngine engine, IDirectory directory) : IRequestHandler<ListRounds, Answer<Page<RoundRowView>>>
{
    public Task<Answer<Page<RoundRowView>>> Handle(ListRounds request, CancellationToken cancellationToken)
    {
        if (Owner(request.Box, request.Caller) is not { } owner) return Task.FromResult<Answer<Page<RoundRowView>>>(Problem.Forbidden);
        var query = new WorklistQuery([owner], request.States, null, null, state => (RoundStatus)state is RoundStatus.Finished or RoundStatus.Cancelled);
        var limit = ListRounds.List.Take(request.Filter.Limit);
        var found = reader.Read(query, ListRounds.List.After(request.Filter.Cursor), limit + 1);
        return Task.FromResult(Answer<Page<RoundRowView>>.Ok(new(Rows(found.Take(limit), request.Caller), found.Count > limit ? found[limit - 1].ToCursor(ListRounds.List) : null)));
    }

    /// <summary>A side sees its own rounds; null when this caller has no such list.</summary>
    private static string? Owner(Box box, Caller caller)
    {
        if (caller.InstitutionId is not { } own || !caller.Is(Role.Physician) && !caller.Is(Role.Office)) return null;
        return box == Box.Outgoing ? RoundRow.Boxes.Outgoing(own) : RoundRow.Boxes.Incoming(own);
    }

    private List<RoundRowView> Rows(IEnumerable<Place> places, Caller caller)
    {
        using var db = engine.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT row FROM rounds WHERE id=@id";
        var id = command.Parameters.Add("@id", SqliteType.Text);
        var rows = new List<RoundRowView>();
        foreach (var place in places)
        {
            id.Value = place.Id;
            if (command.ExecuteScalar() is string json) rows.Add(View(db, RoundRow.FromJson(json), caller));
        }
        return rows;
    }

    private RoundRowView View(SqliteConnection db, RoundRow row, Caller caller)
    {
        var s = row.State;
        var here = s.Here.ToArray();
        var signed = CaseRows.Of(db, here.Select(p => new Place(0, 0, p.CaseId))).Count(c => c.State.Opinions.Count > 0);
        var (author, specialist) = (s.Author.PractitionerId, s.PractitionerId ?? s.Invited.PractitionerId);
        return new(
            row.Id, s.Number, s.Status, row.Version, new(s.InvitingId, directory.Institution(s.InvitingId)?.Name),
            new(s.Invited.InstitutionId, directory.Institution(s.Invited.InstitutionId!)?.Name, s.Invited.Department), Person(author), Person(specialist), s.Start, s.End, here.Length, signed,
            s.UpdatedAt, s.CancelReason, s.GiveBackReason, [.. RoundTable.Allowed(s, caller).Select(t => t.Action).Distinct()]);
    }

    private RowParty? Person(string? practitioner) => practitioner is null ? null : new(practitioner, directory.Practitioner(practitioner)?.Name);
}

internal static class ListRoundsEndpoint
{
    public static void Map(RouteGroupBuilder rounds) => rounds.MapGet("", Get);

    private static async Task<IResult> Get([AsParameters] RoundFilter filter, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListRounds(http.Caller(), filter), cancellationToken)).ToResult(http);
}
