namespace Telemed.Contracts;

/// <summary>The register of rooms, devices and apps (会议室、设备、应用), for those who let devices in.</summary>
public interface IDevices
{
    /// <summary>The registered device behind the id with which a client joins, or why it may not. Where the region's policy says so, an id that nobody knows
    /// becomes an app of the account at this moment; it is this account's alone, whoever else names itself alike.</summary>
    Task<Answer<string>> LetIn(Command by, string? deviceId, CancellationToken cancellationToken);

    /// <summary>Why the caller may not join a session from this device: <c>device-unknown</c>, <c>device-blocked</c> …; null when nothing stands against it.</summary>
    ValueTask<Problem?> Refuses(Caller caller, string? deviceId, CancellationToken cancellationToken);
}
