using Microsoft.Data.Sqlite;
using Telemed.Directory.Keeping;
using Telemed.ReadModel;

namespace Telemed.Directory.Links;

/// <summary>How often a link was used on the days counted.</summary>
public sealed record LinkUses(int Consultation, int Reading, int Referral, int Exchange)
{
    internal int Sum => Consultation + Reading + Referral + Exchange;
}

/// <summary>What is known of one pair.</summary>
internal sealed record PairUse(LinkUses Uses, DateTimeOffset? LastAt, LinkUseKind? LastKind)
{
    public static PairUse Never { get; } = new(new(0, 0, 0, 0), null, null);
}

/// <summary>Uses as this node's read model has them; each question is one look into an index.</summary>
internal sealed class LinkRows(ProjectionEngine readModel)
{
    /// <summary>With whom an institution ever exchanged anything.</summary>
    public List<string> PartnersOf(string institutionId)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT other FROM link_last WHERE one = @id UNION SELECT one FROM link_last WHERE other = @id";
        command.Parameters.AddWithValue("@id", institutionId);
        using var row = command.ExecuteReader();
        var partners = new List<string>();
        while (row.Read()) partners.Add(row.GetString(0));
        return partners;
    }

    public PairUse Of(string a, string b, DateOnly from)
    {
        var (one, other) = LinkProjection.Pair(a, b);
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT at, kind FROM link_last WHERE one = @one AND other = @other";
        command.Parameters.AddWithValue("@one", one);
        command.Parameters.AddWithValue("@other", other);
        DateTimeOffset at;
        LinkUseKind kind;
        using (var row = command.ExecuteReader())
        {
            if (!row.Read()) return PairUse.Never;
            (at, kind) = (row.GetDateTimeOffset(0), Enum.Parse<LinkUseKind>(row.GetString(1)));
        }
        command.CommandText = "SELECT kind, sum(n) FROM link_days WHERE one = @one AND other = @other AND day >= @from GROUP BY kind";
        command.Parameters.AddWithValue("@from", LinkProjection.Day(from));
        var uses = new Dictionary<LinkUseKind, int>();
        using (var row = command.ExecuteReader())
            while (row.Read()) uses[Enum.Parse<LinkUseKind>(row.GetString(0))] = row.GetInt32(1);
        return new(new(Count(LinkUseKind.Consultation), Count(LinkUseKind.Reading), Count(LinkUseKind.Referral), Count(LinkUseKind.Exchange)), at, kind);

        int Count(LinkUseKind of) => uses.GetValueOrDefault(of);
    }
}
