using System.Collections.Concurrent;
using Telemed.Kernel;

namespace Telemed.Silos.Routing;

/// <summary>What each account wrote last through this node. Another silo waits for it before it decides on what its own read model says.</summary>
internal sealed class LastWrites
{
    private readonly ConcurrentDictionary<string, CaseMark> last = new();

    public void Note(string account, (StreamId Stream, long Version) wrote) => last[account] = new(wrote.Stream.Value, wrote.Version);

    public CaseMark? Of(string account) => last.GetValueOrDefault(account);
}
