using FsCheck;
using FsCheck.Fluent;
using Telemed.Directory.Codes;

namespace Telemed.Directory.Tests;

public class CodeTests
{
    private const string CreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly Gen<string> Organisations =
        Gen.Elements("0123456789ABCDEFGHJKLMNPQRTUWXY".ToCharArray()).ArrayOf(8).Select(body => new string(body) + OrganisationCode.CheckCharacter(body));

    private static readonly Gen<string> Credits =
        from organisation in Organisations
        from division in Gen.Elements('0', '1', '2', '9').ArrayOf(6)
        let body = "91" + new string(division) + organisation
        select body + CreditCode.CheckCharacter(body);

    [Fact] public void The_sample_of_the_credit_code_standard_is_right() => Assert.True(CreditCode.IsValid("91350100M000100Y43"));

    [Fact] public void The_sample_of_the_organisation_code_standard_is_right() => Assert.True(OrganisationCode.IsValid("D2143569X"));

    [Fact]
    public void Any_one_wrong_character_of_a_credit_code_is_caught() => Prop.ForAll(Credits.ToArbitrary(), code =>
    {
        for (var place = 0; place < code.Length; place++)
            foreach (var other in CreditAlphabet)
                if (other != code[place] && CreditCode.IsValid(With(code, place, other)))
                    return false;
        return CreditCode.IsValid(code);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_one_wrong_digit_of_an_organisation_code_is_caught() => Prop.ForAll(Organisations.ToArbitrary(), code =>
    {
        for (var place = 0; place < code.Length; place++)
            for (var other = '0'; other <= '9'; other++)
                if (char.IsAsciiDigit(code[place]) && other != code[place] && OrganisationCode.IsValid(With(code, place, other)))
                    return false;
        return OrganisationCode.IsValid(code);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("91350100M000100Y4")]
    [InlineData("91350100M000100Y433")]
    [InlineData("91350100m000100y43")]
    [InlineData("9135010OM000100Y43")]
    [InlineData("９1350100M000100Y43")]
    public void A_credit_code_of_another_form_is_refused(string code) => Assert.False(CreditCode.IsValid(code));

    [Fact]
    public void A_credit_code_around_a_wrong_organisation_code_is_refused()
    {
        const string body = "91350100M000100Y5";
        Assert.False(CreditCode.IsValid(body + CreditCode.CheckCharacter(body)));
    }

    [Theory]
    [InlineData("PDY00190152019912A1001", true)]
    [InlineData("PDY0019015201991A1001", false)]
    [InlineData("PDY00190152019912A10011", false)]
    [InlineData("PDY00190152019912a1001", false)]
    [InlineData("PDY0019015201991211001", false)]
    [InlineData("PDY00190152019912A1000", false)]
    public void A_licence_number_has_22_places_in_five_parts(string code, bool valid) => Assert.Equal(valid, InstitutionCode.IsValid(code));

    [Fact] public void A_licence_number_tells_its_division() => Assert.Equal("520199", InstitutionCode.Division("PDY00190152019912A1001"));

    [Theory]
    [InlineData("520199", true)]
    [InlineData("990199", false)]
    [InlineData("5201", false)]
    [InlineData("52019X", false)]
    public void A_division_begins_with_a_province(string code, bool valid) => Assert.Equal(valid, AreaCode.IsValid(code));

    private static string With(string code, int place, char other) => string.Concat(code.AsSpan(0, place), [other], code.AsSpan(place + 1));
}
