using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Patients.Documents;

namespace Telemed.Patients.Keeping;

/// <summary>Versions of personal data in the vault: each command writes a version of its own, and the log says which one holds.</summary>
/// <remarks>So a command that is refused, or a process that dies between vault and log, leaves what holds as it is.</remarks>
internal sealed class PersonStore(IPersonVault vault)
{
    private const int LongestPrefix = 8;

    /// <summary>Keyed hash by which a document is claimed and found.</summary>
    public string KeyOf(IdDocument document) => vault.Blind(new("document", document.Identity));

    /// <summary>Names a version: the same command with the same person gives the same name, anything else another, so nothing is ever overwritten.</summary>
    /// <remarks>Keyed, because the log holds it in the clear.</remarks>
    public string RecordOf(Command by, PersonData person) => vault.Blind(new("record", $"{by.CommandId}|{person.ToJson()}"));

    /// <param name="record">Names the version.</param>
    /// <param name="institutions">Where the person can be found by name.</param>
    public Task Put(string patientId, string record, PersonData person, IEnumerable<string> institutions, CancellationToken cancellationToken) => vault.Put(
        Subject(patientId), new Dictionary<string, string> { [Field(record)] = person.ToJson() },
        [.. institutions.SelectMany(i => Prefixes(person.Name).Select(prefix => NameEntry(i, prefix)))], cancellationToken);

    /// <summary>Null when unknown or erased.</summary>
    public async ValueTask<PersonData?> Get(string patientId, string record, CancellationToken cancellationToken) =>
        await vault.Get(Subject(patientId), cancellationToken) is { } fields ? Read(fields, record) : null;

    /// <summary>Those that are known, by id.</summary>
    public async ValueTask<IReadOnlyDictionary<string, PersonData>> GetMany(IReadOnlyCollection<(string PatientId, string Record)> wanted, CancellationToken cancellationToken)
    {
        var fields = await vault.GetMany([.. wanted.Select(w => Subject(w.PatientId))], cancellationToken);
        var found = new Dictionary<string, PersonData>(wanted.Count, StringComparer.Ordinal);
        foreach (var (id, record) in wanted)
            if (fields.TryGetValue(Subject(id), out var known) && Read(known, record) is { } person)
                found[id] = person;
        return found;
    }

    /// <summary>Ids of patients of that institution who have or had a name that begins so.</summary>
    public async ValueTask<IReadOnlyList<string>> FindByName(string institutionId, string prefix, CancellationToken cancellationToken)
    {
        var cut = prefix.Length > LongestPrefix ? prefix[..LongestPrefix] : prefix;
        return [.. (await vault.Find(NameEntry(institutionId, cut), cancellationToken))];
    }

    /// <summary>Destroys the key of a patient.</summary>
    public Task Erase(string patientId, CancellationToken cancellationToken) => vault.Erase(Subject(patientId), cancellationToken);

    private static PersonData? Read(IReadOnlyDictionary<string, string> fields, string record) =>
        fields.TryGetValue(Field(record), out var json) ? PersonData.FromJson(json) : null;

    // The same subject under which other contexts keep what belongs to this patient, so that erasing takes it along.
    private static string Subject(string patientId) => patientId;

    private static string Field(string record) => $"person.{record}";

    private static BlindIndex NameEntry(string institutionId, string prefix) => new("patient-name", $"{institutionId}|{prefix}");

    private static IEnumerable<string> Prefixes(string name) => Enumerable.Range(1, Math.Min(name.Length, LongestPrefix)).Select(n => name[..n]);
}
