using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Telemed.Kernel;
using Xunit;

namespace Telemed.Testing;

/// <summary>Stored JSON of every fact, beside the tests of its context in <c>events/{type}.json</c>: once stored, always readable.</summary>
public static class StoredSamples
{
    /// <summary>Reads the sample and writes it again: nothing of it may be lost.</summary>
    public static void RoundTrip<TEvent>(EventFormat<TEvent> format, string type, [CallerFilePath] string caller = "") where TEvent : class
    {
        var sample = File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(caller)!, "events", $"{type}.json"));
        var written = format.Write(format.Read(new(type, sample)));
        Assert.Equal(type, written.Type);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(sample), JsonNode.Parse(written.Json.Span)), $"{type} does not write back what it read");
    }
}
