using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Telemed.Contracts;

/// <summary>A sentence for the user in Chinese and in English.</summary>
public sealed record Text(string Zh, string En)
{
    /// <summary>In the language of the request.</summary>
    public string In(Language language) => language == Language.En ? En : Zh;
}

/// <summary>Languages of the page and of error texts.</summary>
public enum Language
{
    /// <summary>Simplified Chinese, the default.</summary>
    Zh,

    /// <summary>English.</summary>
    En,
}

/// <summary>Gives a refusal its sentence and its HTTP status, beside the refusal itself.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class RefusalAttribute(string zh, string en, int status = 409, string? field = null) : Attribute
{
    /// <summary>Chinese sentence.</summary>
    public string Zh { get; } = zh;

    /// <summary>English sentence.</summary>
    public string En { get; } = en;

    /// <summary>409 unless the refusal is about something else than the state of the case.</summary>
    public int Status { get; } = status;

    /// <summary>The field of the request that it is about, as the client sent it; null when it is about more than one or none.</summary>
    public string? Field { get; } = field;
}

/// <summary>Codes and sentences of refusals.</summary>
public static class Refusals
{
    private static readonly ConcurrentDictionary<Enum, (string Code, RefusalAttribute Said)> Known = new();

    /// <summary>Stable code of a refusal: <c>IllegalTransition</c> is <c>illegal-transition</c>.</summary>
    public static string Code(Enum refusal) => Look(refusal).Code;

    /// <summary>The problem to answer with.</summary>
    /// <exception cref="InvalidOperationException">The enum value has no <see cref="RefusalAttribute"/>.</exception>
    public static Problem ToProblem(Enum refusal)
    {
        var (code, said) = Look(refusal);
        var text = new Text(said.Zh, said.En);
        return new Problem(said.Status, code, text, said.Field is { } field ? [new(field, code, text)] : null);
    }

    private static (string Code, RefusalAttribute Said) Look(Enum refusal) => Known.GetOrAdd(refusal, static value =>
    {
        var said = value.GetType().GetField(value.ToString())?.GetCustomAttribute<RefusalAttribute>()
            ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{value.GetType().Name}.{value} has no sentence."));
        return (JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()), said);
    });
}
