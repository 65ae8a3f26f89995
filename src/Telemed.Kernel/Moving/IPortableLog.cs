namespace Telemed.Kernel;

/// <summary>An append as it lies in a store, not read.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Version">Its number in the stream.</param>
/// <param name="Body">The stored bytes.</param>
/// <param name="Previous">Hash of the append before it in the stream.</param>
/// <param name="Hash">Its own hash.</param>
public sealed record LogRow(string Stream, long Version, byte[] Body, byte[] Previous, byte[] Hash);

/// <summary>A key and the stream that holds it alone.</summary>
public readonly record struct HeldKey(string Key, string Stream);

/// <summary>A log as rows, so that it can be copied whole into another kind of store; hashes and bytes stay as they are.</summary>
public interface IPortableLog
{
    /// <summary>How many rows are there.</summary>
    Task<long> Count(CancellationToken cancellationToken);

    /// <summary>Reads rows and then the held keys, all of one moment, in the order of the log where the store has one.</summary>
    /// <param name="skip">Rows to leave out at the beginning.</param>
    /// <param name="rows">Gets page after page.</param>
    /// <param name="keys">Gets every held key, after the last page.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task Read(long skip, Func<IReadOnlyList<LogRow>, Task> rows, Func<IReadOnlyList<HeldKey>, Task> keys, CancellationToken cancellationToken);

    /// <summary>Adds rows behind the last one, durably. A store without order takes a row that it already has for granted.</summary>
    /// <exception cref="InvalidDataException">What is there does not go before these rows.</exception>
    Task Write(IReadOnlyList<LogRow> rows, CancellationToken cancellationToken);

    /// <summary>Sets who holds what; nothing else is held.</summary>
    Task WriteKeys(IReadOnlyList<HeldKey> keys, CancellationToken cancellationToken);
}

/// <summary>A person as stored: everything sealed.</summary>
/// <param name="Subject">Whose.</param>
/// <param name="Key">The subject's key under the master key.</param>
/// <param name="Fields">Values under the subject's key, by field.</param>
/// <param name="Blinds">Blinded values by which the subject is found.</param>
public sealed record SealedPerson(string Subject, byte[] Key, IReadOnlyDictionary<string, byte[]> Fields, IReadOnlyList<string> Blinds);

/// <summary>A vault as sealed persons: they open in any vault with the same master key.</summary>
public interface IPortableVault : IPersonVault
{
    /// <summary>Every person, page by page.</summary>
    IAsyncEnumerable<IReadOnlyList<SealedPerson>> ReadSealed(CancellationToken cancellationToken);

    /// <summary>Adds or replaces persons.</summary>
    Task WriteSealed(IReadOnlyList<SealedPerson> persons, CancellationToken cancellationToken);

    /// <summary>The key that blinds what persons are found by, sealed under the master key (<see cref="VaultKeys.SealedBlinding"/>).</summary>
    byte[] SealedBlinding { get; }

    /// <summary>Blinds as another vault with the same master key does; only before the first person is put in.</summary>
    /// <exception cref="InvalidDataException">There are persons already, or the other vault has another master key.</exception>
    Task TakeBlinding(byte[] sealedBlinding, CancellationToken cancellationToken);

    /// <summary>Seals every subject's key and the blinding key under another master key; values and blinded values stay as they are. Cut off, it is run again with the same key.</summary>
    /// <remarks>Only while no node runs; this opening is of no use afterwards. Copies made before still open with the old key.</remarks>
    /// <returns>How many subjects.</returns>
    /// <exception cref="VaultDamagedException">A subject's key does not authenticate.</exception>
    Task<int> Rotate(MasterKey next, CancellationToken cancellationToken);
}
