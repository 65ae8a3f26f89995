namespace Telemed.Silos;

/// <summary>What a case answered. Inside one silo it is handed over as it is; JSON is made only when it leaves the process.</summary>
[Immutable]
public sealed class CaseAnswer
{
    private readonly byte[]? json;
    private readonly object? answer;

    /// <summary>An answer of this process.</summary>
    public CaseAnswer(object answer) => this.answer = answer;

    internal CaseAnswer(in CaseAnswerWire wire) => json = wire.Json;

    /// <summary>The answer as one of the type that the sender of the command expects.</summary>
    public T As<T>() => answer is T here ? here : (T)CaseJson.Read(json!, typeof(T));

    internal CaseAnswerWire ToWire() => new() { Json = json ?? CaseJson.Write(answer!) };
}

/// <summary>What ringing the clocks of a case led to.</summary>
/// <param name="Version">Version of the case after it.</param>
/// <param name="Next">When the next of its clocks runs out, if one runs.</param>
[GenerateSerializer, Immutable, Alias("telemed.ring")]
public sealed record CaseRing([property: Id(0)] long Version, [property: Id(1)] DateTimeOffset? Next);

/// <summary>How a <see cref="CaseAnswer"/> travels.</summary>
[GenerateSerializer, Alias("telemed.answer")]
internal struct CaseAnswerWire
{
    [Id(0)] public byte[] Json;
}

[RegisterConverter]
internal sealed class CaseAnswerConverter : IConverter<CaseAnswer, CaseAnswerWire>
{
    public CaseAnswer ConvertFromSurrogate(in CaseAnswerWire surrogate) => new(surrogate);

    public CaseAnswerWire ConvertToSurrogate(in CaseAnswer value) => value.ToWire();
}
