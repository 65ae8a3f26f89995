using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Indicators.Counting;

/// <summary>Numbers for cells and words, so that rows of figures are rows of numbers. In memory on this node, in tables for the next start.</summary>
/// <remarks>Numbers follow the order of the log: a rebuild gives them again. One writer; it may be ahead of what is committed, which readers do not notice.</remarks>
/// <param name="open">Opens a reader of the read model.</param>
internal sealed class Book(Func<SqliteConnection> open)
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<Cell, int> cellNumbers = new();
    private readonly ConcurrentDictionary<int, Cell> cells = new();
    private readonly ConcurrentDictionary<string, int> wordNumbers = new();
    private readonly ConcurrentDictionary<int, string> words = new();
    private volatile bool loaded;
    private bool inDoubt;

    public const string Tables = """
        CREATE TABLE indicator_cells (id INTEGER PRIMARY KEY, category TEXT NOT NULL, kind TEXT NOT NULL, lane INTEGER NOT NULL, from_id TEXT NOT NULL, to_id TEXT NOT NULL,
          department TEXT NOT NULL, from_area TEXT NOT NULL, to_area TEXT NOT NULL) STRICT;
        CREATE TABLE indicator_words (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT;
        """;

    /// <summary>How many times the tables were made anew: whoever keeps rows in memory starts again.</summary>
    public int Generation { get; private set; }

    /// <summary>The highest number of a cell.</summary>
    public int Cells
    {
        get
        {
            Load();
            return cells.Count;
        }
    }

    public Cell Cell(int number)
    {
        Load();
        return cells[number];
    }

    public string Word(int number)
    {
        Load();
        return words[number];
    }

    /// <summary>Null when no case ever said it.</summary>
    public int? NumberOf(string word)
    {
        Load();
        return wordNumbers.TryGetValue(word, out var number) ? number : null;
    }

    /// <summary>Number of a cell; a new one when it has none.</summary>
    public int Number(Projecting projecting, Cell cell)
    {
        Load();
        TakeBack(projecting);
        if (cellNumbers.TryGetValue(cell, out var number)) return number;
        number = cells.Count + 1;
        projecting.Execute("INSERT INTO indicator_cells VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            number, cell.Category, cell.Kind, (int)cell.Lane, cell.FromId, cell.ToId, cell.Department, cell.FromArea, cell.ToArea);
        Put(number, cell);
        return number;
    }

    /// <summary>Number of a word; a new one when it has none.</summary>
    public int Number(Projecting projecting, string word)
    {
        Load();
        TakeBack(projecting);
        if (wordNumbers.TryGetValue(word, out var number)) return number;
        number = words.Count + 1;
        projecting.Execute("INSERT INTO indicator_words VALUES (?1, ?2)", number, word);
        Put(number, word);
        return number;
    }

    /// <summary>The tables are new and empty: they begin with the words that definitions name.</summary>
    public void Begin(SqliteConnection db, IReadOnlyDictionary<string, int> named)
    {
        lock (gate)
        {
            cellNumbers.Clear();
            cells.Clear();
            wordNumbers.Clear();
            words.Clear();
            foreach (var (word, number) in named)
            {
                using var command = db.CreateCommand();
                command.CommandText = "INSERT INTO indicator_words VALUES (@id, @word)";
                command.Parameters.AddWithValue("@id", number);
                command.Parameters.AddWithValue("@word", word);
                command.ExecuteNonQuery();
                Put(number, word);
            }
            Generation++;
            (loaded, inDoubt) = (true, false);
        }
    }

    /// <summary>The transaction did not happen: numbers that it gave out lie in no table.</summary>
    public void Forget() => inDoubt = true;

    private void TakeBack(Projecting projecting)
    {
        if (!inDoubt) return;
        var (lastCell, lastWord) = (projecting.Scalar<int>("SELECT max(id) FROM indicator_cells"), projecting.Scalar<int>("SELECT max(id) FROM indicator_words"));
        for (var number = cells.Count; number > lastCell; number--)
            if (cells.TryRemove(number, out var cell)) cellNumbers.TryRemove(cell, out _);
        for (var number = words.Count; number > lastWord; number--)
            if (words.TryRemove(number, out var word)) wordNumbers.TryRemove(word, out _);
        inDoubt = false;
    }

    private void Put(int number, Cell cell)
    {
        cells[number] = cell;
        cellNumbers[cell] = number;
    }

    private void Put(int number, string word)
    {
        words[number] = word;
        wordNumbers[word] = number;
    }

    private void Load()
    {
        if (loaded) return;
        lock (gate)
        {
            if (loaded) return;
            using var db = open();
            using var command = db.CreateCommand();
            command.CommandText = "SELECT id, category, kind, lane, from_id, to_id, department, from_area, to_area FROM indicator_cells";
            using (var rows = command.ExecuteReader())
                while (rows.Read())
                    Put(rows.GetInt32(0), new Cell(
                        rows.GetString(1), rows.GetString(2), (Urgency)rows.GetInt32(3), rows.GetString(4), rows.GetString(5), rows.GetString(6), rows.GetString(7), rows.GetString(8)));
            command.CommandText = "SELECT id, word FROM indicator_words";
            using (var rows = command.ExecuteReader())
                while (rows.Read()) Put(rows.GetInt32(0), rows.GetString(1));
            loaded = true;
        }
    }
}
