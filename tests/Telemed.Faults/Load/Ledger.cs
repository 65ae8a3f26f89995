using System.Collections.Concurrent;

namespace Telemed.Faults.Load;

/// <summary>Everything that clients sent, and what they think of the answers.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentBag<Sent> all = [];
    private readonly ConcurrentBag<string> wrong = [];

    public IReadOnlyList<Sent> All => [.. all];

    /// <summary>Answers that should not have come.</summary>
    public IReadOnlyList<string> Wrong => [.. wrong];

    public int Acknowledged => all.Count(s => s.Known == Known.Acknowledged);

    public void Add(Sent sent) => all.Add(sent);

    public void Complain(string what) => wrong.Add(what);
}
