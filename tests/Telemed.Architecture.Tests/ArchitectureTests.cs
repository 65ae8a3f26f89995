using MediatR;
using Microsoft.Extensions.Logging;
using Telemed.Contracts;

namespace Telemed.Architecture.Tests;

public class ArchitectureTests
{
    private static readonly IReadOnlyList<Type> Types = [.. Repository.Assemblies.SelectMany(a => a.GetTypes())];
    private static readonly IReadOnlyList<string> Sources = [.. Repository.Files("src", "*.cs").Concat(Repository.Files("dicom", "*.cs")).Concat(Repository.Files("tests", "*.cs"))];

    [Fact]
    public void There_is_something_to_look_at()
    {
        Assert.Contains("Telemed.Consultations", Repository.Contexts);
        Assert.True(Types.Count > 100);
    }

    [Fact]
    public void Contexts_stand_alone() => None(Rules.ContextsStandAlone(
        Repository.Assemblies.Select(a => (a.GetName().Name!, a.GetReferencedAssemblies().Select(r => r.Name!))), Repository.Contexts));

    [Fact] public void A_context_that_references_another_is_found() => Some(Rules.ContextsStandAlone([("Telemed.A", ["Telemed.B"])], ["Telemed.A", "Telemed.B"]));

    [Fact]
    public void The_kernel_has_no_dependency() =>
        None(Rules.KernelHasNoDependency(File.ReadAllText(Path.Combine(Repository.Root, "src/Telemed.Kernel/Telemed.Kernel.csproj"))));

    [Fact] public void A_kernel_with_a_package_is_found() => Some(Rules.KernelHasNoDependency("<Project><ItemGroup><PackageReference Include=\"X\" /></ItemGroup></Project>"));

    [Fact] public void Facts_are_closed() => None(Rules.FactsAreClosed(Types));

    [Fact] public void An_open_set_of_facts_is_found() => Some(Rules.FactsAreClosed([typeof(PlantedEvent)]));

    [Fact] public void Facts_have_samples() => None(Rules.FactsHaveSamples(Types, Samples()));

    [Fact] public void A_fact_without_sample_is_found() => Some(Rules.FactsHaveSamples([typeof(PlantedEvent)], Samples()));

    [Fact] public void Handlers_are_internal() => None(Rules.HandlersAreInternal(Types));

    [Fact] public void A_public_handler_is_found() => Some(Rules.HandlersAreInternal([typeof(PlantedHandler)]));

    [Fact] public void Refusals_have_sentences() => None(Rules.RefusalsHaveSentences(Types));

    [Fact] public void A_refusal_without_sentence_is_found() => Some(Rules.RefusalsHaveSentences([typeof(PlantedRefusal)]));

    [Fact] public void Files_are_short() => None(Rules.FilesAreShort(Sources.Select(f => (Path.GetRelativePath(Repository.Root, f), File.ReadLines(f).Count()))));

    [Fact] public void A_long_file_is_found() => Some(Rules.FilesAreShort([("planted.cs", Rules.MostLines + 1)]));

    [Fact]
    public void Nothing_is_destructured_into_the_log() => None(Rules.NothingIsDestructuredIntoTheLog(
        Sources.Where(f => !f.Contains("Architecture.Tests", StringComparison.Ordinal)).Select(f => (Path.GetRelativePath(Repository.Root, f), File.ReadAllText(f)))));

    [Fact] public void A_destructured_request_is_found() => Some(Rules.NothingIsDestructuredIntoTheLog([("planted.cs", "log.LogInformation(\"got {@Request}\", r)")]));

    [Fact] public void Log_events_have_ids_of_their_own() => None(Rules.LogEventsHaveTheirOwnIds(Types));

    [Fact] public void A_log_event_without_an_id_is_found() => Some(Rules.LogEventsHaveTheirOwnIds([typeof(PlantedLog)]));

    [Fact] public void Two_log_events_with_one_id_are_found() => Some(Rules.LogEventsHaveTheirOwnIds([typeof(PlantedTwin), typeof(PlantedOtherTwin)]));

    private static HashSet<string> Samples() => [.. Repository.Files("tests", "*.json").Select(f => $".{Path.GetFileName(f)}")];

    private static void None(IEnumerable<string> violations) => Assert.Empty(violations);

    private static void Some(IEnumerable<string> violations) => Assert.NotEmpty(violations);
}

public abstract record PlantedEvent
{
    public sealed record Forgotten : PlantedEvent;
}

public enum PlantedRefusal { Silent }

public static partial class PlantedLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "no id")]
    public static partial void Nameless(ILogger log);
}

public static partial class PlantedTwin
{
    [LoggerMessage(1, LogLevel.Information, "one")]
    public static partial void One(ILogger log);
}

public static partial class PlantedOtherTwin
{
    [LoggerMessage(1, LogLevel.Information, "other")]
    public static partial void Other(ILogger log);
}

public sealed record PlantedRequest : IRequest<string>;

public sealed class PlantedHandler : IRequestHandler<PlantedRequest, string>
{
    public Task<string> Handle(PlantedRequest request, CancellationToken cancellationToken) => Task.FromResult("");
}
