using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Network.Tests;

public class StorageSyntaxesTests
{
    private const string Implicit = "1.2.840.10008.1.2", Explicit = "1.2.840.10008.1.2.1", Big = "1.2.840.10008.1.2.2";
    private const string JpegLossy = "1.2.840.10008.1.2.4.50", JpegLossless = "1.2.840.10008.1.2.4.70", Rle = "1.2.840.10008.1.2.5";

    [Theory]
    [InlineData(Explicit, Implicit, Explicit)]                   // the VR is kept
    [InlineData(Big, Implicit, Big)]
    [InlineData(Explicit, JpegLossy, Explicit)]                  // nobody is made to compress with loss
    [InlineData(JpegLossless, JpegLossy, JpegLossless)]
    [InlineData(JpegLossless, JpegLossless, Rle)]                // the proposer's order within a kind
    [InlineData(Rle, Rle, JpegLossless)]
    [InlineData(JpegLossy, JpegLossy, "1.2.3.4")]                // a registered one before a private one
    [InlineData("1.2.3.4", "1.2.3.4")]                           // but a private one too is stored as sent
    [InlineData(null, "rubbish")]
    public void Of_several_syntaxes_the_one_that_loses_least_is_chosen(string? chosen, params string[] proposed) =>
        Assert.Equal(chosen, StorageSyntaxes.Choose(proposed));

    [Fact]
    public void Every_registered_syntax_alone_is_accepted() =>
        Assert.All(TransferSyntax.Registered, s => Assert.Equal(s.Uid, StorageSyntaxes.Choose([s.Uid])));
}
