using System.Collections.Frozen;
using System.Text.Json;

namespace Telemed.Examinations.Reporting;

/// <summary>The words by which clients name the values of an enum.</summary>
internal static class Words<T> where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> All = Enum.GetValues<T>().ToFrozenDictionary(v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()));
    private static readonly FrozenDictionary<T, string> Names = All.ToFrozenDictionary(p => p.Value, p => p.Key);

    public static T? Read(string? word) => word is not null && All.TryGetValue(word, out var value) ? value : null;

    public static string Of(T value) => Names[value];
}
