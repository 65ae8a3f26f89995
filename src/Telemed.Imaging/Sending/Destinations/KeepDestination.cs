using MediatR;
using Telemed.Contracts;
using Telemed.Imaging.Relaying;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Imaging.Sending.Destinations;

/// <summary>The office of an institution, or an administrator, says where images for it go.</summary>
public sealed record KeepDestination(
    Command By, string Id, string? Name, DestinationKind? Kind, string? InstitutionId, string? AeTitle, string? Host, int? Port, bool Tls, string? Peer, int? Connections, long? MaxBytesPerSecond,
    bool Prefetch, bool Paused = false) : IRequest<Answer<DestinationView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        if (Id.Length is 0 or > 64 || !Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) errors.Invalid("id");
        errors.Required("name", Name, 60);
        errors.Required("kind", Kind);
        errors.Required("institutionId", InstitutionId, 64);
        if (Connections is < 1 or > 16) errors.Invalid("connections");
        if (MaxBytesPerSecond is < 1024) errors.Invalid("maxBytesPerSecond");
        if (Kind == DestinationKind.Platform) errors.Required("peer", Peer, 60);
        if (Kind != DestinationKind.Dimse) return;
        errors.Required("aeTitle", AeTitle, 16);
        if (AeTitle?.Any(c => c is < ' ' or > '~' or '\\') is true || AeTitle?.Trim() != AeTitle) errors.Invalid("aeTitle");
        errors.Required("host", Host, 255);
        if (Host is not null && Uri.CheckHostName(Host) == UriHostNameType.Unknown) errors.Invalid("host");
        errors.Required("port", Port);
        if (Port is < 1 or > 65_535) errors.Invalid("port");
    }

    /// <summary>May this caller say where images for that institution go?</summary>
    public static bool MayKeep(Caller caller, string institution) =>
        caller.Is(Role.Administrator) || caller.Is(Role.Office) && caller.InstitutionId == institution;
}

/// <summary>A destination as the page shows it; its address only to those who keep it.</summary>
public sealed record DestinationView(
    string Id, string Name, DestinationKind Kind, string? InstitutionId, string? AeTitle, string? Host, int? Port, bool? Tls, string? Peer, int? Connections, long? MaxBytesPerSecond, bool Prefetch,
    bool Kept, bool? Allowed = null, bool Paused = false);

internal sealed class KeepDestinationHandler(ICaseOwner cases, ExchangeOptions exchange, SendDispatcher dispatcher, ProjectionEngine readModel) : IRequestHandler<KeepDestination, Answer<DestinationView>>
{
    public async Task<Answer<DestinationView>> Handle(KeepDestination request, CancellationToken cancellationToken)
    {
        if (!KeepDestination.MayKeep(request.By.Caller, request.InstitutionId!)) return Problem.Forbidden;
        if (request.Kind == DestinationKind.Platform && exchange.PeerOf(request.Peer)?.Url is null)
        {
            var errors = new FieldErrors();
            errors.Unknown("peer");
            return Problem.Invalid(errors.Found);
        }
        bool dimse = request.Kind == DestinationKind.Dimse;
        var kept = new DestinationEvent.Kept(request.Name!.Trim(), request.Kind!.Value, request.InstitutionId!, dimse ? request.AeTitle : null, dimse ? request.Host : null,
            dimse ? request.Port : null, dimse && request.Tls, dimse ? null : request.Peer, request.Connections, request.MaxBytesPerSecond, request.Prefetch, request.Paused);
        var outcome = await cases.Transact(DestinationRules.Aggregate, request.Id, request.By.SeenVersion, request.By.Context(), state => DestinationRules.Keep(state, kept), cancellationToken);
        var answer = outcome.ToAnswer(new StreamId(DestinationRules.Category, request.Id), (state, _) => View(request.Id, state.Now!));
        if (answer.Wrote is { } wrote) await readModel.WaitFor(wrote.Stream, wrote.Version, cancellationToken);
        dispatcher.Wake();   // it reads destinations from the read model: one that was held goes on at once, and the other way round
        return answer;
    }

    private static DestinationView View(string id, DestinationEvent.Kept kept) => new(id, kept.Name, kept.Kind, kept.InstitutionId, kept.AeTitle, kept.Host, kept.Port, kept.Tls, kept.Peer,
        kept.Connections, kept.MaxBytesPerSecond, kept.Prefetch, Kept: true, Paused: kept.Paused);
}

/// <summary>Nothing is sent there any more; what waits for it waits until it is kept again or cancelled.</summary>
public sealed record RemoveDestination(Command By, string Id, string? Reason) : IRequest<Answer<string>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("reason", Reason, 200);
}

internal sealed class RemoveDestinationHandler(ICaseOwner cases) : IRequestHandler<RemoveDestination, Answer<string>>
{
    public async Task<Answer<string>> Handle(RemoveDestination request, CancellationToken cancellationToken)
    {
        var present = await cases.Load(DestinationRules.Aggregate, request.Id, cancellationToken);
        if (present.State.Now is not { } kept) return Problem.NotFound;
        if (!KeepDestination.MayKeep(request.By.Caller, kept.InstitutionId)) return Problem.Forbidden;
        var outcome = await cases.Transact(DestinationRules.Aggregate, request.Id, null, request.By.Context(), state => DestinationRules.Remove(state, request.Reason!.Trim()), cancellationToken);
        return outcome.ToAnswer(new StreamId(DestinationRules.Category, request.Id), (_, _) => request.Id);
    }
}
