using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Telemed.Web.Tests.Telemetry;

/// <summary>A collector on loopback that keeps what it is sent by OTLP over HTTP.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;

    private Collector(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    /// <summary>Bodies by path: <c>/v1/traces</c>, <c>/v1/metrics</c>, <c>/v1/logs</c>.</summary>
    public ConcurrentQueue<(string Path, byte[] Body)> Received { get; } = [];

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var collector = new Collector(app);
        app.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            collector.Received.Enqueue((request.Path, body.ToArray()));
            return Microsoft.AspNetCore.Http.Results.Bytes([], "application/x-protobuf");
        });
        await app.StartAsync();
        return collector;
    }

    /// <summary>Names of the spans of one trace, as far as they have come.</summary>
    public IEnumerable<string> Spans(string traceId) =>
        from sent in Received
        where sent.Path == "/v1/traces"
        from resource in Wire.Messages(sent.Body, 1)
        from scope in Wire.Messages(resource, 2)
        from span in Wire.Messages(scope, 2)
        where Convert.ToHexStringLower(Wire.Messages(span, 1).Single().Span) == traceId
        select Text(Wire.Messages(span, 5).Single());

    /// <summary>Names of the measures that have come.</summary>
    public IReadOnlySet<string> Measures() => (
        from sent in Received
        where sent.Path == "/v1/metrics"
        from resource in Wire.Messages(sent.Body, 1)
        from scope in Wire.Messages(resource, 2)
        from measure in Wire.Messages(scope, 2)
        select Text(Wire.Messages(measure, 1).Single())).ToHashSet();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static string Text(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Span);
}

/// <summary>Reads the length-delimited fields of a protocol buffer.</summary>
internal static class Wire
{
    public static IEnumerable<ReadOnlyMemory<byte>> Messages(ReadOnlyMemory<byte> message, int field)
    {
        var at = 0;
        while (at < message.Length)
        {
            var key = Number(message.Span, ref at);
            var length = (key & 7) switch { 0 => Skipped(message.Span, ref at), 1 => 8, 5 => 4, 2 => (int)Number(message.Span, ref at), _ => throw new InvalidDataException() };
            if ((key & 7) == 2 && (int)(key >> 3) == field) yield return message.Slice(at, length);
            at += length;
        }
    }

    private static int Skipped(ReadOnlySpan<byte> message, ref int at)
    {
        Number(message, ref at);
        return 0;
    }

    private static ulong Number(ReadOnlySpan<byte> message, ref int at)
    {
        ulong number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return number;
        }
    }
}
