namespace Telemed.Web.Tests;

/// <summary>Sends each request to another node than the one before. Who tells another of a case tells the place in the log too, as people who talk do.</summary>
internal sealed class TakingTurns(Func<Uri> next) : DelegatingHandler(new SocketsHttpHandler())
{
    private static string? place;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new(next(), request.RequestUri!.PathAndQuery);
        if (Volatile.Read(ref place) is { } after) request.Headers.TryAddWithoutValidation("Telemed-After", after);
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.Headers.TryGetValues("Telemed-Wrote", out var wrote)) Volatile.Write(ref place, wrote.Single());
        return answer;
    }
}
