using Telemed.Imaging.Studies;
using Telemed.Testing;

namespace Telemed.Imaging.Tests.Studies;

public sealed class StoredEventTests
{
    [Fact]
    public void Every_event_of_a_study_reads_as_stored() =>
        Assert.All(StudyRules.Aggregate.Format.Types.Keys, type => StoredSamples.RoundTrip(StudyRules.Aggregate.Format, type));
}
