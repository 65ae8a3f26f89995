using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations.Reading;

/// <param name="Version">Of the append that brought it.</param>
/// <param name="Type">Stored event name without its prefix.</param>
public sealed record HistoryItem(long Version, DateTimeOffset At, string Type, string? ActorName, string? InstitutionName, string Text);

/// <summary>Reads what happened on one stream, oldest first, with who did it.</summary>
internal sealed class HistoryReader(IEventLog log, IAccountDirectory accounts, IDirectory directory)
{
    /// <param name="aggregate">The kind of stream.</param>
    /// <param name="id">Of the stream.</param>
    /// <param name="words">A fact in plain words, given the state after it; null when it tells the reader nothing.</param>
    /// <param name="language">Of the reader.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Page<HistoryItem>> Read<TState, TEvent, TRefusal>(
        Aggregate<TState, TEvent, TRefusal> aggregate, string id, Func<TState, TEvent, Text?> words, Language language, CancellationToken cancellationToken)
        where TEvent : class where TRefusal : struct, Enum
    {
        var (state, items, names) = (aggregate.Initial, new List<HistoryItem>(), new Dictionary<string, string?>());
        await foreach (var append in log.ReadStream(new(aggregate.Category, id), 0, cancellationToken))
        {
            var (actor, _, institution) = append.Context.Actor;
            if (!names.TryGetValue(actor, out var name)) names.Add(actor, name = (await accounts.Find(actor, cancellationToken))?.DisplayName);
            foreach (var stored in append.Events)
            {
                var fact = aggregate.Format.Read(stored);
                state = aggregate.Evolve(state, fact);
                if (words(state, fact) is { } text)
                    items.Add(new(append.Version, append.Context.At, stored.Type[(stored.Type.IndexOf('.', StringComparison.Ordinal) + 1)..],
                        name, institution is null ? null : directory.Institution(institution)?.Name, text.In(language)));
            }
        }
        return new(items, null);
    }
}
