namespace Telemed.Silos;

/// <summary>A case in the cluster: lives in one silo at a time, takes one command at a time, keeps its clocks as a reminder. The key is the case's id.</summary>
public interface ICaseGrain : IGrainWithStringKey
{
    /// <summary>Runs a command of this case with the handler that would run it in one process.</summary>
    [Alias("handle")]
    ValueTask<CaseAnswer> Handle(CaseCommand command, CancellationToken cancellationToken);

    /// <summary>Fires the clocks of this case that are due. Safe to repeat.</summary>
    [Alias("ring")]
    ValueTask<CaseRing> Ring(CancellationToken cancellationToken);
}

/// <summary>A consultation.</summary>
[GrainInterfaceType("telemed.consultation")]
public interface IConsultationGrain : ICaseGrain;

/// <summary>A referral.</summary>
[GrainInterfaceType("telemed.referral")]
public interface IReferralGrain : ICaseGrain;

/// <summary>A check of mutual recognition.</summary>
[GrainInterfaceType("telemed.recognition")]
public interface IRecognitionGrain : ICaseGrain;
