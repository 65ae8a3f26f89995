using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations;

/// <summary>The rules of a consultation, one pure function per command: no clock, no I/O, no new ids.</summary>
public static partial class Consultation
{
    /// <summary>How it is folded and stored.</summary>
    public static Aggregate<ConsultationState, ConsultationEvent, ConsultationRefusal> Aggregate { get; } =
        new("consultation", ConsultationState.Initial, ConsultationEvolve.Evolve, new("consultation"), state => state.Claims);

    private static bool Same<T>(T one, T other) =>
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(one, StoredJson.Options).AsSpan()
            .SequenceEqual(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(other, StoredJson.Options));

    private static bool Empty(string? text) => string.IsNullOrWhiteSpace(text);
}
