using System.Collections.Concurrent;

namespace Telemed.Web.Hosting;

/// <summary>The idempotency keys that this node has lately seen succeed, and with what.</summary>
/// <remarks>The log knows the keys of each case; a key that comes again with something that belongs to another case (a second patient, another ward) is known only here.</remarks>
internal sealed class UsedKeys
{
    private const int Most = 50_000;
    private readonly ConcurrentDictionary<(string Account, string Key), string> used = new();
    private readonly ConcurrentQueue<(string Account, string Key)> order = new();

    /// <summary>The key stood for another request of this account.</summary>
    public bool IsReused(string account, string key, string hash) => used.TryGetValue((account, key), out var before) && before != hash;

    public void Succeeded(string account, string key, string hash)
    {
        if (!used.TryAdd((account, key), hash)) return;
        order.Enqueue((account, key));
        while (order.Count > Most && order.TryDequeue(out var oldest)) used.TryRemove(oldest, out _);
    }
}
