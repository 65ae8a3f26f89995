using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Telemed.Storage.Cosmos;

/// <summary>Adds up the request charge of every answer: what Cosmos DB is paid for.</summary>
public sealed class CosmosMeter
{
    /// <summary>Name of the meter for OpenTelemetry.</summary>
    public const string Name = "Telemed.Storage.Cosmos";

    private static readonly Meter Instruments = new(Name);
    private static readonly Counter<double> Charged = Instruments.CreateCounter<double>("telemed.cosmos.request_charge", "{request_unit}", "Request units by operation");

    private readonly ConcurrentDictionary<string, (long Requests, double Units)> spent = new();

    /// <summary>Requests and units by operation.</summary>
    public IReadOnlyDictionary<string, (long Requests, double Units)> Spent => spent;

    internal void Add(string operation, double units)
    {
        spent.AddOrUpdate(operation, (1, units), (_, before) => (before.Requests + 1, before.Units + units));
        Charged.Add(units, new KeyValuePair<string, object?>("operation", operation));
    }
}
