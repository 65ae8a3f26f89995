namespace Telemed.Faults.Mischief;

/// <summary>Something that goes wrong for a while.</summary>
/// <param name="Name">For the words <c>--only</c> and for the report.</param>
/// <param name="Happen">Does it, ends it, and says what it was.</param>
/// <param name="Alone">Mostly comes alone, because something is measured.</param>
internal sealed record Fault(string Name, Func<Random, CancellationToken, Task<string>> Happen, bool Alone = false);
