using Telemed.Contracts;
using Telemed.Patients.Documents;

namespace Telemed.Patients.Registering;

/// <summary>A guardian as given with a registration or later.</summary>
public sealed record GuardianInput(string? Name, GuardianRelation? Relation, string? IdType, string? IdNumber, string? Phone);

/// <summary>What may be wrong with what is said about a person (条例 art. 10: identity information has to be true).</summary>
internal static class PersonFields
{
    public static IdDocument? Document(FieldErrors errors, string prefix, string? type, string? number)
    {
        errors.Required(prefix + "idType", type, 4);
        errors.Required(prefix + "idNumber", number, 40);
        if (string.IsNullOrWhiteSpace(type) || string.IsNullOrWhiteSpace(number) || number.Length > 40) return null;
        var document = IdDocument.Read(type, number, out var fault);
        switch (fault)
        {
            case null: break;
            case "unknown-type": errors.Unknown(prefix + "idType"); break;
            case "invalid-check-digit": errors.Add(prefix + "idNumber", fault, "身份证号校验码不正确，请核对每一位", "The check digit is wrong; look at every digit"); break;
            case "invalid-birth-date": errors.Add(prefix + "idNumber", fault, "身份证号中的出生日期不存在", "There is no such birth date"); break;
            case "invalid-division": errors.Add(prefix + "idNumber", fault, "身份证号中的行政区划不存在", "There is no such division"); break;
            default: errors.Add(prefix + "idNumber", fault, "证件号码格式不正确", "Not a number of this kind of document"); break;
        }
        return document;
    }

    /// <summary>What is said must agree with what the number itself says.</summary>
    public static void Agreement(FieldErrors errors, ResidentId? number, Sex? sex, DateOnly? birthDate, DateOnly today)
    {
        if (number is not null && sex is { } said && said != Sex.Unknown && said != number.Sex)
            errors.Add("sex", "conflict", "性别与身份证号不一致", "Not the sex that the number tells");
        if (number is not null && birthDate is { } born && born != number.BirthDate)
            errors.Add("birthDate", "conflict", "出生日期与身份证号不一致", "Not the birth date that the number tells");
        if ((number?.BirthDate ?? birthDate) > today)
            errors.Add(number is null ? "birthDate" : "idNumber", "in-future", "出生日期晚于今天", "The birth date lies in the future");
    }

    public static void Phone(FieldErrors errors, string field, string? phone)
    {
        if (phone is { Length: > 0 } && (phone.Length is < 5 or > 20 || phone.Any(c => !char.IsAsciiDigit(c) && c is not ('+' or '-')))) errors.Invalid(field);
    }

    public static IdDocument? Guardian(FieldErrors errors, string prefix, GuardianInput guardian)
    {
        errors.Required(prefix + "name", guardian.Name, 60);
        errors.Required(prefix + "relation", guardian.Relation);
        Phone(errors, prefix + "phone", guardian.Phone);
        return Document(errors, prefix, guardian.IdType, guardian.IdNumber);
    }
}
