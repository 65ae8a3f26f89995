namespace Telemed.Dicom.UpperLayer;

/// <summary>The right to send one message whole; given back when disposed of.</summary>
public readonly struct SendTurn : IDisposable, IEquatable<SendTurn>
{
    private readonly SemaphoreSlim? _turns;

    internal SendTurn(SemaphoreSlim turns) => _turns = turns;

    /// <inheritdoc/>
    public void Dispose() => _turns?.Release();

    /// <inheritdoc/>
    public bool Equals(SendTurn other) => _turns == other._turns;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SendTurn other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _turns?.GetHashCode() ?? 0;

    /// <inheritdoc/>
    public static bool operator ==(SendTurn left, SendTurn right) => left.Equals(right);

    /// <inheritdoc/>
    public static bool operator !=(SendTurn left, SendTurn right) => !left.Equals(right);
}
