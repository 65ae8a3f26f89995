using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MediatR;
using Microsoft.Extensions.Logging;
using Telemed.Contracts;

namespace Telemed.Architecture.Tests;

/// <summary>Each rule gives its violations in words; the tests ask that the tree has none and that a planted one is found.</summary>
internal static partial class Rules
{
    public const int MostLines = 400;

    /// <summary>Contexts never reference each other; they share Telemed.Contracts.</summary>
    public static IEnumerable<string> ContextsStandAlone(IEnumerable<(string Name, IEnumerable<string> References)> assemblies, IReadOnlyList<string> contexts) =>
        from assembly in assemblies
        where contexts.Contains(assembly.Name)
        from reference in assembly.References
        where reference != assembly.Name && contexts.Contains(reference)
        select $"{assembly.Name} references {reference}";

    /// <summary>The kernel takes no package and no project.</summary>
    public static IEnumerable<string> KernelHasNoDependency(string csproj) =>
        XDocument.Parse(csproj).Descendants().Where(e => e.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference")
            .Select(e => $"the kernel references {e.Attribute("Include")?.Value}");

    /// <summary>A closed set of stored facts cannot be extended from outside.</summary>
    public static IEnumerable<string> FactsAreClosed(IEnumerable<Type> types) =>
        types.Where(IsFactUnion).Where(t => t.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic)
            .Any(c => !c.IsPrivate && !(c.GetParameters() is [var one] && one.ParameterType == t))).Select(t => $"{t.Name} has a constructor that others can call");

    /// <summary>Every stored fact has a JSON sample in the tests that is still read.</summary>
    public static IEnumerable<string> FactsHaveSamples(IEnumerable<Type> types, IReadOnlySet<string> samples) =>
        from union in types.Where(IsFactUnion)
        from fact in union.GetNestedTypes().Where(t => t.IsSubclassOf(union))
        let name = JsonNamingPolicy.CamelCase.ConvertName(fact.Name)
        where !samples.Any(s => s.EndsWith($".{name}.json", StringComparison.Ordinal))
        select $"{union.Name}.{fact.Name} has no stored sample *.{name}.json";

    /// <summary>Requests are the public face of a use case; handlers are nobody's business.</summary>
    public static IEnumerable<string> HandlersAreInternal(IEnumerable<Type> types) =>
        types.Where(t => t is { IsAbstract: false, IsInterface: false, IsPublic: true } && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
            .Select(t => $"{t.Name} is public");

    /// <summary>Every refusal has its sentence in both languages.</summary>
    public static IEnumerable<string> RefusalsHaveSentences(IEnumerable<Type> types) =>
        from type in types.Where(t => t.IsEnum && t.Name.EndsWith("Refusal", StringComparison.Ordinal))
        from value in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        where value.GetCustomAttribute<RefusalAttribute>() is not { Zh.Length: > 0, En.Length: > 0 }
        select $"{type.Name}.{value.Name} has no sentence";

    /// <summary>Short files.</summary>
    public static IEnumerable<string> FilesAreShort(IEnumerable<(string Path, int Lines)> files) =>
        files.Where(f => f.Lines > MostLines && !f.Path.EndsWith(".g.cs", StringComparison.Ordinal)).Select(f => $"{f.Path} has {f.Lines} lines");

    /// <summary>Every log event has an id, and no other event has it: alarms hold on to them.</summary>
    public static IEnumerable<string> LogEventsHaveTheirOwnIds(IEnumerable<Type> types)
    {
        var events = types.SelectMany(t => t.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(m => (Method: m, Said: m.GetCustomAttribute<LoggerMessageAttribute>())).Where(e => e.Said is not null).ToList();
        return events.Where(e => e.Said!.EventId <= 0).Select(e => $"{e.Method.DeclaringType!.Name}.{e.Method.Name} has no event id")
            .Concat(events.GroupBy(e => e.Said!.EventId).Where(g => g.Key > 0 && g.Count() > 1).Select(g => $"{g.Count()} log events have the id {g.Key}"));
    }

    /// <summary>Nothing is destructured into the log: that is how patient data gets there.</summary>
    public static IEnumerable<string> NothingIsDestructuredIntoTheLog(IEnumerable<(string Path, string Text)> sources) =>
        sources.Where(s => Destructuring().IsMatch(s.Text)).Select(s => $"{s.Path} destructures an object into a log line");

    private static bool IsFactUnion(Type type) =>
        type is { IsAbstract: true, IsClass: true } && type.Name.EndsWith("Event", StringComparison.Ordinal) && type.GetNestedTypes().Any(n => n.IsSubclassOf(type));

    [GeneratedRegex(@"""[^""]*\{@[A-Za-z]")]
    private static partial Regex Destructuring();
}
