using Telemed.Accounts;
using Telemed.Testing;

namespace Telemed.Accounts.Tests;

public class StoredEventTests
{
    public static TheoryData<string> Names() => [.. Account.Aggregate.Format.Types.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_stored_sample_reads_and_writes_back_the_same(string name) => StoredSamples.RoundTrip(Account.Aggregate.Format, name);
}
