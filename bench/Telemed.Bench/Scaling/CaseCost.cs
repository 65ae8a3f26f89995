namespace Telemed.Bench.Scaling;

/// <summary>What one case costs from its first step to its last.</summary>
/// <param name="Name">Of the kind of case.</param>
/// <param name="Steps">Commands over HTTP.</param>
/// <param name="Appends">Transactions in the log.</param>
/// <param name="Facts">Events in them.</param>
/// <param name="LogBytes">Bodies in the log.</param>
/// <param name="WriteUnits">Request units of the writes by <see cref="RequestUnits"/>.</param>
/// <param name="ReadUnits">Of one node's reading of the change feed.</param>
/// <param name="Processor">Of the node that takes the commands, its own read model with it.</param>
internal sealed record CaseCost(string Name, double Steps, double Appends, double Facts, double LogBytes, double WriteUnits, double ReadUnits, TimeSpan Processor)
{
    public override string ToString() =>
        $"{Name,-13} {Steps,5:N1} {Appends,8:N1} {Facts,6:N1} {LogBytes / 1024,8:N1} KB {WriteUnits,9:N0} {ReadUnits,8:N1} {Processor.TotalMilliseconds,8:N2} ms";

    public static string Heading { get; } = "per case      steps  appends  facts      in log  RU writes RU feed  processor";
}

/// <summary>All that the simulation works with, measured in one run.</summary>
/// <param name="Consultation">Create, accept, assign, draft, sign; a reading takes the same steps.</param>
/// <param name="Referral">Create, accept, depart, arrive, admit, complete.</param>
/// <param name="Check">A look-up before an order of three items.</param>
/// <param name="Follow">Processor time of another node for an append that it did not write itself.</param>
/// <param name="View">A case opened.</param>
/// <param name="List">A page of the worklist.</param>
/// <param name="ReadModelBytes">On disk, by append.</param>
/// <param name="PerConnection">Memory of a live connection, in bytes.</param>
internal sealed record Costs(CaseCost Consultation, CaseCost Referral, CaseCost Check, TimeSpan Follow, TimeSpan View, TimeSpan List, double ReadModelBytes, double PerConnection);
