using System.Collections;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Telemed.Recognition.Deciding;

/// <summary>A set of rules in their order, as bits: collecting every reason against a result costs no memory.</summary>
[JsonConverter(typeof(RuleSetJson))]
public readonly struct RuleSet : IEquatable<RuleSet>, IEnumerable<Rule>
{
    private readonly ulong bits;

    public RuleSet(params ReadOnlySpan<Rule> rules)
    {
        foreach (var rule in rules) bits |= 1UL << (int)rule;
    }

    private RuleSet(ulong bits) => this.bits = bits;

    public bool IsEmpty => bits == 0;

    /// <summary>The one that is asked first; meaningless in an empty set.</summary>
    public Rule First => (Rule)BitOperations.TrailingZeroCount(bits);

    public bool Contains(Rule rule) => (bits & (1UL << (int)rule)) != 0;

    public static RuleSet operator |(RuleSet set, Rule rule) => new(set.bits | (1UL << (int)rule));

    public static RuleSet operator |(RuleSet one, RuleSet other) => new(one.bits | other.bits);

    public static RuleSet operator &(RuleSet one, RuleSet other) => new(one.bits & other.bits);

    public static bool operator ==(RuleSet one, RuleSet other) => one.bits == other.bits;

    public static bool operator !=(RuleSet one, RuleSet other) => one.bits != other.bits;

    public bool Equals(RuleSet other) => bits == other.bits;

    public override bool Equals(object? obj) => obj is RuleSet other && Equals(other);

    public override int GetHashCode() => bits.GetHashCode();

    public IEnumerator<Rule> GetEnumerator()
    {
        for (var left = bits; left != 0; left &= left - 1) yield return (Rule)BitOperations.TrailingZeroCount(left);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class RuleSetJson : JsonConverter<RuleSet>
    {
        private static readonly JsonEncodedText[] Names = [.. Enum.GetNames<Rule>().Select(name => JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(name)))];

        public override RuleSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<Rule[]>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, RuleSet value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var rule in value) writer.WriteStringValue(Names[(int)rule]);
            writer.WriteEndArray();
        }
    }
}
