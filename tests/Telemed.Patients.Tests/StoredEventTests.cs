using Telemed.Patients.Timeline;
using Telemed.Testing;

namespace Telemed.Patients.Tests;

public class StoredEventTests
{
    [Fact]
    public void Every_event_reads_as_stored() =>
        Assert.All(PatientRules.Aggregate.Format.Types.Keys, type => StoredSamples.RoundTrip(PatientRules.Aggregate.Format, type));

    [Fact]
    public void Every_event_of_a_visit_reads_as_stored() =>
        Assert.All(VisitRules.Aggregate.Format.Types.Keys, type => StoredSamples.RoundTrip(VisitRules.Aggregate.Format, type));
}
