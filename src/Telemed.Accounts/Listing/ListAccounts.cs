using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Accounts.Listing;

/// <summary>Accounts by name, for administrators.</summary>
/// <param name="Text">Part of the account's or the practitioner's name.</param>
public sealed record ListAccounts(Caller Caller, string? InstitutionId, Role? Role, AccountStanding? State, string? Text, int? Limit, string? Cursor)
    : IRequest<Answer<Page<AccountView>>>, IValidated
{
    internal static Paging<AccountPlace> List { get; } = new("accounts", 50, 200, parts => parts is [var account] ? new(account) : null);

    public void Validate(FieldErrors errors) => List.Check(errors, Limit, Cursor);
}

/// <summary>Behind which account a page begins.</summary>
internal readonly record struct AccountPlace(string Account);

internal sealed class ListAccountsHandler(AccountViews views, IDirectory directory, TimeProvider clock) : IRequestHandler<ListAccounts, Answer<Page<AccountView>>>
{
    public async Task<Answer<Page<AccountView>>> Handle(ListAccounts request, CancellationToken cancellationToken)
    {
        if (!request.Caller.Is(Role.Administrator)) return Problem.Forbidden;
        var take = ListAccounts.List.Take(request.Limit);
        var rows = views.Rows(ListAccounts.List.After(request.Cursor)?.Account).Where(row => Matches(row, request)).Take(take + 1).ToArray();
        var (page, now) = (new List<AccountView>(take), clock.GetUtcNow());
        foreach (var row in rows.Take(take))
            if (await views.Of(row, now, cancellationToken) is { } view) page.Add(view);
        return Answer<Page<AccountView>>.Ok(new(page, rows.Length > take ? ListAccounts.List.Cursor($"{rows[take - 1].Account}") : null));
    }

    private bool Matches(AccountRow row, ListAccounts asked) =>
        (string.IsNullOrEmpty(asked.InstitutionId) || row.InstitutionId == asked.InstitutionId)
        && (asked.Role is not { } role || row.Roles.Contains(role))
        && (asked.State is not { } state || row.Blocked == (state == AccountStanding.Blocked))
        && (string.IsNullOrWhiteSpace(asked.Text) || row.Account.Contains(asked.Text.Trim(), StringComparison.OrdinalIgnoreCase)
            || row.PractitionerId is { } id && directory.Practitioner(id)?.Name.Contains(asked.Text.Trim(), StringComparison.Ordinal) is true);
}

/// <summary>One account.</summary>
public sealed record GetAccount(Caller Caller, string Id) : IRequest<Answer<AccountView>>;

internal sealed class GetAccountHandler(AccountViews views, TimeProvider clock) : IRequestHandler<GetAccount, Answer<AccountView>>
{
    public async Task<Answer<AccountView>> Handle(GetAccount request, CancellationToken cancellationToken)
    {
        if (!request.Caller.Is(Role.Administrator)) return Problem.Forbidden;
        return AccountIds.IsId(request.Id) && await views.Find(request.Id, clock.GetUtcNow(), cancellationToken) is { } view
            ? Answer<AccountView>.Ok(view, view.Version) : Problem.NotFound;
    }
}

internal static class AccountLists
{
    public static void Map(RouteGroupBuilder accounts)
    {
        accounts.MapGet("", List);
        accounts.MapGet("{id}", async (string id, HttpContext http, IMediator mediator, CancellationToken ct) =>
            (await mediator.Send(new GetAccount(http.Caller(), id), ct)).ToResult(http));
    }

    private static async Task<IResult> List(
        string? institutionId, Role? role, AccountStanding? state, string? q, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ListAccounts(http.Caller(), institutionId, role, state, q, limit, cursor), ct)).ToResult(http);
}
