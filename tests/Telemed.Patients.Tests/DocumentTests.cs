using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Telemed.Contracts;
using Telemed.Patients.Documents;

namespace Telemed.Patients.Tests;

public class DocumentTests
{
    private static readonly Gen<string> Numbers =
        from division in Gen.Elements("520199", "110105", "440524")
        from day in Gen.Choose(0, 45_000)
        from serial in Gen.Choose(1, 999)
        let body = division + new DateOnly(1900, 1, 1).AddDays(day).ToString("yyyyMMdd", CultureInfo.InvariantCulture) + serial.ToString("000", CultureInfo.InvariantCulture)
        select body + ResidentId.CheckDigit(body);

    [Theory]
    [InlineData("11010519491231002X", "1949-12-31", Sex.Female)]
    [InlineData("440524188001010014", "1880-01-01", Sex.Male)]
    [InlineData("520100190001010014", "1900-01-01", Sex.Male)]
    [InlineData("520100190001010022", "1900-01-01", Sex.Female)]
    public void The_samples_of_the_standard_are_read(string number, string birth, Sex sex)
    {
        var read = ResidentId.Read(number, out var fault)!;
        Assert.Equal((ResidentIdFault.None, DateOnly.Parse(birth, CultureInfo.InvariantCulture), sex), (fault, read.BirthDate, read.Sex));
    }

    [Fact]
    public void Any_one_wrong_place_is_caught() => Prop.ForAll(Numbers.ToArbitrary(), number =>
    {
        for (var place = 0; place < 18; place++)
            foreach (var other in place < 17 ? "0123456789" : "0123456789X")
                if (other != number[place] && ResidentId.Read(string.Concat(number.AsSpan(0, place), [other], number.AsSpan(place + 1)), out _) is not null)
                    return false;
        return ResidentId.Read(number, out _) is not null;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_two_neighbours_exchanged_are_caught() => Prop.ForAll(Numbers.ToArbitrary(), number =>
    {
        for (var place = 0; place < 16; place++)
            if (number[place] != number[place + 1]
                && ResidentId.Read(string.Concat(number.AsSpan(0, place), [number[place + 1], number[place]], number.AsSpan(place + 2)), out _) is not null)
                return false;
        return true;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("11010519491231002", ResidentIdFault.Structure)]
    [InlineData("1101051949123100２X", ResidentIdFault.Structure)]
    [InlineData("11010519491231002Y", ResidentIdFault.Structure)]
    [InlineData("990105194912310021", ResidentIdFault.Division)]
    [InlineData("110105194902300020", ResidentIdFault.BirthDate)]
    [InlineData("110105190002290020", ResidentIdFault.BirthDate)]
    [InlineData("110105194912310021", ResidentIdFault.CheckDigit)]
    public void What_is_wrong_is_named(string number, ResidentIdFault expected)
    {
        Assert.Null(ResidentId.Read(number, out var fault));
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void A_number_of_the_old_form_is_the_same_person()
    {
        var old = ResidentId.Read("110105491231002", out _)!;
        Assert.Equal(ResidentId.Read("11010519491231002x", out _), old);
        Assert.Equal("11010519491231002X", old.Number);
    }

    [Fact] public void An_old_number_with_an_impossible_day_is_refused() => Assert.Null(ResidentId.Read("110105490231002", out _));

    [Theory]
    [InlineData("02", "HK0012345", "HK0012345")]
    [InlineData("03", "e 1234 5678", "E12345678")]
    [InlineData("04", "军字第2001988号", "军字第2001988号")]
    [InlineData("05", "520100012345", "520100012345")]
    [InlineData("06", "H12345678", "H12345678")]
    [InlineData("06", "m1234567802", "M12345678")]
    [InlineData("07", "12345678", "12345678")]
    [InlineData("07", "1234567801", "12345678")]
    [InlineData("99", "居留-0001", "居留-0001")]
    [InlineData("111", "T520000123", "T520000123")]
    [InlineData("202", "SB00012345", "SB00012345")]
    public void Other_documents_are_brought_to_their_one_form(string type, string typed, string number) =>
        Assert.Equal(number, IdDocument.Read(type, typed, out _)!.Number);

    [Theory]
    [InlineData("03", "E1")]
    [InlineData("06", "H1234567")]
    [InlineData("06", "A12345678")]
    [InlineData("07", "123456789")]
    [InlineData("111", "520000123")]
    [InlineData("04", "军官")]
    [InlineData("99", "a'b;c")]
    public void Other_documents_of_another_form_are_refused(string type, string typed)
    {
        Assert.Null(IdDocument.Read(type, typed, out var fault));
        Assert.Equal("invalid", fault);
    }

    [Fact]
    public void An_unknown_type_is_named()
    {
        Assert.Null(IdDocument.Read("77", "12345678", out var fault));
        Assert.Equal("unknown-type", fault);
    }

    [Fact]
    public void A_citizen_number_is_one_identity_on_every_document() => Assert.Single(
        new[] { ("01", "11010519491231002X"), ("01", "110105491231002"), ("02", "11010519491231002x"), ("05", "11010519491231002X") }
            .Select(d => IdDocument.Read(d.Item1, d.Item2, out _)!.Identity).Distinct());

    [Fact]
    public void The_same_digits_of_two_other_types_are_two_identities() =>
        Assert.NotEqual(IdDocument.Read("07", "12345678", out _)!.Identity, IdDocument.Read("99", "12345678", out _)!.Identity);

    [Theory]
    [InlineData("11010519491231002X", "110*************2X")]
    [InlineData("12345678", "123***78")]
    [InlineData("1234567", "******7")]
    [InlineData("7", "7")]
    [InlineData("", "")]
    public void A_masked_number_keeps_its_ends_only(string number, string masked) => Assert.Equal(masked, IdDocument.Mask(number));
}
