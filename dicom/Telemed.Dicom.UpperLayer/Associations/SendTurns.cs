namespace Telemed.Dicom.UpperLayer;

/// <summary>Lets one flow of control send at a time; free of charge until there are several.</summary>
internal sealed class SendTurns
{
    private SemaphoreSlim? _one;

    public void Share() => _one ??= new(1, 1);

    /// <summary>Waits until no other flow is in the middle of a message.</summary>
    public async ValueTask<SendTurn> Take()
    {
        if (_one is null) return default;
        await _one.WaitAsync();
        return new(_one);
    }

    /// <summary>The same for a while; then <paramref name="wake"/> has to end what the other flow waits for.</summary>
    public async ValueTask<SendTurn> Interrupt(TimeSpan patience, TimeProvider clock, Action wake)
    {
        if (_one is null) return default;
        if (!_one.Wait(0))
        {
            using var late = new CancellationTokenSource(patience, clock);
            await using var _ = late.Token.UnsafeRegister(static w => ((Action)w!)(), wake);
            await _one.WaitAsync(CancellationToken.None);
        }
        return new(_one);
    }
}
