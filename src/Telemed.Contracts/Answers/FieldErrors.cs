namespace Telemed.Contracts;

/// <summary>Collects what is wrong with a request, all of it at once.</summary>
public sealed class FieldErrors
{
    private readonly List<FieldError> errors = [];

    /// <summary>Nothing was wrong so far.</summary>
    public bool None => errors.Count == 0;

    /// <summary>What was found, in order.</summary>
    public IReadOnlyList<FieldError> Found => errors;

    /// <summary>Adds an error with its own sentence.</summary>
    public void Add(string field, string code, string zh, string en) => errors.Add(new(field, code, new(zh, en)));

    /// <summary>Text that must be there, at most <paramref name="maxLength"/> characters.</summary>
    public void Required(string field, string? value, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(value)) Add(field, "required", "必填", "Required");
        else Optional(field, value, maxLength);
    }

    /// <summary>Text that may be there, at most <paramref name="maxLength"/> characters.</summary>
    public void Optional(string field, string? value, int maxLength)
    {
        if (value?.Length > maxLength) Add(field, "too-long", $"最多 {maxLength} 个字", $"At most {maxLength} characters");
    }

    /// <summary>A value that must be there.</summary>
    public void Required(string field, object? value)
    {
        if (value is null) Add(field, "required", "必填", "Required");
    }

    /// <summary>Says that a value is none of those known.</summary>
    public void Unknown(string field) => Add(field, "unknown", "没有此项", "Not known here");

    /// <summary>Says that a value is malformed or out of range.</summary>
    public void Invalid(string field) => Add(field, "invalid", "格式或范围有误", "Malformed or out of range");
}

/// <summary>A request that can tell what is wrong with itself before anything is looked up.</summary>
public interface IValidated
{
    /// <summary>Adds an error for each bad field.</summary>
    void Validate(FieldErrors errors);
}
