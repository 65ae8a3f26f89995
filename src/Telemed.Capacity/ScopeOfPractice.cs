using System.Collections.Frozen;
using Telemed.Contracts;

namespace Telemed.Capacity;

/// <summary>Which services a registered scope of practice (执业范围) holds: 卫医发〔2001〕169号 names a scope of its own for images and for pathology, for others none.</summary>
public static class ScopeOfPractice
{
    private static readonly FrozenDictionary<ServiceKind, string[]> Words = new Dictionary<ServiceKind, string[]>
    {
        [ServiceKind.Imaging] = ["影像", "放射"],
        [ServiceKind.Ultrasound] = ["影像", "超声"],
        [ServiceKind.Pathology] = ["病理"],
    }.ToFrozenDictionary();

    /// <summary>True also where the directory knows of no scope.</summary>
    public static bool Allows(string? scope, ServiceKind service) =>
        string.IsNullOrWhiteSpace(scope) || !Words.TryGetValue(service, out var words) || words.Any(w => scope.Contains(w, StringComparison.Ordinal));
}
