namespace Telemed.Contracts;

/// <summary>Duty rosters as other institutions may know them: that somebody is on duty, never who.</summary>
public interface IDuty
{
    /// <summary>Is somebody on duty there for this service at that moment? False also where no roster is kept.</summary>
    bool OnDuty(string institutionId, ServiceKind service, DateTimeOffset at);
}
