using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Tests;

public sealed class RoundTripProperty
{
    private static readonly Vr[] Values = [.. Enum.GetValues<Vr>().Where(vr => vr != Vr.SQ)];

    [Fact]
    public void Any_data_set_survives_any_syntax()
    {
        foreach (var syntax in new[] { TransferSyntax.ExplicitLittle, TransferSyntax.ExplicitBig, TransferSyntax.Deflated, TransferSyntax.ImplicitLittle })
        {
            var property = Prop.ForAll(Arb.From(DataSets(depth: 3, syntax.IsImplicit)), set => Survives(set, syntax));
            Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), property);
        }
    }

    private static void Survives(DataSet set, TransferSyntax syntax)
    {
        var output = new ArrayBufferWriter<byte>();
        DataSetWriter.Write(set, syntax, output);
        var read = DataSetReader.Read(new MemorySource(output.WrittenMemory), syntax, ReaderOptions.Whole);
        Assert.Null(read.Fault);
        SameDataSet.Assert(set, read.DataSet);
    }

    private static Gen<DataSet> DataSets(int depth, bool isImplicit) =>
        from elements in Elements(depth, isImplicit).ListOf()
        select elements.Aggregate(new DataSet(), (set, element) => set.Add(element));

    private static Gen<Element> Elements(int depth, bool isImplicit)
    {
        // Groups outside file meta, pixel data and delimiters; implicit VR can only carry what the dictionary says, so it gets unknown elements.
        var tags = from @group in Gen.Choose(0x3101, 0x4FFF)
                   from number in Gen.Choose(0x1001, 0xFFFF)
                   select new Tag((ushort)(@group | 1), (ushort)number);
        var values = from tag in tags
                     from vr in isImplicit ? Gen.Constant(Vr.UN) : Gen.Elements(Values)
                     from bytes in ArbMap.Default.GeneratorFor<byte[]>()
                     let whole = bytes.Length / vr.WordBytes() * vr.WordBytes()
                     select new Element(tag, vr, bytes.AsMemory(0, whole));
        if (depth == 0) return values;
        var sequences = from tag in tags
                        from items in DataSets(depth - 1, isImplicit).ListOf()
                        select Element.Sequence(tag, [.. items.Take(3)]);
        return Gen.Frequency((4, values), (1, sequences));
    }
}
