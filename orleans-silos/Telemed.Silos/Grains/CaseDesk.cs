using Telemed.Cases.Timing;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Silos.Routing;

namespace Telemed.Silos.Grains;

/// <summary>What a grain needs of its silo: the handlers, the clocks, the read model.</summary>
internal sealed class CaseDesk(IServiceProvider services, CaseCommands commands, GrainCaseOwner owner, CaseClocks clocks, ProjectionEngine readModel, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<(object Answer, bool Wrote)> Handle(StreamId own, CaseCommand command, CancellationToken cancellationToken)
    {
        var route = commands.Named(command.Name);
        if (command is { Travelled: true, After: { } after } && after.Stream != own.Value) await CatchUp(after, cancellationToken);   // its own case is known without the read model
        var (request, trusted) = (command.As(route.Request), new OwnCase(own));
        var done = await Trusting(trusted, route, request, cancellationToken);
        return done.Wrote || trusted.WasBehind is not { } behind || !await behind(cancellationToken)
            ? done
            : await route.Handle(services, request, cancellationToken);   // what was refused was refused to a state that is gone
    }

    public ValueTask<DateTimeOffset?> NextClock(string category, string id, CancellationToken cancellationToken) => clocks.Next(category, id, cancellationToken);

    public async Task<CaseRing> Ring(string category, string id, CancellationToken cancellationToken)
    {
        var rung = await clocks.Ring(category, id, cancellationToken);
        return new(rung.Version, rung.Next);
    }

    /// <summary>From now until then; at once when that has passed.</summary>
    public TimeSpan Until(DateTimeOffset then) => time.GetUtcNow() is var now && then > now ? then - now : TimeSpan.Zero;

    private async Task<(object Answer, bool Wrote)> Trusting(OwnCase own, CaseRoute route, object request, CancellationToken cancellationToken)
    {
        owner.Trust(own);
        return await route.Handle(services, request, cancellationToken);
    }

    /// <summary>What the caller wrote elsewhere must be in this read model before a rule looks at it; a read model that stands still does not stop the command.</summary>
    private async Task CatchUp(CaseMark after, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await readModel.WaitFor(StreamId.Parse(after.Stream), after.Version, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // decided on what is known here; the log's expected version still guards the case
        }
    }
}
