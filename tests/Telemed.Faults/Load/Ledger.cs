using System.Collections.Concurrent;

namespace Telemed.Faults.Load;

/// <summary>Everything that clients sent, and what they think of the answers.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentBag<Sent> all = [];

    public IReadOnlyList<Sent> All => [.. all];

    public void Add(Sent sent) => all.Add(sent);
}
