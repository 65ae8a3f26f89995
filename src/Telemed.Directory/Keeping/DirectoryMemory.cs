using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Directory.Keeping;

/// <summary>The directory in the memory of this node: loaded from the table at the first look, told of each append by the projection.</summary>
/// <remarks>Appends are on disk in the log before the projection sees them, so being told before its commit says nothing untrue.
/// A version is never replaced by an older one; a rebuild therefore leaves the memory as it is.</remarks>
/// <param name="open">Opens a reader of the read model.</param>
internal sealed class DirectoryMemory(Func<SqliteConnection> open)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> versions = new(StringComparer.Ordinal);
    private volatile bool loaded;

    private readonly Shelf<InstitutionState> institutions = new();
    private readonly Shelf<AllianceState> alliances = new();
    private readonly Shelf<AgreementState> agreements = new();
    private readonly Shelf<PractitionerState> practitioners = new();
    private readonly DirectoryIndex index = new();

    /// <summary>Institutions by id.</summary>
    public Shelf<InstitutionState> Institutions => Loaded(institutions);

    /// <summary>Alliances by id.</summary>
    public Shelf<AllianceState> Alliances => Loaded(alliances);

    /// <summary>Agreements by id.</summary>
    public Shelf<AgreementState> Agreements => Loaded(agreements);

    /// <summary>Practitioners by id.</summary>
    public Shelf<PractitionerState> Practitioners => Loaded(practitioners);

    /// <summary>What other contexts look up, without allocation.</summary>
    public DirectoryIndex Index => Loaded(index);

    public void Put(StreamId stream, long version, object state)
    {
        lock (gate)
        {
            if (versions.GetValueOrDefault(stream.Value) >= version) return;
            versions[stream.Value] = version;
            switch (state)
            {
                case InstitutionState s:
                    institutions.Put(stream.Id, version, s);
                    index.Put(stream.Id, s);
                    break;
                case AllianceState s:
                    alliances.Put(stream.Id, version, s);
                    index.Put(stream.Id, s);
                    break;
                case AgreementState s:
                    agreements.Put(stream.Id, version, s);
                    index.Put(stream.Id, s);
                    break;
                case PractitionerState s:
                    practitioners.Put(stream.Id, version, s);
                    index.Put(stream.Id, s);
                    break;
            }
        }
    }

    private T Loaded<T>(T part)
    {
        if (!loaded) Load();
        return part;
    }

    private void Load()
    {
        lock (gate)
        {
            if (loaded) return;
            using var db = open();
            using var command = db.CreateCommand();
            command.CommandText = "SELECT stream, version, state FROM directory";
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                var stream = StreamId.Parse(rows.GetString(0));
                Put(stream, rows.GetInt64(1), Read(stream.Category, rows.GetString(2)));
            }
            loaded = true;
        }
    }

    private static object Read(string category, string json) => category switch
    {
        InstitutionRules.Category => JsonSerializer.Deserialize<InstitutionState>(json, StoredJson.Options)!,
        AllianceRules.Category => JsonSerializer.Deserialize<AllianceState>(json, StoredJson.Options)!,
        AgreementRules.Category => JsonSerializer.Deserialize<AgreementState>(json, StoredJson.Options)!,
        PractitionerRules.Category => JsonSerializer.Deserialize<PractitionerState>(json, StoredJson.Options)!,
        _ => throw new InvalidDataException($"The directory table holds a {category}."),
    };
}
