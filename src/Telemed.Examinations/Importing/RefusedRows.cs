using System.Text;
using System.Text.Json;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Examinations.Importing;

/// <summary>Why a row was not taken; never what stood in it.</summary>
internal sealed record RefusedRow(int Line, string Field, string Code, Text Text);

/// <summary>The list of refusals of an import, written while it runs: cut back to the last step of the import before it goes on.</summary>
internal sealed class RefusedRows : IDisposable
{
    private readonly FileStream file;

    public RefusedRows(string path, long length)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, 64 * 1024);
        file.SetLength(Math.Min(length, file.Length));
        file.Seek(0, SeekOrigin.End);
    }

    public long Length => file.Position;

    public void Add(RefusedRow row)
    {
        file.Write(JsonSerializer.SerializeToUtf8Bytes(row, StoredJson.Options));
        file.WriteByte((byte)'\n');
    }

    /// <summary>Everything added is on disk.</summary>
    public void Sync() => file.Flush(flushToDisk: true);

    public void Dispose() => file.Dispose();

    /// <summary>Rows behind a byte of the list, and where the next page begins; null at its end.</summary>
    public static (IReadOnlyList<RefusedRow> Rows, long? Next) Read(string path, long from, long end, int limit)
    {
        var rows = new List<RefusedRow>();
        if (!File.Exists(path) || from < 0 || from >= end) return (rows, null);
        using var list = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        list.Seek(Math.Max(0, from - 1), SeekOrigin.Begin);
        if (from > 0 && list.ReadByte() != '\n') return (rows, null);   // not a place that we gave out
        using var text = new StreamReader(list, Encoding.UTF8);
        while (from < end && rows.Count < limit && text.ReadLine() is { } line)
        {
            from += Encoding.UTF8.GetByteCount(line) + 1;
            rows.Add(JsonSerializer.Deserialize<RefusedRow>(line, StoredJson.Options)!);
        }
        return (rows, from < end && rows.Count == limit ? from : null);
    }
}
