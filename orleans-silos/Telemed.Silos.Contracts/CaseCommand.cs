namespace Telemed.Silos;

/// <summary>A command on its way to its case. Inside one silo it is handed over as it is; JSON is made only when it leaves the process.</summary>
/// <remarks>The name is looked up in the receiver's own list of commands: a sender cannot name any other type.</remarks>
[Immutable]
public sealed class CaseCommand
{
    private readonly byte[]? json;
    private readonly object? request;

    /// <summary>A command of this process.</summary>
    /// <param name="name">Its name in the list of commands.</param>
    /// <param name="request">The request.</param>
    /// <param name="after">What the caller wrote last; the case's silo waits until its read model has seen it.</param>
    public CaseCommand(string name, object request, CaseMark? after) => (Name, this.request, After) = (name, request, after);

    internal CaseCommand(in CaseCommandWire wire) => (Name, json, After) = (wire.Name, wire.Json, wire.After);

    /// <summary>Its name in the list of commands.</summary>
    public string Name { get; }

    /// <summary>What the caller wrote last, where the sender knows it.</summary>
    public CaseMark? After { get; }

    /// <summary>Has come from another silo.</summary>
    public bool Travelled => json is not null;

    /// <summary>The request as one of the type that the receiver knows under this name.</summary>
    public object As(Type type) => request ?? CaseJson.Read(json!, type);

    internal CaseCommandWire ToWire() => new() { Name = Name, Json = json ?? CaseJson.Write(request!), After = After };
}

/// <summary>A place in a case's stream.</summary>
[GenerateSerializer, Immutable, Alias("telemed.mark")]
public sealed record CaseMark([property: Id(0)] string Stream, [property: Id(1)] long Version);

/// <summary>How a <see cref="CaseCommand"/> travels.</summary>
[GenerateSerializer, Alias("telemed.command")]
internal struct CaseCommandWire
{
    [Id(0)] public string Name;
    [Id(1)] public byte[] Json;
    [Id(2)] public CaseMark? After;
}

[RegisterConverter]
internal sealed class CaseCommandConverter : IConverter<CaseCommand, CaseCommandWire>
{
    public CaseCommand ConvertFromSurrogate(in CaseCommandWire surrogate) => new(surrogate);

    public CaseCommandWire ConvertToSurrogate(in CaseCommand value) => value.ToWire();
}
