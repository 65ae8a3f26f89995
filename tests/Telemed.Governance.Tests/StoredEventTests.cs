using Telemed.Governance.ReadingAccess;
using Telemed.Kernel;
using Telemed.Testing;

namespace Telemed.Governance.Tests;

public class StoredEventTests
{
    private static readonly EventFormat<AccessEvent> Format = new("access");

    public static TheoryData<string> Names() => [.. Format.Types.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_stored_sample_reads_and_writes_back_the_same(string name) => StoredSamples.RoundTrip(Format, name);
}
