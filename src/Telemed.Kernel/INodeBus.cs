namespace Telemed.Kernel;

/// <summary>What the nodes of one platform tell each other beside the log: soon, at most once, kept nowhere. Nothing that is a fact goes this way.</summary>
public interface INodeBus
{
    /// <summary>Whether there may be other nodes that hear.</summary>
    bool HasOthers { get; }

    /// <summary>Tells every other node; lost while the line is broken.</summary>
    /// <param name="message">Any text; a few kilobytes at most are cheap.</param>
    void Tell(string message);

    /// <summary>What other nodes tell from this call on.</summary>
    IAsyncEnumerable<NodeMessage> Listen(CancellationToken cancellationToken);
}

/// <summary>Something that another node told.</summary>
/// <param name="From">The node: another name at each start.</param>
/// <param name="Text">What it told.</param>
public sealed record NodeMessage(string From, string Text);

/// <summary>The bus of a node that has the log for itself.</summary>
public sealed class NoNodeBus : INodeBus
{
    /// <inheritdoc/>
    public bool HasOthers => false;

    /// <inheritdoc/>
    public void Tell(string message) { }

    /// <inheritdoc/>
    public async IAsyncEnumerable<NodeMessage> Listen([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }
}
