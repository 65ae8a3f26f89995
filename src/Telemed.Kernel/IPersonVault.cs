namespace Telemed.Kernel;

/// <summary>A value by which a subject can be found again, stored only as a keyed hash (blind index).</summary>
/// <param name="Index">Which index: <c>document</c>, <c>name</c> …</param>
/// <param name="Value">The clear value; never stored.</param>
public readonly record struct BlindIndex(string Index, string Value);

/// <summary>Personal data and secrets, outside the log: encrypted field by field with a key per subject, which can be destroyed.</summary>
public interface IPersonVault
{
    /// <summary>Adds or replaces fields and adds index entries of a subject. Durable before it returns.</summary>
    Task Put(string subject, IReadOnlyDictionary<string, string> fields, IReadOnlyCollection<BlindIndex> indexes, CancellationToken cancellationToken);

    /// <summary>All fields of a subject; null when unknown or erased.</summary>
    ValueTask<IReadOnlyDictionary<string, string>?> Get(string subject, CancellationToken cancellationToken);

    /// <summary>The subjects that are known, with their fields.</summary>
    ValueTask<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetMany(IReadOnlyCollection<string> subjects, CancellationToken cancellationToken);

    /// <summary>Subjects whose index holds exactly this value.</summary>
    ValueTask<IReadOnlyList<string>> Find(BlindIndex entry, CancellationToken cancellationToken);

    /// <summary>The keyed hash of a value, fit to be a claim in the log: the log then tells equal from unequal and nothing else.</summary>
    string Blind(BlindIndex entry);

    /// <summary>Destroys the subject's key and index entries: what was stored can never be read again.</summary>
    Task Erase(string subject, CancellationToken cancellationToken);
}
