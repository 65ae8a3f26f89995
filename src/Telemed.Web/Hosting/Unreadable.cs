using System.Text.Json;
using System.Text.RegularExpressions;
using Telemed.Contracts;

namespace Telemed.Web.Hosting;

/// <summary>Which field of a request could not be read.</summary>
internal static partial class Unreadable
{
    /// <summary>The field whose value is of another type or none of the known words; null when the request as a whole cannot be read.</summary>
    public static FieldError? FieldOf(BadHttpRequestException error) => error.StatusCode != 400 ? null : error.InnerException switch
    {
        // broken JSON carries a second JsonException inside; a value of the wrong type does not
        JsonException { Path: { Length: > 2 } path, InnerException: not JsonException } => Invalid(path[2..]),
        null when Query().Match(error.Message) is { Success: true } said =>
            said.Groups["missing"].Success ? new(said.Groups["name"].Value, "required", new("必填", "Required")) : Invalid(said.Groups["name"].Value),
        _ => null,
    };

    private static FieldError Invalid(string field) => new(field, "invalid", new("格式或范围有误", "Malformed or out of range"));

    // the framework tells the name of a bad query parameter in its sentence only
    [GeneratedRegex(@"^(Failed to bind|(?<missing>Required)) parameter ""\S+ (?<name>\w+)""")]
    private static partial Regex Query();
}
