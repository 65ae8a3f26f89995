using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Telemed.Kernel;

namespace Telemed.Storage.Cosmos;

/// <summary>Number and hash of the newest append of a stream.</summary>
internal readonly record struct Head(long Version, byte[] Hash);

/// <summary>Items of the events container, one stream at a time.</summary>
internal sealed class CosmosStreams(Container events, Requests requests)
{
    private const int PageLength = 200;
    private static readonly ItemRequestOptions NoEcho = new() { EnableContentResponseOnWrite = false };

    /// <summary>Creates an item; <see cref="HttpStatusCode.Conflict"/> when its number or its command is there already.</summary>
    public async Task<HttpStatusCode> Create(StreamId stream, byte[] item, CancellationToken cancellationToken)
    {
        using var answer = await requests.Send("append", () => events.CreateItemStreamAsync(new MemoryStream(item), new(stream.Value), NoEcho, cancellationToken), cancellationToken);
        if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict) return answer.StatusCode;
        throw new IOException($"Cosmos DB answered {(int)answer.StatusCode} to an append.");
    }

    /// <summary>One append by its number.</summary>
    public async Task<AppendItem?> At(StreamId stream, long version, CancellationToken cancellationToken)
    {
        using var answer = await requests.Send("read", () => events.ReadItemStreamAsync(AppendItem.Id(version), new(stream.Value), cancellationToken: cancellationToken), cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        using var item = await JsonDocument.ParseAsync(answer.Content, cancellationToken: cancellationToken);
        return AppendItem.Read(item.RootElement);
    }

    /// <summary>One append by its command. The command is not indexed: asked for only where a retry is likely.</summary>
    public async Task<AppendItem?> ByCommand(StreamId stream, string commandId, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.streamId = @s AND c.command = @k")
            .WithParameter("@s", stream.Value).WithParameter("@k", Convert.ToHexStringLower(AppendBody.CommandKey(commandId)));
        var found = await requests.Query("command", events, query, stream.Value, 1, cancellationToken);
        return found.Select(AppendItem.Read).FirstOrDefault(i => i.Append.Context.CommandId == commandId);
    }

    public async Task<Head> Newest(StreamId stream, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT TOP 1 c.last, c.hash FROM c WHERE c.streamId = @s ORDER BY c.last DESC").WithParameter("@s", stream.Value);
        var found = await requests.Query("head", events, query, stream.Value, 1, cancellationToken);
        return found.Count == 0 ? new(0, AppendBody.Genesis.ToArray()) : new(found[0].GetProperty("last").GetInt64(), found[0].GetProperty("hash").GetBytesFromBase64());
    }

    /// <summary>Appends above a version in their order.</summary>
    public async IAsyncEnumerable<AppendItem> After(StreamId stream, long version, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var item in await Items(stream.Value, version, cancellationToken)) yield return AppendItem.Read(item);
    }

    /// <summary>Items above a version in their order, as they lie there.</summary>
    public Task<List<JsonElement>> Items(string stream, long version, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.streamId = @s AND c.last >= @v ORDER BY c.last").WithParameter("@s", stream).WithParameter("@v", version + 1);
        return requests.Query("load", events, query, stream, PageLength, cancellationToken);
    }
}
