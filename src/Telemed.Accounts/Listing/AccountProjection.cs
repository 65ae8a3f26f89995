using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Accounts.Listing;

/// <summary>One row per account, for the administrators' list; knocks where open lines have to be looked at again.</summary>
internal sealed class AccountProjection : IProjection
{
    public string Name => "accounts";

    public int Version => 1;

    /// <summary>Knocked when sessions ended or rights changed.</summary>
    public static string TopicOf(string id) => $"account:{id}";

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE accounts (account TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, practitioner TEXT, institution TEXT, roles TEXT NOT NULL, blocked INTEGER NOT NULL DEFAULT 0,
              opened TEXT NOT NULL) STRICT, WITHOUT ROWID
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != Account.Aggregate.Category) return;
        var id = append.Stream.Id;
        foreach (var fact in projecting.Facts(append, Account.Aggregate.Format))
            switch (fact)
            {
                case AccountEvent.Opened e:
                    projecting.Execute("INSERT INTO accounts (account, id, practitioner, institution, roles, opened) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                        e.Account, id, e.PractitionerId, e.InstitutionId, Text(e.Roles), append.Context.At);
                    break;
                case AccountEvent.RolesChanged e:
                    projecting.Execute("UPDATE accounts SET roles=?2 WHERE id=?1", id, Text(e.Roles));
                    projecting.Knock(TopicOf(id), append.Context.At);
                    break;
                case AccountEvent.Blocked:
                    projecting.Execute("UPDATE accounts SET blocked=1 WHERE id=?1", id);
                    projecting.Knock(TopicOf(id), append.Context.At);
                    break;
                case AccountEvent.Unblocked:
                    projecting.Execute("UPDATE accounts SET blocked=0 WHERE id=?1", id);
                    break;
                case AccountEvent.SignedOut or AccountEvent.PasswordChanged or AccountEvent.SessionsEnded:
                    projecting.Knock(TopicOf(id), append.Context.At);
                    break;
            }
    }

    private static string Text(IReadOnlyList<Role> roles) => JsonSerializer.Serialize(roles, StoredJson.Options);
}
