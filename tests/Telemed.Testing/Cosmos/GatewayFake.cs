using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Telemed.Testing.Cosmos;

/// <summary>What the Cosmos DB client says to a gateway and what comes back, as far as this adapter goes: for faults and for the change feed.</summary>
/// <remarks>Made for tests of this adapter; what the true service does otherwise, it does not show.</remarks>
public sealed class GatewayFake : HttpMessageHandler
{
    public const string Connection = "AccountEndpoint=https://gateway.invalid/;AccountKey=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private const string DatabaseRid = "AQAAAA==";
    private const int LargestItem = 2 << 20;

    private const string Plan = """
        {"partitionedQueryExecutionInfoVersion":2,"queryInfo":{"distinctType":"None","top":null,"offset":null,"limit":null,"orderBy":[],"orderByExpressions":[],"groupByExpressions":[],
        "groupByAliases":[],"aggregates":[],"groupByAliasToAggregateType":{},"rewrittenQuery":"","hasSelectValue":false,"dCountInfo":null,"hasNonStreamingOrderBy":false},
        "queryRanges":[{"min":"","max":"FF","isMinInclusive":true,"isMaxInclusive":false}]}
        """;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Dictionary<string, GatewayCollection>> databases = [];

    /// <summary>Where the account says that it is; a client follows it.</summary>
    public Uri Address { get; set; } = new("https://gateway.invalid:443/");

    /// <summary>Asked before each request; null: answer well.</summary>
    public Func<GatewayRequest, Fault?> Breaks { get; set; } = _ => null;

    /// <summary>The change feed gives its last page again, once.</summary>
    public bool RepeatsFeed { get; set; }

