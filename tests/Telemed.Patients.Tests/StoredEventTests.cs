using Telemed.Testing;

namespace Telemed.Patients.Tests;

public class StoredEventTests
{
    [Fact]
    public void Every_event_reads_as_stored() =>
        Assert.All(PatientRules.Aggregate.Format.Types.Keys, type => StoredSamples.RoundTrip(PatientRules.Aggregate.Format, type));
}
