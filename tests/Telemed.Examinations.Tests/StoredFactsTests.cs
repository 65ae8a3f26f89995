using Telemed.Examinations.Importing;
using Telemed.Examinations.Mapping;
using Telemed.Testing;

namespace Telemed.Examinations.Tests;

/// <summary>What was stored once stays readable.</summary>
public sealed class StoredFactsTests
{
    public static TheoryData<string> Results => [.. Result.Aggregate.Format.Types.Keys];

    public static TheoryData<string> Mappings => [.. ItemMapping.Aggregate.Format.Types.Keys];

    public static TheoryData<string> Imports => [.. Import.Aggregate.Format.Types.Keys];

    [Theory, MemberData(nameof(Results))]
    public void A_stored_sample_of_a_result_is_read_and_written_back(string type) => StoredSamples.RoundTrip(Result.Aggregate.Format, type);

    [Theory, MemberData(nameof(Mappings))]
    public void A_stored_sample_of_a_mapping_is_read_and_written_back(string type) => StoredSamples.RoundTrip(ItemMapping.Aggregate.Format, type);

    [Theory, MemberData(nameof(Imports))]
    public void A_stored_sample_of_an_import_is_read_and_written_back(string type) => StoredSamples.RoundTrip(Import.Aggregate.Format, type);
}
