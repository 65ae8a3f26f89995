namespace Telemed.Contracts;

/// <summary>The platform opens once the read model has caught up and a demo region, if there is one, is seeded. Clocks do not run out before.</summary>
public sealed class PlatformOpening
{
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the platform opens.</summary>
    public Task Open => open.Task;

    /// <summary>Whether it has opened.</summary>
    public bool IsOpen => open.Task.IsCompleted;

    /// <summary>Opens; once is enough.</summary>
    public void Now() => open.TrySetResult();
}
