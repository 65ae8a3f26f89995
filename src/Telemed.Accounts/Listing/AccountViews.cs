using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Accounts.Listing;

public enum AccountStanding
{
    Active,
    Blocked,
}

/// <summary>An account as administrators see it; <paramref name="Sessions"/>: open now.</summary>
public sealed record AccountView(
    string Id, string Account, string Name, IReadOnlyList<Role> Roles, string? InstitutionId, string? InstitutionName, string? PractitionerId, string? AreaCode, string? PatientId,
    AccountStanding State, string? BlockedFor, bool MustChangePassword, bool SecondFactor, DateTimeOffset? OpenedAt, DateTimeOffset? LastSignInAt, int Sessions, long Version);

/// <summary>A row of the list, with what it is filtered by.</summary>
internal sealed record AccountRow(string Account, string Id, string? PractitionerId, string? InstitutionId, IReadOnlyList<Role> Roles, bool Blocked, DateTimeOffset OpenedAt);

/// <summary>Reads accounts for administrators.</summary>
internal sealed class AccountViews(ICaseOwner cases, IDirectory directory, Users users, ProjectionEngine readModel)
{
    /// <summary>Ends when the lists of this node show it.</summary>
    public Task Seen(string id, long version, CancellationToken cancellationToken) => readModel.WaitFor(new(Account.Aggregate.Category, id), version, cancellationToken);

    /// <summary>Null when there is none.</summary>
    public async Task<AccountView?> Find(string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (state, version) = await cases.Load(Account.Aggregate, id, cancellationToken);
        return state.Account is null ? null : await Of(id, state, version, now, cancellationToken);
    }

    public async Task<AccountView?> Of(AccountRow row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (state, version) = await cases.Load(Account.Aggregate, row.Id, cancellationToken);
        return state.Account is null ? null : await Of(row.Id, state, version, row.OpenedAt, now, cancellationToken);
    }

    public Task<AccountView> Of(string id, AccountState state, long version, DateTimeOffset now, CancellationToken cancellationToken) =>
        Of(id, state, version, OpenedAt(id), now, cancellationToken);

    private async Task<AccountView> Of(string id, AccountState state, long version, DateTimeOffset? openedAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var user = await users.Describe(id, state, cancellationToken);
        var live = state.Sessions.Values.Where(until => until > now).ToArray();
        return new(
            id, user.Account, user.Name, user.Roles, user.InstitutionId, user.InstitutionName, user.PractitionerId, user.AreaCode, user.PatientId,
            state.BlockedFor is null ? AccountStanding.Active : AccountStanding.Blocked, state.BlockedFor, state.Temporary, state.SecondFactor,
            openedAt, state.LastSignInAt, live.Length, version);
    }

    /// <summary>Behind an account name, in order.</summary>
    public IEnumerable<AccountRow> Rows(string? behind)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT account, id, practitioner, institution, roles, blocked, opened FROM accounts WHERE account > @behind ORDER BY account";
        command.Parameters.AddWithValue("@behind", behind ?? "");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var practitioner = rows.IsDBNull(2) ? null : rows.GetString(2);
            yield return new(
                rows.GetString(0), rows.GetString(1), practitioner,
                directory.WorkplaceOf(practitioner, rows.IsDBNull(3) ? null : rows.GetString(3)),
                JsonSerializer.Deserialize<Role[]>(rows.GetString(4), StoredJson.Options)!, rows.GetInt64(5) != 0, rows.GetDateTimeOffset(6));
        }
    }

    private DateTimeOffset? OpenedAt(string id)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT opened FROM accounts WHERE id=@id";
        command.Parameters.AddWithValue("@id", id);
        using var row = command.ExecuteReader();
        return row.Read() ? row.GetDateTimeOffset(0) : null;
    }
}
