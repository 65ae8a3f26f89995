using Telemed.Kernel;
using Telemed.Testing;

namespace Telemed.Directory.Tests;

public class StoredEventTests
{
    [Fact] public void Every_institution_event_reads_as_stored() => Check(InstitutionRules.Aggregate.Format);

    [Fact] public void Every_alliance_event_reads_as_stored() => Check(AllianceRules.Aggregate.Format);

    [Fact] public void Every_agreement_event_reads_as_stored() => Check(AgreementRules.Aggregate.Format);

    [Fact] public void Every_practitioner_event_reads_as_stored() => Check(PractitionerRules.Aggregate.Format);

    [Fact]
    public void Who_left_before_the_day_was_kept_has_left() =>
        Assert.Equal(new PractitionerEvent.Left(), PractitionerRules.Aggregate.Format.Read(new("practitioner.left", "{}"u8.ToArray())));

    [Fact] public void Every_device_event_reads_as_stored() => Check(DeviceRules.Aggregate.Format);

    private static void Check<TEvent>(EventFormat<TEvent> format) where TEvent : class =>
        Assert.All(format.Types.Keys, type => StoredSamples.RoundTrip(format, type));
}
