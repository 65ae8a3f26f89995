using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Telemed.Storage.Cosmos;

/// <summary>Runs requests until they have an answer that means something, and notes what they cost.</summary>
internal sealed class Requests(CosmosMeter meter)
{
    private const int MostAttempts = 12;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Sends the same request again after passing faults and lost answers: it must be one that may come twice.</summary>
    /// <exception cref="IOException">The service stayed away.</exception>
    public async Task<ResponseMessage> Send(string operation, Func<Task<ResponseMessage>> request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (answer, failure, pause) = await Try(request, cancellationToken);
            if (answer is not null)
            {
                meter.Add(operation, answer.Headers.RequestCharge);
                if (!Passing(answer.StatusCode)) return answer;
                if (attempt == MostAttempts) throw new IOException($"Cosmos DB answered {(int)answer.StatusCode} to {operation} {attempt} times; sending the same command again is safe.");
                answer.Dispose();
            }
            else if (attempt == MostAttempts) throw new IOException($"Cosmos DB did not answer {operation}; sending the same command again is safe.", failure);
            var wait = First * Math.Pow(2, attempt);
            await Task.Delay(pause ?? (wait < Longest ? wait : Longest), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Every document of a query, page by page.</summary>
    public async Task<List<JsonElement>> Query(string operation, Container container, QueryDefinition query, string partition, int page, CancellationToken cancellationToken)
    {
        var found = new List<JsonElement>();
        string? token = null;
        do
        {
            var from = token;
            using var answer = await Send(operation, async () =>
            {
                using var pages = container.GetItemQueryStreamIterator(query, from, new() { PartitionKey = new PartitionKey(partition), MaxItemCount = page });
                return await pages.ReadNextAsync(cancellationToken);
            }, cancellationToken);
            answer.EnsureSuccessStatusCode();
            using var body = await JsonDocument.ParseAsync(answer.Content, cancellationToken: cancellationToken);
            foreach (var document in body.RootElement.GetProperty("Documents").EnumerateArray()) found.Add(document.Clone());
            token = answer.ContinuationToken;
        }
        while (token is not null);
        return found;
    }

    private static bool Passing(HttpStatusCode status) => (int)status is 408 or 410 or 429 or 449 or 500 or 502 or 503 or 504 or 0;

    private static async Task<(ResponseMessage? Answer, Exception? Failure, TimeSpan? Pause)> Try(Func<Task<ResponseMessage>> request, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await request();
            return (answer, null, answer.Headers.TryGetValue("x-ms-retry-after-ms", out var asked) && double.TryParse(asked, System.Globalization.CultureInfo.InvariantCulture, out var ms) ? TimeSpan.FromMilliseconds(ms) : null);
        }
        catch (CosmosException e) when (Passing(e.StatusCode))
        {
            return (null, e, e.RetryAfter);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException || e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (null, e, null);
        }
    }
}
