using System.Text;
using Telemed.Dicom.Core;
using Telemed.Imaging.Indexing;

namespace Telemed.Imaging.Tests;

public sealed class QueryKeysStatementTests
{
    [Fact]
    public void The_statement_of_keys_lists_what_the_index_matches()
    {
        var text = new StringBuilder("""
            # Keys that queries match

            C-FIND and QIDO-RS ask the same index. Any other attribute of the level is returned, from an object, when it is asked for; it is not matched. Written from the code by a test.

            | level | attribute | tag | matching |
            | --- | --- | --- | --- |

            """);
        foreach (var key in IndexedAttributes.All.OrderBy(a => a.Level).ThenBy(a => a.Path.Tag).ThenBy(a => a.Path.Inner ?? default))
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {key.Level} | {Name(key.Path.Tag)}{(key.Path.Inner is { } inner ? " › " + Name(inner) : "")} | {key.Path} | {key.Kind} |\n");
        var path = Path.Combine(Sample.Root(), "docs", "conformance", "query-keys.md");
        if (Environment.GetEnvironmentVariable("TELEMED_APPROVE") == "1") File.WriteAllText(path, text.ToString());
        Assert.Equal(File.ReadAllText(path), text.ToString());
    }

    private static string Name(Tag tag) => DicomDictionary.TryFind(tag, out var entry) ? entry.Keyword : tag.ToString();
}
