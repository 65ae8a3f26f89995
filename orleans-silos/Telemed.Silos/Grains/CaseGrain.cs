using Orleans.Placement;
using Orleans.Runtime;

namespace Telemed.Silos.Grains;

/// <summary>A case in this silo: one command at a time, clocks as a reminder. It keeps no state and no rule; both are where they are in one process.</summary>
[PreferLocalPlacement]   // the node that the ingress chose for the case
internal abstract class CaseGrain(string category, CaseDesk desk) : Grain, ICaseGrain, IRemindable
{
    private const string Clock = "clock";
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);   // a silo that dies while it rings leaves the rest to the next tick
    private DateTimeOffset? armed;

    public async ValueTask<CaseAnswer> Handle(CaseCommand command, CancellationToken cancellationToken)
    {
        var (answer, wrote) = await desk.Handle(new(category, this.GetPrimaryKeyString()), command, cancellationToken);
        if (wrote && await desk.NextClock(category, this.GetPrimaryKeyString(), cancellationToken) is { } next && !(armed <= next)) Arm(next).Ignore();   // no answer waits for it: the service of clocks looks again
        return new(answer);
    }

    public async ValueTask<CaseRing> Ring(CancellationToken cancellationToken) => await desk.Ring(category, this.GetPrimaryKeyString(), cancellationToken);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if ((await Ring(CancellationToken.None)).Next is { } next) await Arm(next);
        else await Disarm();
    }

    /// <summary>A reminder that is early rings nothing and is set again: only an earlier clock is worth a write.</summary>
    private async Task Arm(DateTimeOffset next)
    {
        armed = next;
        await this.RegisterOrUpdateReminder(Clock, desk.Until(next), Again);
    }

    private async Task Disarm()
    {
        armed = null;
        if (await this.GetReminder(Clock) is { } reminder) await this.UnregisterReminder(reminder);
    }
}

/// <summary>A consultation.</summary>
[GrainType("consultation")]
internal sealed class ConsultationGrain(CaseDesk desk) : CaseGrain("consultation", desk), IConsultationGrain;

/// <summary>A referral.</summary>
[GrainType("referral")]
internal sealed class ReferralGrain(CaseDesk desk) : CaseGrain("referral", desk), IReferralGrain;

/// <summary>A check of mutual recognition.</summary>
[GrainType("recognition")]
internal sealed class RecognitionGrain(CaseDesk desk) : CaseGrain("recognition", desk), IRecognitionGrain;
