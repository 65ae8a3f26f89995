using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>Persons in one SQLite file: every field under AES-256-GCM with a key per subject, and that key under the master key.</summary>
/// <remarks>Field names, subjects and the length of values lie in the clear; values and what is searched for do not.</remarks>
public sealed partial class SqlitePersonVault : IPortableVault, IAsyncDisposable
{
    private const int CachedPersons = 20_000;
    private const int BytesPerField = 200;

    private readonly string path;
    private readonly FileStream processLock;
    private readonly VaultTransaction transaction;
    private readonly GroupWriter writer;
    private readonly VaultReaders readers;
    private readonly OpenedPersons opened = new(CachedPersons);
    private VaultKeys keys;
    private int disposed;

    private SqlitePersonVault(string path, MasterKey key, FileStream processLock)
    {
        this.processLock = processLock;
        (var db, keys) = VaultFile.OpenWriter(path, key);
        transaction = new(db, keys.Wrapping, opened.Written);
        writer = new(transaction, Path.GetFileName(path));
        readers = new(path, keys.Wrapping);
        this.path = path;
    }

    /// <summary>Opens the vault, or makes a new one where no file is.</summary>
    /// <exception cref="StoreFormatException">Another master key, format or kind of file, or open in another process.</exception>
    public static SqlitePersonVault Open(string path, MasterKey key)
    {
        path = Path.GetFullPath(path);
        var processLock = ProcessLock.Take(path);
        try
        {
            return new(path, key, processLock);
        }
        catch
        {
            processLock.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The disk is full or broken; nothing was stored.</exception>
    /// <exception cref="VaultDamagedException">The subject's key does not authenticate.</exception>
    public async Task Put(string subject, IReadOnlyDictionary<string, string> fields, IReadOnlyCollection<BlindIndex> indexes, CancellationToken cancellationToken)
    {
        var blinds = indexes.Select(Blind).ToArray();
        var written = fields.ToDictionary();   // the caller's may change while it waits
        var damage = await writer.Write(() => transaction.Put(subject, written, blinds), BytesPerField * (written.Count + 1), cancellationToken);
        if (damage is not null) throw damage;
    }

    /// <inheritdoc/>
    /// <exception cref="VaultDamagedException">Something does not authenticate.</exception>
    public ValueTask<IReadOnlyDictionary<string, string>?> Get(string subject, CancellationToken cancellationToken) =>
        ValueTask.FromResult(opened.TryGet(subject, out var known) ? known : Read([subject]).GetValueOrDefault(subject));

    /// <inheritdoc/>
    /// <exception cref="VaultDamagedException">Something does not authenticate.</exception>
    public ValueTask<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetMany(
        IReadOnlyCollection<string> subjects, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IReadOnlyDictionary<string, string>>(subjects.Count);
        var missing = new List<string>();
        foreach (var subject in subjects)
        {
            if (opened.TryGet(subject, out var known)) found[subject] = known;
            else missing.Add(subject);
        }
        if (missing.Count > 0)
        {
            foreach (var (subject, fields) in Read(missing)) found[subject] = fields;
        }
        return ValueTask.FromResult<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>(found);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> Find(BlindIndex entry, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>(readers.Find(Blind(entry)));

    /// <inheritdoc/>
    public string Blind(BlindIndex entry) => keys.Blind(entry);

    /// <inheritdoc/>
    public Task Erase(string subject, CancellationToken cancellationToken) =>
        writer.Write(() => transaction.Erase(subject), BytesPerField, cancellationToken);

    /// <summary>Writes what waits and closes the file.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return ValueTask.CompletedTask;
        readers.Dispose();
        writer.Dispose();   // last, so that it can fold the write-ahead log into the file
        processLock.Dispose();
        return ValueTask.CompletedTask;
    }

    private Dictionary<string, IReadOnlyDictionary<string, string>> Read(List<string> subjects)
    {
        var at = opened.Now;
        var read = readers.Read(subjects);
        foreach (var (subject, fields) in read) opened.Keep(subject, fields, at);
        return read;
    }
}
