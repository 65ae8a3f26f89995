using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Telemed.Testing.Cosmos;

/// <summary>Items of one container of the fake, with numbers in the order of their last change.</summary>
public sealed partial class GatewayCollection(string id, JsonObject properties, string rid)
{
    public sealed record Item(string Id, string Partition, JsonObject Body, string ETag, long Change);

    private readonly Dictionary<(string Partition, string Id), Item> items = [];
    private readonly string key = properties["partitionKey"]!["paths"]![0]!.GetValue<string>().Trim('/');
    private readonly string[] unique = [.. (properties["uniqueKeyPolicy"]?["uniqueKeys"] as JsonArray ?? []).Select(u => u!["paths"]![0]!.GetValue<string>().Trim('/'))];
    private long changes;

    public string Id => id;

    public JsonObject Properties => properties;

    public string Rid => rid;

    public long LastChange => changes;

    public Item? Find(string partition, string itemId) => items.GetValueOrDefault((partition, itemId));

    /// <returns>The status, and the item as stored.</returns>
    public (int Status, Item? Item) Write(string partition, JsonObject body, string? ifMatch, bool create)
    {
        var itemId = body["id"]!.GetValue<string>();
        if (body[key]?.GetValue<string>() != partition) return (400, null);
        var before = Find(partition, itemId);
        if (create && (before is not null || unique.Any(u => Of(partition).Any(i => i.Body[u]?.ToJsonString() == body[u]?.ToJsonString())))) return (409, null);
        if (!create && before is null) return (404, null);
        if (ifMatch is not null && ifMatch != before?.ETag) return (412, null);
        var tag = $"\"{Guid.NewGuid()}\"";
        body["_etag"] = tag;
        body["_rid"] = rid;
        body["_ts"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return (create ? 201 : 200, items[(partition, itemId)] = new(itemId, partition, body, tag, ++changes));
    }

    public int Remove(string partition, string itemId, string? ifMatch)
    {
        if (Find(partition, itemId) is not { } item) return 404;
        if (ifMatch is not null && ifMatch != item.ETag) return 412;
        items.Remove((partition, itemId));
        return 204;
    }

    /// <summary>Changes of a range of partitions behind a number, oldest first; an item appears with its last change only.</summary>
    public List<Item> ChangesAfter(long number, Func<string, bool> inRange) => [.. items.Values.Where(i => i.Change > number && inRange(i.Partition)).OrderBy(i => i.Change)];

    /// <summary>Queries of the adapter's own forms: equal and at-least, one order, one limit. Anything else is an error, never a wrong answer.</summary>
    public List<JsonObject> Query(string partition, string sql, IReadOnlyDictionary<string, JsonNode?> values)
    {
        var parsed = Form().Match(sql);
        if (!parsed.Success) throw new NotSupportedException(sql);
        var found = Of(partition).Select(i => i.Body);
        foreach (var condition in parsed.Groups["where"].Value.Split(" AND "))
        {
            if (condition.Split(' ') is not [var left, var comparison, var right]) throw new NotSupportedException(sql);
            var (member, wanted) = (left["c.".Length..], values[right]!);
            found = comparison switch
            {
                "=" => found.Where(b => b[member]!.GetValue<string>() == wanted.GetValue<string>()),
                ">=" => found.Where(b => b[member]!.GetValue<long>() >= wanted.GetValue<long>()),
                _ => throw new NotSupportedException(sql),
            };
        }
        if (parsed.Groups["order"] is { Success: true } order)
        {
            if (!properties["indexingPolicy"]!["includedPaths"]!.AsArray().Any(p => p!["path"]!.GetValue<string>() == $"/{order.Value}/?")) throw new NotSupportedException($"{order.Value} is not indexed");
            found = parsed.Groups["desc"].Success ? found.OrderByDescending(b => b[order.Value]!.GetValue<long>()) : found.OrderBy(b => b[order.Value]!.GetValue<long>());
        }
        if (parsed.Groups["top"] is { Success: true } top) found = found.Take(int.Parse(top.Value, CultureInfo.InvariantCulture));
        return [.. found];
    }

    private IEnumerable<Item> Of(string partition) => items.Values.Where(i => i.Partition == partition);

    [GeneratedRegex(@"^SELECT (TOP (?<top>\d+) )?(\*|[\w., ]+) FROM c WHERE (?<where>.+?)( ORDER BY c\.(?<order>\w+)(?<desc> DESC)?)?$")]
    private static partial Regex Form();
}
