using System.Text.Json;
using System.Text.Json.Nodes;
using Telemed.Kernel;

namespace Telemed.Directory.Tests;

/// <summary>What was stored once must be readable for ever: one sample of each event type, written by hand.</summary>
public class StoredEventTests
{
    [Fact] public void Every_institution_event_reads_as_stored() => Check(InstitutionRules.Aggregate.Format);

    [Fact] public void Every_alliance_event_reads_as_stored() => Check(AllianceRules.Aggregate.Format);

    [Fact] public void Every_agreement_event_reads_as_stored() => Check(AgreementRules.Aggregate.Format);

    [Fact] public void Every_practitioner_event_reads_as_stored() => Check(PractitionerRules.Aggregate.Format);

    [Fact] public void Every_refusal_has_its_sentence() => Assert.All(
        [.. Enum.GetValues<InstitutionRefusal>().Cast<Enum>(), .. Enum.GetValues<AllianceRefusal>().Cast<Enum>(),
         .. Enum.GetValues<AgreementRefusal>().Cast<Enum>(), .. Enum.GetValues<PractitionerRefusal>().Cast<Enum>()],
        refusal => Assert.NotEmpty(Contracts.Refusals.ToProblem(refusal).Text.Zh));

    private static void Check<TEvent>(EventFormat<TEvent> format) where TEvent : class
    {
        using var file = typeof(StoredEventTests).Assembly.GetManifestResourceStream("Telemed.Directory.Tests.Stored.events.json")!;
        var samples = JsonNode.Parse(file)!.AsObject();
        Assert.All(format.Types.Keys, type =>
        {
            var stored = new EventData(type, JsonSerializer.SerializeToUtf8Bytes(samples[type]));
            var written = JsonNode.Parse(format.Write(format.Read(stored)).Json.Span);
            Assert.True(JsonNode.DeepEquals(samples[type], written), $"{type} is written as {written}");
        });
    }
}
