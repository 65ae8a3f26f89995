using Telemed.Imaging.Sending.Destinations;
using Telemed.Testing;

namespace Telemed.Imaging.Tests.Sending;

public sealed class StoredEventTests
{
    [Fact]
    public void Every_event_of_a_destination_reads_as_stored() =>
        Assert.All(DestinationRules.Aggregate.Format.Types.Keys, type => StoredSamples.RoundTrip(DestinationRules.Aggregate.Format, type));
}
