using System.Text;
using Telemed.Kernel;
using Xunit;

namespace Telemed.Storage.Contract;

/// <summary>What every event log must do; an adapter inherits it and says how to open, reopen and damage its store.</summary>
public abstract partial class EventLogContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The log under test, open.</summary>
    protected IEventLog Log { get; private set; } = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Appends of the long test; smaller where a store is far away.</summary>
    protected virtual int Many => 20_000;

    /// <summary>Opens the store of this test, again with the same content after <see cref="Close"/>.</summary>
    protected abstract Task<IEventLog> Open();

    protected abstract Task Close(IEventLog log);

    /// <summary>Changes one byte of a stored body, as damage or a forger would.</summary>
    protected abstract Task FlipByte(StreamId stream, long version);

    /// <summary>Removes the newest stored append of a stream.</summary>
    protected abstract Task Remove(StreamId stream, long version);

    public async ValueTask InitializeAsync() => Log = await Open();

    public virtual async ValueTask DisposeAsync()
    {
        await Close(Log);
        GC.SuppressFinalize(this);
    }

    protected async Task Reopen()
    {
        await Close(Log);
        Log = await Open();
    }

    protected static StreamId Case(string id) => new("case", id);

    protected static EventData Fact(string text) => new("case.noted", Encoding.UTF8.GetBytes($$"""{"text":"{{text}}"}"""));

    protected static Append Note(StreamId stream, long expected, string command, params string[] texts) =>
        new(stream, expected, new(command, "h-" + command, new("dr-1", "dr-2", "township-a"), Noon, "reason"), [.. texts.Select(Fact)], [], []);

    protected Task<AppendResult> Append(StreamId stream, long expected, string command, params string[] texts) =>
        Log.Append(Note(stream, expected, command, texts.Length == 0 ? [command] : texts), Stop);

    protected async Task<List<StoredAppend>> Read(StreamId stream, long after = 0)
    {
        var found = new List<StoredAppend>();
        await foreach (var append in Log.ReadStream(stream, after, Stop)) found.Add(append);
        return found;
    }

    protected static string Text(StoredAppend append) => string.Join('+', append.Events.Select(e => Encoding.UTF8.GetString(e.Json.Span)));

    protected async Task<List<StoredAppend>> Everything()
    {
        var found = new List<StoredAppend>();
        await foreach (var page in Log.Follow(null, Stop))
        {
            found.AddRange(page.Appends);
            if (page.AtEnd) break;
        }
        return found;
    }
}
