namespace Telemed.ReadModel;

/// <summary>Keys of rows that were made since the tables were empty, as a Bloom filter: it forgets none, and now and then it takes one for made that was not.</summary>
/// <remarks>16 MiB: of ten million keys one in a hundred others is looked for in vain.</remarks>
internal sealed class MadeKeys
{
    private const int Probes = 3;
    private const ulong Basis = 14_695_981_039_346_656_037, Prime = 1_099_511_628_211, Spread = 0x9E37_79B9_7F4A_7C15;
    private readonly ulong[] words = new ulong[1 << 21];

    public void Add(string table, string key)
    {
        var hash = Hash(table, key);
        for (var i = 0; i < Probes; i++) words[Word(hash = Next(hash))] |= Bit(hash);
    }

    /// <summary>False: surely not.</summary>
    public bool Contains(string table, string key)
    {
        var hash = Hash(table, key);
        for (var i = 0; i < Probes; i++)
            if ((words[Word(hash = Next(hash))] & Bit(hash)) == 0) return false;
        return true;
    }

    private long Word(ulong hash) => (long)((hash >> 6) % (ulong)words.Length);

    private static ulong Bit(ulong hash) => 1UL << (int)(hash >> 58);

    private static ulong Next(ulong hash) => (hash ^ (hash >> 31)) * Spread;

    private static ulong Hash(string table, string key)
    {
        var hash = Basis;
        foreach (var c in table) hash = (hash ^ c) * Prime;
        foreach (var c in key) hash = (hash ^ c) * Prime;
        return hash;
    }
}
