using System.Text.Json.Serialization;

namespace Telemed.Contracts;

/// <summary>An answer that can be a problem; lets a pipeline behaviour refuse without knowing the value.</summary>
public interface IAnswer<out TSelf>
{
    /// <summary>The problem, if it is one.</summary>
    Problem? Problem { get; }

    /// <summary>What the caller's next read has to wait for.</summary>
    (Kernel.StreamId Stream, long Version)? Wrote { get; }

    /// <summary>The same kind of answer, as a problem.</summary>
    static abstract TSelf From(Problem problem);
}

/// <summary>What a request gives back: a value, or a problem.</summary>
/// <remarks>A command's answer also says where in the log it ended, so that the caller's next read can wait for it.
/// The attributes let an answer travel between nodes as JSON.</remarks>
public sealed record Answer<T> : IAnswer<Answer<T>>
{
    [JsonConstructor]
    private Answer() { }

    /// <summary>The value; only meaningful when <see cref="Problem"/> is null.</summary>
    [JsonInclude]
    public T Value { get; private init; } = default!;

    /// <inheritdoc/>
    [JsonInclude]
    public Problem? Problem { get; private init; }

    /// <summary>Version of the case, sent as ETag.</summary>
    [JsonInclude]
    public long? Version { get; private init; }

    /// <summary>Path of what was made; the answer is then 201.</summary>
    [JsonInclude]
    public string? Location { get; private init; }

    /// <inheritdoc/>
    [JsonInclude]
    public (Kernel.StreamId Stream, long Version)? Wrote { get; private init; }

    /// <summary>A value.</summary>
    public static Answer<T> Ok(T value, long? version = null) => new() { Value = value, Version = version };

    /// <summary>The result of a command on a case.</summary>
    public static Answer<T> Done(T value, Kernel.StreamId stream, long version, string? location = null) =>
        new() { Value = value, Version = version, Wrote = (stream, version), Location = location };

    /// <inheritdoc/>
    public static Answer<T> From(Problem problem) => new() { Problem = problem };

    /// <summary>A problem.</summary>
    public static implicit operator Answer<T>(Problem problem) => From(problem);
}

/// <summary>A page of a list. <paramref name="Next"/> is the cursor of the following page, null at the end (and sent as null: clients read it from every page).</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);
