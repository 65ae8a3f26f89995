using Telemed.Kernel;

namespace Telemed.Kernel.Tests;

public class StreamIdTests
{
    [Fact]
    public void A_stored_name_reads_back_with_hyphens_in_its_id() =>
        Assert.Equal(new StreamId("consultation", "a-b-1"), StreamId.Parse("consultation-a-b-1"));

    [Theory, InlineData("a/b"), InlineData("病人"), InlineData("a#"), InlineData("")]
    public void A_key_that_some_store_would_not_take_is_refused(string id) =>
        Assert.Throws<ArgumentException>(() => new StreamId("patient", id));
}
