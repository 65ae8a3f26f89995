using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Network.Tests;

/// <summary>What the encoder writes the decoder reads, and whatever the decoder accepts survives another round.</summary>
public class PduRoundTripTests
{
    private static readonly Gen<byte> Byte = Gen.Choose(0, 255).Select(i => (byte)i);
    private static readonly Gen<EquatableList<byte>> Blob = ListOf(Byte, 0, 40);
    private static readonly Gen<string> Uid = Text("0123456789.", 1, 64);
    private static readonly Gen<string> Ae = Text("ABCXYZ_09", 1, 16);

    private static readonly Gen<UserInformation> User =
        from maxLength in Gen.Choose(0, int.MaxValue)
        from classUid in Uid
        from version in Gen.Elements(null, "", "V 1", "0123456789ABCDEF")
        from window in Gen.Elements(null, new OperationsWindow(0, 1), new OperationsWindow(ushort.MaxValue, 7))
        from roles in ListOf(from uid in Uid from bits in Gen.Choose(0, 3) select new RoleSelection(uid, bits % 2 == 1, bits > 1), 0, 3)
        from extended in ListOf(from uid in Uid from blob in Blob select new ExtendedNegotiation(uid, blob), 0, 3)
        from identity in Gen.OneOf(Gen.Constant<UserIdentity?>(null), from kind in Byte from a in Blob from b in Blob select new UserIdentity(kind, true, a, b))
        from response in Gen.OneOf(Gen.Constant<EquatableList<byte>?>(null), Blob.Select(b => (EquatableList<byte>?)b))
        select new UserInformation
        {
            MaxLength = (uint)maxLength,
            ImplementationClassUid = classUid,
            ImplementationVersion = version,
            Operations = window,
            Roles = roles,
            Extended = extended,
            Identity = identity,
            IdentityResponse = response,
        };

    private static readonly Gen<Pdu> Any = Gen.OneOf(
        from called in Ae
        from calling in Ae
        from n in Gen.Choose(1, 128)
        from uid in Uid
        from syntaxes in ListOf(Uid, 1, 5)
        from user in User
        select (Pdu)new Pdu.AssociateRq(called, calling, EquatableList.From(Ids(n).Select(id => new ProposedContext(id, uid, syntaxes))), user),
        from called in Ae
        from calling in Ae
        from n in Gen.Choose(0, 128)
        from uid in Uid
        from result in Gen.Choose(0, 4)
        from user in User
        select (Pdu)new Pdu.AssociateAc(called, calling,
            EquatableList.From(Ids(n).Select(id => new AnsweredContext(id, (ContextResult)result, result == 0 ? uid : ""))), user),
        from result in Gen.Choose(1, 2)
        from source in Gen.Choose(1, 3)
        from reason in Byte
        select (Pdu)new Pdu.AssociateRj((RejectResult)result, (RejectSource)source, reason),
        from values in ListOf(from id in Gen.Choose(0, 127)
                              from bits in Gen.Choose(0, 3)
                              from blob in Blob
                              select new DataValue((byte)(2 * id + 1), bits % 2 == 1, bits > 1, new([.. blob])), 1, 6)
        select (Pdu)new Pdu.Data(values),
        Gen.Elements<Pdu>(new Pdu.ReleaseRq(), new Pdu.ReleaseRp()),
        from source in Byte from reason in Byte select (Pdu)new Pdu.Abort((AbortSource)source, (AbortReason)reason));

    [Fact]
    public void Encoded_then_decoded_is_the_same_PDU() => Prop.ForAll(Any.ToArbitrary(), pdu =>
    {
        var (decoded, fault) = PduSamples.Decode(PduSamples.Encode(pdu));
        Assert.Equal((pdu, PduFault.None), (decoded, fault));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Damaged_bytes_are_refused_or_decode_to_something_that_encodes_and_decodes_to_itself()
    {
        var damaged = from pdu in Any from place in Gen.Choose(0, int.MaxValue) from value in Byte select (pdu, place, value);
        Prop.ForAll(damaged.ToArbitrary(), x =>
        {
            var bytes = PduSamples.Encode(x.pdu);
            if (bytes.Length > 6) bytes[6 + x.place % (bytes.Length - 6)] = x.value;
            var (once, fault) = PduSamples.Decode(bytes);
            if (fault is not PduFault.None) return;
            Assert.Equal((once, PduFault.None), PduSamples.Decode(PduSamples.Encode(once!)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private static IEnumerable<byte> Ids(int count) => Enumerable.Range(0, count).Select(i => (byte)(2 * i + 1));

    private static Gen<EquatableList<T>> ListOf<T>(Gen<T> item, int least, int most) =>
        from n in Gen.Choose(least, most) from items in Gen.ArrayOf(item, n) select EquatableList.From(items);

    private static Gen<string> Text(string alphabet, int least, int most) =>
        from n in Gen.Choose(least, most) from letters in Gen.ArrayOf(Gen.Elements(alphabet.ToCharArray()), n) select new string(letters);
}
