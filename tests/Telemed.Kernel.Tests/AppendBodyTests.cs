using System.Text;
using System.Text.Json;
using Telemed.Kernel;

namespace Telemed.Kernel.Tests;

public class AppendBodyTests
{
    private static readonly Append Full = new(
        new("case", "1"), 4, new("c-1", "hash", new("acct-1", "prac-2", "inst-3"), new(2026, 1, 5, 20, 0, 0, 120, TimeSpan.FromHours(8)), "late"),
        [new("case.noted", """{"text":"转诊 \u4e2d","nested":{"events":[1, 2]},"type":"x"}"""u8.ToArray()), new("case.closed", "{}"u8.ToArray())], ["k"], []);

    /// <summary>The storage format: old logs hold exactly this, and their hashes are over exactly this.</summary>
    [Fact]
    public void The_stored_form_never_changes()
    {
        var body = AppendBody.Write(Full, 5);
        Assert.Equal("""
            {"stream":"case-1","version":5,"command":"c-1","body":"hash","actor":"acct-1","onBehalfOf":"prac-2","institution":"inst-3","at":"2026-01-05T12:00:00.1200000Z","reason":"late","events":[{"type":"case.noted","data":{"text":"转诊 \u4e2d","nested":{"events":[1, 2]},"type":"x"}},{"type":"case.closed","data":{}}]}
            """, Encoding.UTF8.GetString(body));
        Assert.Equal("3B26DE66", Convert.ToHexString(AppendBody.Hash(AppendBody.Genesis.Span, body))[..8]);
    }

    [Fact]
    public void What_was_written_reads_back_byte_for_byte()
    {
        var read = AppendBody.Read(AppendBody.Write(Full, 5), AppendBody.Genesis, AppendBody.Genesis);
        Assert.Equal((Full.Stream, 5L, Full.Context with { At = Full.Context.At.ToUniversalTime() }), (read.Stream, read.Version, read.Context));
        Assert.Equal(Full.Events.Select(e => (e.Type, Encoding.UTF8.GetString(e.Json.Span))), read.Events.Select(e => (e.Type, Encoding.UTF8.GetString(e.Json.Span))));
    }

    [Fact]
    public void Members_that_a_later_version_adds_are_passed_over()
    {
        var later = """{"stream":"case-1","since":{"v":[2]},"version":1,"command":"c","actor":"a","at":"2026-01-05T12:00:00Z","events":[{"type":"t","meta":{},"data":[1]}]}"""u8.ToArray();
        var read = AppendBody.Read(later, AppendBody.Genesis, AppendBody.Genesis);
        Assert.Equal(("t", "[1]"), (Assert.Single(read.Events).Type, Encoding.UTF8.GetString(read.Events[0].Json.Span)));
        Assert.Null(read.Context.BodyHash);
    }

    [Theory, InlineData("{}"), InlineData("[]"), InlineData("""{"stream":"case-1","version":1,"command":"c","actor":"a","events":[]}"""), InlineData("""{"stream":""")]
    public void What_is_no_body_is_refused(string text) =>
        Assert.ThrowsAny<JsonException>(() => AppendBody.Read(Encoding.UTF8.GetBytes(text), AppendBody.Genesis, AppendBody.Genesis));

    [Fact]
    public void A_hash_covers_the_hash_before_it()
    {
        var body = AppendBody.Write(Full, 5);
        var first = AppendBody.Hash(AppendBody.Genesis.Span, body);
        Assert.NotEqual(first, AppendBody.Hash(first, body));
        Assert.Equal(AppendBody.HashLength, first.Length);
    }
}
