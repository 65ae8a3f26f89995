namespace Telemed.Testing.Cosmos;

/// <summary>What the gateway does instead of answering well.</summary>
/// <param name="Status">Answers this; 0: breaks the connection.</param>
/// <param name="AfterWrite">Does what was asked first, so that only the answer is lost.</param>
public sealed record Fault(int Status = 0, bool AfterWrite = false);

/// <summary>A request as the gateway sees it.</summary>
public sealed record GatewayRequest(string Method, string[] Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Creates an item: no query, no plan.</summary>
    public bool IsCreate => Method == "POST" && Path is [.., "docs"] && !Is("x-ms-documentdb-isquery") && !IsPlan;

    public bool IsPlan => Is("x-ms-cosmos-is-query-plan-request");

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public bool Is(string name) => string.Equals(Header(name), "true", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The gateway's answer.</summary>
public sealed record GatewayAnswer(int Status, byte[]? Body = null, Dictionary<string, string>? Headers = null);
