using Microsoft.Data.Sqlite;
using Telemed.ReadModel;

namespace Telemed.Referrals.Listing;

/// <summary>Reads rows of cases, live cases of a patient, and what is owed.</summary>
internal sealed class ReferralRows(ProjectionEngine engine)
{
    /// <summary>In this order.</summary>
    public List<ReferralRow> Of(IEnumerable<string> ids)
    {
        using var db = engine.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT row FROM referrals WHERE id=@id";
        var id = command.Parameters.Add("@id", SqliteType.Text);
        var rows = new List<ReferralRow>();
        foreach (var one in ids)
        {
            id.Value = one;
            if (command.ExecuteScalar() is byte[] json) rows.Add(ReferralRow.FromJson(json));
        }
        return rows;
    }

    /// <summary>Sent and not ended.</summary>
    public List<ReferralRow> LiveOf(string patientId) => Of(Read("SELECT id FROM referral_live WHERE patient=@a", r => r.GetString(0), patientId));

    /// <summary>What some cases owe to others.</summary>
    public List<(string Target, string What, string Source)> Owed(int limit) =>
        Read("SELECT target, what, source FROM referral_owed ORDER BY target, what, source LIMIT @a", r => (r.GetString(0), r.GetString(1), r.GetString(2)), limit);

    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> row, object value)
    {
        using var db = engine.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@a", value);
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read()) found.Add(row(rows));
        return found;
    }
}
