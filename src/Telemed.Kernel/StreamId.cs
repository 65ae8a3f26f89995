using System.Buffers;

namespace Telemed.Kernel;

/// <summary>Names one event stream: a category, a hyphen, and the id of the case within it (<c>consultation-0199a1…</c>).</summary>
/// <remarks>ASCII letters, digits, <c>-</c>, <c>_</c> and <c>.</c> only, at most 200 characters: every store accepts that as a key.</remarks>
public readonly record struct StreamId
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.");

    /// <summary>Longest accepted name, in characters.</summary>
    public const int MaxLength = 200;

    /// <exception cref="ArgumentException">A character or length that a store would not accept.</exception>
    public StreamId(string category, string id)
    {
        Value = $"{category}-{id}";
        Category = category;
        Id = id;
        if (category.Contains('-', StringComparison.Ordinal) || category.Length == 0 || id.Length == 0 || Value.Length > MaxLength || Value.AsSpan().ContainsAnyExcept(Allowed))
            throw new ArgumentException("A stream name holds a category without hyphen and an id of ASCII letters, digits and -_. only.");
    }

    /// <summary>The whole name.</summary>
    public string Value { get; }

    /// <summary>What kind of stream it is; no hyphen.</summary>
    public string Category { get; }

    /// <summary>The id within the category.</summary>
    public string Id { get; }

    /// <summary>Reads a stored name back.</summary>
    /// <exception cref="ArgumentException">No hyphen, or a forbidden character.</exception>
    public static StreamId Parse(string value)
    {
        var hyphen = value.IndexOf('-', StringComparison.Ordinal);
        return hyphen < 0 ? throw new ArgumentException("A stream name holds a hyphen.") : new(value[..hyphen], value[(hyphen + 1)..]);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

}
