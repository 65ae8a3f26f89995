using System.Text.RegularExpressions;
using Telemed.Contracts;

namespace Telemed.Patients.Documents;

/// <summary>Codes of identity documents: CV02.01.101 (WS 364.3), then local ones for cards that point to the same person.</summary>
public static class IdTypes
{
    /// <summary>居民身份证.</summary>
    public const string ResidentId = "01";

    /// <summary>居民户口簿.</summary>
    public const string HouseholdBook = "02";

    /// <summary>护照.</summary>
    public const string Passport = "03";

    /// <summary>军官证.</summary>
    public const string OfficerCard = "04";

    /// <summary>驾驶证.</summary>
    public const string DrivingLicence = "05";

    /// <summary>港澳居民来往内地通行证.</summary>
    public const string HongKongMacaoPermit = "06";

    /// <summary>台湾居民来往内地通行证.</summary>
    public const string TaiwanPermit = "07";

    /// <summary>其他法定有效证件.</summary>
    public const string Other = "99";

    /// <summary>居民健康档案号 (local code).</summary>
    public const string HealthRecord = "110";

    /// <summary>出生医学证明 (local code): a newborn without number of its own.</summary>
    public const string BirthCertificate = "111";

    /// <summary>居民健康卡、电子健康卡 (local code).</summary>
    public const string HealthCard = "201";

    /// <summary>社会保障卡 (local code).</summary>
    public const string SocialSecurityCard = "202";
}

/// <summary>An identity document in its one normal form: the same document is always the same value.</summary>
/// <param name="Type">A code of <see cref="IdTypes"/>.</param>
/// <param name="Number">Without spaces and renewal counts, capitals.</param>
/// <param name="Person">What the number itself says about the person, if it does.</param>
public sealed partial record IdDocument(string Type, string Number, ResidentId? Person)
{
    /// <summary>What two documents share when they name the same person: citizens carry one number on several documents.</summary>
    public string Identity => Person is { } person ? $"citizen:{person.Number}" : $"{Type}:{Number}";

    /// <summary>Reads a document as it was typed.</summary>
    /// <param name="fault">Why the answer is null, as a stable code: <c>unknown-type</c>, <c>invalid</c>, <c>invalid-division</c>, <c>invalid-birth-date</c>, <c>invalid-check-digit</c>.</param>
    public static IdDocument? Read(string type, string number, out string? fault)
    {
        var text = number.Trim().Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (type is IdTypes.ResidentId || (type is IdTypes.HouseholdBook or IdTypes.DrivingLicence && text.Length == 18))
        {
            var person = ResidentId.Read(text, out var wrong);
            fault = wrong switch
            {
                ResidentIdFault.None => null,
                ResidentIdFault.Division => "invalid-division",
                ResidentIdFault.BirthDate => "invalid-birth-date",
                ResidentIdFault.CheckDigit => "invalid-check-digit",
                _ => "invalid",
            };
            return person is null ? null : new(type, person.Number, person);
        }
        if (Form(type) is not { } form)
        {
            fault = "unknown-type";
            return null;
        }
        var match = form.Match(text);
        fault = match.Success ? null : "invalid";
        return match.Success ? new(type, match.Groups["number"].Value, null) : null;
    }

    /// <summary>For lists: the first three and the last two characters, the rest masked.</summary>
    public string Masked => Mask(Number);

    /// <summary>The first three and the last two characters of a number, the rest masked; short numbers show their last one only.</summary>
    public static string Mask(string number) => number.Length > 7
        ? string.Concat(number.AsSpan(0, 3), new string('*', number.Length - 5), number.AsSpan(number.Length - 2))
        : string.Concat(new string('*', Math.Max(0, number.Length - 1)), number.AsSpan(Math.Max(0, number.Length - 1)));

    private static Regex? Form(string type) => type switch
    {
        IdTypes.HouseholdBook => Household(),
        IdTypes.Passport => PassportNumber(),
        IdTypes.OfficerCard => Officer(),
        IdTypes.DrivingLicence => Driving(),
        IdTypes.HongKongMacaoPermit => HongKongMacao(),
        IdTypes.TaiwanPermit => Taiwan(),
        IdTypes.BirthCertificate => Birth(),
        IdTypes.Other or IdTypes.HealthRecord or IdTypes.HealthCard or IdTypes.SocialSecurityCard => Free(),
        _ => null,
    };

    [GeneratedRegex("^(?<number>[0-9A-Z]{6,17})$")] private static partial Regex Household();
    [GeneratedRegex("^(?<number>[0-9A-Z]{5,15})$")] private static partial Regex PassportNumber();
    [GeneratedRegex(@"^(?<number>\p{IsCJKUnifiedIdeographs}{1,6}第?[0-9]{4,10}号?|[0-9]{6,10})$")] private static partial Regex Officer();
    [GeneratedRegex("^(?<number>[0-9]{12})$")] private static partial Regex Driving();

    // Eight digits name the holder; the two that may follow count renewals.
    [GeneratedRegex("^(?<number>[HM][0-9]{8})([0-9]{2})?$")] private static partial Regex HongKongMacao();
    [GeneratedRegex("^(?<number>[0-9]{8})([0-9]{2})?$")] private static partial Regex Taiwan();
    [GeneratedRegex("^(?<number>[A-Z][0-9]{9})$")] private static partial Regex Birth();
    [GeneratedRegex(@"^(?<number>[0-9A-Z\p{IsCJKUnifiedIdeographs}-]{4,30})$")] private static partial Regex Free();
}
