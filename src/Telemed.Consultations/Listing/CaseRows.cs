using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Cases.Listing;

namespace Telemed.Consultations.Listing;

/// <summary>Reads the rows of cases by their place in a list.</summary>
internal static class CaseRows
{
    /// <summary>In this order.</summary>
    public static List<CaseRow> Of(SqliteConnection db, IEnumerable<Place> places)
    {
        using var command = db.CreateCommand();
        command.CommandText = "SELECT row FROM consultations WHERE id=@id";
        var id = command.Parameters.Add("@id", SqliteType.Text);
        var rows = new List<CaseRow>();
        foreach (var place in places)
        {
            id.Value = place.Id;
            if (command.ExecuteScalar() is byte[] json) rows.Add(CaseRow.FromJson(json));
        }
        return rows;
    }
}

/// <summary>Names of states and kinds as the API gives them.</summary>
internal static class Names
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
