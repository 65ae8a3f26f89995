using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Telemed.Kernel;

namespace Telemed.Web.Tests.Upgrading;

/// <summary>Writes facts as a newer version would, and reads its own and the older ones.</summary>
internal sealed class NewerLog(IEventLog inner) : IEventLog, IAsyncDisposable
{
    /// <summary>A fact that today's version has never heard of.</summary>
    public const string NewType = "consultation.acceptedAnew";

    /// <summary>What a newer version adds to a fact that today's version knows.</summary>
    public const string NewMember = "channel";

    private const string OldType = "consultation.accepted";
    private const string Grown = "consultation.submitted";

    public async Task<AppendResult> Append(Append append, CancellationToken cancellationToken)
    {
        var result = await inner.Append(append with { Events = [.. append.Events.Select(Newer)] }, cancellationToken);
        return result is AppendResult.Appended done ? done with { Stored = Known(done.Stored) } : result;
    }

    public async IAsyncEnumerable<StoredAppend> ReadStream(StreamId stream, long afterVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var append in inner.ReadStream(stream, afterVersion, cancellationToken)) yield return Known(append);
    }

    public async IAsyncEnumerable<FeedPage> Follow(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in inner.Follow(cursor, cancellationToken)) yield return page with { Appends = [.. page.Appends.Select(Known)] };
    }

    public Task<AuditResult> Verify(CancellationToken cancellationToken) => inner.Verify(cancellationToken);

    public ValueTask DisposeAsync() => inner is IAsyncDisposable owned ? owned.DisposeAsync() : ValueTask.CompletedTask;

    private static EventData Newer(EventData fact) => fact.Type switch
    {
        OldType => new(NewType, fact.Json),
        Grown => new(fact.Type, With(fact.Json, NewMember, new JsonObject { ["kind"] = "kiosk", ["since"] = 3 })),
        _ => fact,
    };

    private static StoredAppend Known(StoredAppend append) =>
        append.Events.Any(e => e.Type == NewType) ? append with { Events = [.. append.Events.Select(e => e.Type == NewType ? e with { Type = OldType } : e)] } : append;

    private static byte[] With(ReadOnlyMemory<byte> json, string name, JsonNode value)
    {
        var members = JsonNode.Parse(json.Span)!.AsObject();
        members[name] = value;
        return Encoding.UTF8.GetBytes(members.ToJsonString(StoredJson.Options));
    }
}
