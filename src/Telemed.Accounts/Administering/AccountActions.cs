using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Accounts.Listing;
using Telemed.Contracts;

namespace Telemed.Accounts.Administering;

/// <summary>What needs no more than the account.</summary>
public enum AccountStep
{
    Unblock,
    RemoveSecondFactor,
    EndSessions,
}

/// <summary>One of the plain steps.</summary>
public sealed record ChangeAccount(Command By, string Id, AccountStep Step) : IRequest<Answer<AccountView>>;

internal sealed class ChangeAccountHandler(AccountDesk desk) : IRequestHandler<ChangeAccount, Answer<AccountView>>
{
    public Task<Answer<AccountView>> Handle(ChangeAccount request, CancellationToken cancellationToken) => desk.Write(request.By, request.Id, request.Step switch
    {
        AccountStep.Unblock => Account.Unblock,
        AccountStep.RemoveSecondFactor => Account.RemoveSecondFactor,
        _ => Account.EndSessions,
    }, cancellationToken);
}

/// <summary>Closes the account until further notice; its sessions end at once.</summary>
public sealed record BlockAccount(Command By, string Id, string Reason) : IRequest<Answer<AccountView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("reason", Reason, 200);
}

internal sealed class BlockAccountHandler(AccountDesk desk) : IRequestHandler<BlockAccount, Answer<AccountView>>
{
    public Task<Answer<AccountView>> Handle(BlockAccount request, CancellationToken cancellationToken) =>
        desk.Write(request.By, request.Id, state => Account.Block(state, request.Reason.Trim(), request.Id == request.By.Caller.AccountId), cancellationToken);
}

/// <summary>Gives the account other kinds of work.</summary>
public sealed record ChangeRoles(Command By, string Id, IReadOnlyList<Role> Roles, string? AreaCode) : IRequest<Answer<AccountView>>, IValidated
{
    public void Validate(FieldErrors errors) => RoleRules.Validate(Roles, AreaCode, errors);
}

internal sealed class ChangeRolesHandler(AccountDesk desk) : IRequestHandler<ChangeRoles, Answer<AccountView>>
{
    public Task<Answer<AccountView>> Handle(ChangeRoles request, CancellationToken cancellationToken) =>
        desk.Write(request.By, request.Id, state => Account.ChangeRoles(state, request.Roles, request.AreaCode, request.Id == request.By.Caller.AccountId), cancellationToken);
}

internal static class AccountActionEndpoints
{
    public sealed record BlockBody(string? Reason);

    public sealed record RolesBody(IReadOnlyList<Role>? Roles, string? AreaCode);

    public static void Map(RouteGroupBuilder accounts)
    {
        accounts.MapPost("{id}/actions/block", async (string id, BlockBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
            (await mediator.Send(new BlockAccount(http.Command(), id, body.Reason!), ct)).ToResult(http));
        accounts.MapPost("{id}/actions/changeRoles", async (string id, RolesBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
            (await mediator.Send(new ChangeRoles(http.Command(), id, body.Roles ?? [], body.AreaCode), ct)).ToResult(http));
        accounts.MapPost("{id}/actions/unblock", (string id, HttpContext http, IMediator mediator, CancellationToken ct) => Step(id, AccountStep.Unblock, http, mediator, ct));
        accounts.MapPost("{id}/actions/removeSecondFactor", (string id, HttpContext http, IMediator mediator, CancellationToken ct) => Step(id, AccountStep.RemoveSecondFactor, http, mediator, ct));
        accounts.MapPost("{id}/actions/endSessions", (string id, HttpContext http, IMediator mediator, CancellationToken ct) => Step(id, AccountStep.EndSessions, http, mediator, ct));
    }

    private static async Task<IResult> Step(string id, AccountStep step, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ChangeAccount(http.Command(), id, step), ct)).ToResult(http);
}
