using System.Text.Json;
using System.Text.Json.Nodes;
using Telemed.Kernel;

namespace Telemed.Patients.Tests;

/// <summary>What was stored once must be readable for ever: one sample of each event type, written by hand.</summary>
public class StoredEventTests
{
    [Fact] public void Every_event_reads_as_stored()
    {
        using var file = typeof(StoredEventTests).Assembly.GetManifestResourceStream("Telemed.Patients.Tests.Stored.events.json")!;
        var samples = JsonNode.Parse(file)!.AsObject();
        var format = PatientRules.Aggregate.Format;
        Assert.All(format.Types.Keys, type =>
        {
            var stored = new EventData(type, JsonSerializer.SerializeToUtf8Bytes(samples[type]));
            var written = JsonNode.Parse(format.Write(format.Read(stored)).Json.Span);
            Assert.True(JsonNode.DeepEquals(samples[type], written), $"{type} is written as {written}");
        });
    }

    [Fact] public void Every_refusal_has_its_sentence() => Assert.All(
        Enum.GetValues<PatientRefusal>(), refusal => Assert.NotEmpty(Contracts.Refusals.ToProblem(refusal).Text.En));
}
