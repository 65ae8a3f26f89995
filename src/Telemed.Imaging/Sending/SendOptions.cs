namespace Telemed.Imaging.Sending;

/// <summary>How sends go out.</summary>
public sealed record SendOptions
{
    /// <summary>Connections to one destination at a time, unless the destination says otherwise.</summary>
    public int Connections { get; init; } = 2;

    /// <summary>Rest after a first failure; doubles with each further one.</summary>
    public TimeSpan FirstRest { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A study that came without counts is taken for complete when nothing has come for that long.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(60);
}
