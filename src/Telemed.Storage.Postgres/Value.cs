using Npgsql;

namespace Telemed.Storage.Postgres;

/// <summary>Parameters by their own type: an array of texts is one value, not many.</summary>
internal static class Value
{
    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(value);
        batch.BatchCommands.Add(command);
    }
}
