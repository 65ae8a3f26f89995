using Telemed.Dicom.Core;

namespace Telemed.Dicom.Tests;

public sealed class DataSetTests
{
    [Fact]
    public async Task Several_may_read_at_once_what_was_added_out_of_order()
    {
        for (var round = 0; round < 300; round++)
        {
            var set = new DataSet();
            for (ushort n = 200; n > 0; n--) set.AddUInt16(new Tag(0x0028, n), n);
            using var together = new Barrier(4);
            var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
            {
                together.SignalAndWait();
                return set.Count(element => set.Find(element.Tag) == element);
            }, TaskCreationOptions.LongRunning)));
            Assert.Equal([200, 200, 200, 200], counts);
        }
    }

    [Fact]
    public void Of_two_elements_with_one_tag_the_later_wins()
    {
        var set = new DataSet().AddUInt16(Tags.Rows, 1).AddUInt16(Tags.BitsAllocated, 16).AddUInt16(Tags.Rows, 2).AddUInt16(Tags.Rows, 3);
        Assert.Equal(2, set.Count);
        Assert.Equal([3, 0], set.Find(Tags.Rows)!.Bytes.ToArray());
    }
}
