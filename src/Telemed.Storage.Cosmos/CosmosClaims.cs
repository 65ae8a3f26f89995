using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Telemed.Kernel;

namespace Telemed.Storage.Cosmos;

/// <summary>Keys held by one stream alone, across partitions that share no transaction: an item per key, taken before the append, judged by the stream.</summary>
/// <remarks>An item says who wants the key from which append on; whether the stream holds it is what its appends say. So a crash between the two
/// leaves an item that holds nothing, and after <see cref="Lease"/> the next one who wants the key takes it over (ADR-0024).</remarks>
internal sealed class CosmosClaims(Container container, CosmosStreams streams, Requests requests)
{
    /// <summary>So long an append may be on its way after its key was taken.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    /// <summary>A key as its item says.</summary>
    /// <param name="From">The first append of the stream that may say something of the key.</param>
    /// <param name="Held">Whether the stream held it before that: after a move from another store.</param>
    private sealed record Claim(string Id, string Key, string Stream, long From, long Version, string Cid, bool Held = false);

    private sealed record Found(Claim Claim, string ETag, DateTimeOffset At);

    /// <summary>Takes the key for an append that follows at once.</summary>
    /// <returns>The stream that holds it; null when it is taken.</returns>
    public async Task<StreamId?> Take(string key, StreamId stream, long version, string cid, CancellationToken cancellationToken)
    {
        var wanted = new Claim(IdOf(key), key, stream.Value, version, version, cid);
        while (true)
        {
            if (await Write(wanted, null, cancellationToken)) return null;
            if (await Read(wanted.Id, cancellationToken) is not { } found) continue;
            if (found.Claim.Stream == stream.Value)
            {
                if (found.Claim.Cid == cid || await Write(wanted with { From = Math.Min(found.Claim.From, version), Held = found.Claim.Held }, found.ETag, cancellationToken)) return null;
            }
            else if (await Holds(found.Claim, cancellationToken)) return StreamId.Parse(found.Claim.Stream);
            else if (TimeProvider.System.GetUtcNow() - found.At > Lease)
            {
                if (await Write(wanted, found.ETag, cancellationToken)) return null;
            }
            else await Task.Delay(Look, TimeProvider.System, cancellationToken);   // its append is on the way, or its writer died
        }
    }

    /// <summary>The append did not happen: the key is free, or held as before.</summary>
    public async Task GiveBack(string key, StreamId stream, string cid, CancellationToken cancellationToken)
    {
        if (await Read(IdOf(key), cancellationToken) is not { } found || found.Claim.Stream != stream.Value || found.Claim.Cid != cid) return;
        if (!await Holds(found.Claim, cancellationToken)) await Delete(found, cancellationToken);
    }

    /// <summary>The stream has given the key back in its appends.</summary>
    public async Task Release(string key, StreamId stream, CancellationToken cancellationToken)
    {
        if (await Read(IdOf(key), cancellationToken) is { } found && found.Claim.Stream == stream.Value && !await Holds(found.Claim, cancellationToken))
            await Delete(found, cancellationToken);
    }

    /// <summary>Every key that is held now.</summary>
    public async Task<List<HeldKey>> All(CancellationToken cancellationToken)
    {
        var all = new List<HeldKey>();
        await foreach (var page in new CosmosFeed(container, requests, TimeSpan.Zero).Pages(cancellationToken))
            foreach (var claim in page.Select(item => item.Deserialize<Claim>(JsonSerializerOptions.Web)!))
                if (await Holds(claim, cancellationToken)) all.Add(new(claim.Key, claim.Stream));
        return all;
    }

    /// <summary>Writes down that a stream holds a key, for a move.</summary>
    public async Task Put(HeldKey held, CancellationToken cancellationToken)
    {
        var from = (await streams.Newest(StreamId.Parse(held.Stream), cancellationToken)).Version + 1;
        var claim = new Claim(IdOf(held.Key), held.Key, held.Stream, from, 0, "moved", Held: true);
        var there = await Read(claim.Id, cancellationToken);
        if (!await Write(claim, there?.ETag, cancellationToken)) throw new IOException("A key in Cosmos DB was written by others: stop the nodes first.");
    }

    /// <summary>Forgets a held key, for a move.</summary>
    public async Task Remove(HeldKey held, CancellationToken cancellationToken)
    {
        if (await Read(IdOf(held.Key), cancellationToken) is { } found) await Delete(found, cancellationToken);
    }

    private async Task<bool> Holds(Claim claim, CancellationToken cancellationToken)
    {
        var held = claim.Held;
        await foreach (var item in streams.After(StreamId.Parse(claim.Stream), claim.From - 1, cancellationToken))
        {
            if (item.Releases.Contains(claim.Key)) held = false;
            if (item.Claims.Contains(claim.Key)) held = true;
        }
        return held;
    }

    private async Task<Found?> Read(string id, CancellationToken cancellationToken)
    {
        using var answer = await requests.Send("claim", () => container.ReadItemStreamAsync(id, new(id), cancellationToken: cancellationToken), cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        using var item = await JsonDocument.ParseAsync(answer.Content, cancellationToken: cancellationToken);
        return new(item.RootElement.Deserialize<Claim>(JsonSerializerOptions.Web)!, answer.Headers.ETag, DateTimeOffset.FromUnixTimeSeconds(item.RootElement.GetProperty("_ts").GetInt64()));
    }

    /// <summary>Creates the item, or replaces the one with that tag; false when another was faster.</summary>
    private async Task<bool> Write(Claim claim, string? tag, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(claim, JsonSerializerOptions.Web);
        using var answer = await requests.Send("claim", () => tag is null
            ? container.CreateItemStreamAsync(new MemoryStream(json), new(claim.Id), cancellationToken: cancellationToken)
            : container.ReplaceItemStreamAsync(new MemoryStream(json), claim.Id, new(claim.Id), new() { IfMatchEtag = tag }, cancellationToken), cancellationToken);
        if (answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    private async Task Delete(Found found, CancellationToken cancellationToken)
    {
        using var _ = await requests.Send("claim", () => container.DeleteItemStreamAsync(
            found.Claim.Id, new(found.Claim.Id), new() { IfMatchEtag = found.ETag }, cancellationToken), cancellationToken);
    }

    private static string IdOf(string key) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