    public GatewayCollection Collection(string database, string id) => databases[database][id];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default).ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var asked = new GatewayRequest(request.Method.Method, [.. request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)], headers, body);
        var fault = Breaks(asked);
        var answer = fault is { AfterWrite: false } ? null : Answer(asked);
        if (fault is { Status: 0 }) throw new HttpRequestException("The connection broke.");
        if (fault is not null) answer = new(fault.Status, Json(new() { ["code"] = "Injected", ["message"] = "injected" }), new() { ["x-ms-retry-after-ms"] = "1" });
        return Message(request, answer!);
    }

    private static HttpResponseMessage Message(HttpRequestMessage request, GatewayAnswer answer)
    {
        var message = new HttpResponseMessage((HttpStatusCode)answer.Status) { RequestMessage = request, Content = new ByteArrayContent(answer.Body ?? []) };
        message.Headers.TryAddWithoutValidation("x-ms-activity-id", Guid.NewGuid().ToString());
        message.Headers.TryAddWithoutValidation("x-ms-request-charge", answer.Status == 201 ? "7" : "1");
        message.Headers.TryAddWithoutValidation("x-ms-session-token", "0:-1#1");
        message.Headers.TryAddWithoutValidation("x-ms-serviceversion", "version=2.0.0");
        foreach (var (name, value) in answer.Headers ?? []) message.Headers.TryAddWithoutValidation(name, value);
        if (answer.Body is not null) message.Content.Headers.TryAddWithoutValidation("content-type", "application/json");
        return message;
    }

    private GatewayAnswer Answer(GatewayRequest request)
    {
        lock (gate)
        {
            return (request.Method, request.Path) switch
            {
                ("GET", []) => new(200, Json(Account())),
                ("POST", ["dbs"]) => Make(request),
                ("GET", ["dbs", var db]) => databases.ContainsKey(db) ? new(200, Json(Database(db))) : Missing,
                ("POST", ["dbs", var db, "colls"]) => Make(request, databases[db]),
                ("GET", ["dbs", var db, "colls", var id]) => Found(db, id) is { } one ? new(200, Json(one.Properties)) : Missing,
                ("GET", ["dbs", var db, "colls", var id, "pkranges"]) => Ranges(request, Found(db, id)!),
                ("GET", ["dbs", var db, "colls", var id, "docs"]) => Feed(request, Found(db, id)!),
                ("POST", ["dbs", _, "colls", _, "docs"]) when request.IsPlan => new(200, Encoding.UTF8.GetBytes(Plan)),
                ("POST", ["dbs", var db, "colls", var id, "docs"]) when request.IsCreate => Write(request, Found(db, id)!, create: true),
                ("POST", ["dbs", var db, "colls", var id, "docs"]) => Query(request, Found(db, id)!),
                (_, ["dbs", var db, "colls", var id, "docs", var item]) => Item(request, Found(db, id)!, item),
                _ => throw new NotSupportedException($"{request.Method} /{string.Join('/', request.Path)}"),
            };
        }
    }

    private static GatewayAnswer Missing => new(404, Json(new() { ["code"] = "NotFound", ["message"] = "NotFound" }), new() { ["x-ms-substatus"] = "0" });

    private GatewayCollection? Found(string db, string id) =>
        (db == DatabaseRid ? databases.Values.Single() : databases.GetValueOrDefault(db))?.Values.FirstOrDefault(c => c.Id == id || c.Rid == id);

    private GatewayAnswer Make(GatewayRequest request)
    {
        var id = JsonNode.Parse(request.Body)!["id"]!.GetValue<string>();
        return databases.TryAdd(id, []) ? new(201, Json(Database(id))) : new(409, Json(new() { ["code"] = "Conflict", ["message"] = "exists" }));
    }

    private static GatewayAnswer Make(GatewayRequest request, Dictionary<string, GatewayCollection> into)
    {
        var properties = JsonNode.Parse(request.Body)!.AsObject();
        var id = properties["id"]!.GetValue<string>();
        var rid = Convert.ToBase64String([1, 0, 0, 0, 0x80, 0, 0, (byte)(into.Count + 1)]);
        properties["_rid"] = rid;
        properties["_self"] = $"dbs/{DatabaseRid}/colls/{rid}/";
        properties["_etag"] = "\"1\"";
        return into.TryAdd(id, new(id, properties, rid)) ? new(201, Json(properties)) : new(409, Json(new() { ["code"] = "Conflict", ["message"] = "exists" }));
    }

    private static GatewayAnswer Write(GatewayRequest request, GatewayCollection collection, bool create)
    {
        if (request.Body.Length > LargestItem) return new(413);
        var (status, item) = collection.Write(Partition(request), JsonNode.Parse(request.Body)!.AsObject(), request.Header("if-match"), create);
        return item is null ? new(status, Json(new() { ["code"] = $"{status}", ["message"] = "refused" })) : new(status, Json(item.Body), new() { ["etag"] = item.ETag });
    }

    private static GatewayAnswer Item(GatewayRequest request, GatewayCollection collection, string id)
    {
        if (request.Method == "PUT") return Write(request, collection, create: false);
        if (request.Method == "DELETE") return collection.Remove(Partition(request), id, request.Header("if-match")) is var status && status == 204 ? new(204) : Missing with { Status = status };
        return collection.Find(Partition(request), id) is { } item ? new(200, Json(item.Body), new() { ["etag"] = item.ETag }) : Missing;
    }

    private static GatewayAnswer Query(GatewayRequest request, GatewayCollection collection)
    {
        var query = JsonNode.Parse(request.Body)!;
        var values = (query["parameters"] as JsonArray ?? []).ToDictionary(p => p!["name"]!.GetValue<string>(), p => p!["value"]);
        var found = collection.Query(Partition(request), query["query"]!.GetValue<string>(), values);
        var skip = int.TryParse(request.Header("x-ms-continuation"), out var from) ? from : 0;
        var most = int.TryParse(request.Header("x-ms-max-item-count"), out var asked) && asked > 0 ? asked : 100;
        return Page(collection, [.. found.Skip(skip).Take(most)], skip + most < found.Count ? new() { ["x-ms-continuation"] = $"{skip + most}" } : []);
    }

    private static GatewayAnswer Ranges(GatewayRequest request, GatewayCollection collection)
    {
        if (request.Header("if-none-match") is { Length: > 0 }) return new(304, null, new() { ["etag"] = "\"1\"" });
        var range = new JsonObject { ["id"] = "0", ["_rid"] = collection.Rid, ["minInclusive"] = "", ["maxExclusive"] = "FF", ["status"] = "online", ["parents"] = new JsonArray() };
        return new(200, Json(new() { ["_rid"] = collection.Rid, ["PartitionKeyRanges"] = new JsonArray(range), ["_count"] = 1 }), new() { ["etag"] = "\"1\"" });
    }

    private GatewayAnswer Feed(GatewayRequest request, GatewayCollection collection)
    {
        var after = long.TryParse(request.Header("if-none-match")?.Trim('"'), CultureInfo.InvariantCulture, out var known) ? known : 0;
        if (RepeatsFeed && after > 0) (RepeatsFeed, after) = (false, after - 1);
        var most = int.TryParse(request.Header("x-ms-max-item-count"), out var asked) && asked > 0 ? asked : 100;
        var changed = collection.ChangesAfter(after, _ => true).Take(most).ToList();
        var tag = new Dictionary<string, string> { ["etag"] = $"\"{(changed.Count == 0 ? after : changed[^1].Change)}\"" };
        return changed.Count == 0 ? new(304, null, new(tag) { ["x-ms-item-count"] = "0" }) : Page(collection, [.. changed.Select(i => i.Body)], tag);
    }

    private static GatewayAnswer Page(GatewayCollection collection, List<JsonObject> items, Dictionary<string, string> headers) =>
        new(200, Json(new() { ["_rid"] = collection.Rid, ["Documents"] = new JsonArray([.. items.Select(i => i.DeepClone())]), ["_count"] = items.Count }), new(headers) { ["x-ms-item-count"] = $"{items.Count}" });

    private static string Partition(GatewayRequest request) => JsonNode.Parse(request.Header("x-ms-documentdb-partitionkey")!)![0]!.GetValue<string>();

    private static byte[] Json(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static JsonObject Database(string id) => new() { ["id"] = id, ["_rid"] = DatabaseRid, ["_self"] = $"dbs/{DatabaseRid}/", ["_etag"] = "\"1\"", ["_ts"] = 0 };

    private JsonObject Account()
    {
        JsonArray Place() => [new JsonObject { ["name"] = "Local", ["databaseAccountEndpoint"] = Address.ToString() }];
        return new()
        {
            ["id"] = "fake",
            ["_rid"] = "fake",
            ["writableLocations"] = Place(),
            ["readableLocations"] = Place(),
            ["enableMultipleWriteLocations"] = false,
            ["userConsistencyPolicy"] = new JsonObject { ["defaultConsistencyLevel"] = "Session" },
            ["userReplicationPolicy"] = new JsonObject { ["asyncReplication"] = false, ["minReplicaSetSize"] = 1, ["maxReplicasetSize"] = 4 },
            ["systemReplicationPolicy"] = new JsonObject { ["minReplicaSetSize"] = 1, ["maxReplicasetSize"] = 4 },
            ["readPolicy"] = new JsonObject { ["primaryReadCoefficient"] = 1, ["secondaryReadCoefficient"] = 1 },
            ["queryEngineConfiguration"] = """{"maxSqlQueryInputLength":524288,"maxJoinsPerSqlQuery":10,"queryMaxInMemorySortDocumentCount":-1000,"sqlAllowTop":true,"sqlAllowSubQuery":true,"sqlAllowScalarSubQuery":true,"sqlAllowLike":true,"sqlAllowAggregateFunctions":true,"sqlAllowGroupByClause":true,"sqlAllowNonFiniteNumbers":false,"allowNewKeywords":true,"enableSpatialIndexing":true,"clientDisableOptimisticDirectExecution":false}""",
        };
    }
}
