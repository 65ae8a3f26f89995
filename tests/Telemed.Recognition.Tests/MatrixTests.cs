using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Telemed.Recognition.Deciding;
using static Telemed.Recognition.Tests.Matrix;

namespace Telemed.Recognition.Tests;

/// <summary>Every combination of relation, evidence and its scope, need, mode, window, disease, moment, treatment and retrievability, against what people approved.</summary>
/// <remarks>What was approved lies in two tables: by what a result is recognised at all, and what then speaks against it. The verdict is the worse of both, decided by the earlier one.</remarks>
public sealed class MatrixTests
{
    [Fact]
    public void Every_combination_is_decided_as_approved()
    {
        var approved = new ApprovedMatrix(Beside("recognition-matrix.approved.txt"));
        var combinations = 0;
        foreach (var mode in Modes)
            foreach (var need in Needs)
            {
                var catalogue = Catalogue(mode, need);
                foreach (var relation in RelationValues)
                    foreach (var evidence in EvidenceValues)
                    {
                        var (maker, quality) = (Maker(relation), QualityOf(evidence));
                        foreach (var window in WindowValues)
                            foreach (var disease in Diseases)
                                foreach (var moment in Moments)
                                    foreach (var intervention in Interventions)
                                        foreach (var retrievable in Retrievable)
                                        {
                                            combinations++;
                                            var said = RecognitionRules.Judge(catalogue, Item, Result(maker.Id, window, disease, retrievable), Situation(disease, moment, intervention), maker, quality);
                                            var expected = approved.Expected($"{mode} {need}", relation, evidence, [window, moment, intervention, retrievable ? "retrievable" : "textOnly"]);
                                            Assert.True(
                                                (Name(said.Verdict), Name(said.Rule)) == expected,
                                                $"{mode} {need} {relation} {evidence} {window} {disease} {moment} {intervention} {retrievable}: {said.Verdict} {said.Rule}, approved {expected}");
                                        }
                    }
            }
        Assert.Equal(2 * 3 * 5 * 7 * 3 * 2 * 6 * 3 * 2, combinations);
    }

    /// <summary>What is printed is what is approved; <c>TELEMED_APPROVE=1</c> prints it anew.</summary>
    [Fact]
    public void The_printed_matrix_is_the_approved_one()
    {
        var printed = Printed(new(Beside("recognition-matrix.approved.txt")));
        var file = Beside("../../docs/recognition-matrix.md");
        if (Environment.GetEnvironmentVariable("TELEMED_APPROVE") == "1") File.WriteAllText(file, printed);
        Assert.Equal(printed, File.ReadAllText(file));
    }

    private static string Printed(ApprovedMatrix approved)
    {
        var text = new StringBuilder("""
            # When an earlier result is recognised

            Generated from `tests/Telemed.Recognition.Tests/recognition-matrix.approved.txt`; the tests hold every combination against it. The verdict is the worst that any
            step gives, decided by the first step that gives it; relations are those of a region that has all of them (5201).

            ## 1. By what: mark, relation, evidence

            `+` recognised by that rule, `○` for reference only because of it.


            """.ReplaceLineEndings("\n"));
        foreach (var section in approved.Standings)
        {
            text.Append("### ").Append(section.Key).Append("\n\n| maker | ").AppendJoin(" | ", EvidenceValues).Append(" |\n| --- |").Insert(text.Length, " --- |", EvidenceValues.Length).Append('\n');
            foreach (var relation in RelationValues)
                text.Append("| ").Append(relation).Append(" | ")
                    .AppendJoin(" | ", EvidenceValues.Select(e => section.Value[relation][e]).Select(c => $"{(c.Verdict == "recognisable" ? '+' : '○')} {c.Rule}")).Append(" |\n");
            text.Append('\n');
        }
        text.Append("## 2. What then speaks against it, in this order\n\n| circumstance | verdict | rule |\n| --- | --- | --- |\n");
        foreach (var (circumstance, verdict, rule) in approved.Circumstances) text.Append("| ").Append(circumstance).Append(" | ").Append(verdict).Append(" | ").Append(rule).Append(" |\n");
        return text.ToString();
    }

    private static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Beside(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, file);
}
