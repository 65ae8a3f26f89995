using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Recognition.Catalogues;
using Telemed.Recognition.Deciding;
using Telemed.Recognition.Pricing;
using Telemed.Recognition.Quality;

namespace Telemed.Recognition.Keeping;

/// <summary>What every node keeps in memory: published catalogues, price lists and evidence, as small tables that are followed.</summary>
internal sealed class RuleBookProjection : IProjection
{
    public string Name => "recognition-rules";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = Replica<Catalogue>.Create(CatalogueShelf.Table) + Replica<PriceList>.Create(PriceBook.Table) + Replica<EvidenceRow>.Create(EvidenceBook.Table)
            + """
            CREATE TABLE recognition_evidence_of (institution TEXT NOT NULL, item TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (institution, item, id)) STRICT, WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        switch (append.Stream.Category)
        {
            case CatalogueVersions.Category:
                foreach (var fact in projecting.Facts(append, CatalogueVersions.Aggregate.Format).OfType<CatalogueEvent.Published>())
                    Replica<Catalogue>.Write(projecting, CatalogueShelf.Table, fact.Catalogue.Ref.ToString(), fact.Catalogue);
                break;
            case PriceVersions.Category:
                foreach (var fact in projecting.Facts(append, PriceVersions.Aggregate.Format).OfType<PriceEvent.Set>())
                    Replica<PriceList>.Write(projecting, PriceBook.Table, fact.List.Id, fact.List);
                break;
            case EvidenceRules.Category:
                Keep(projecting, append);
                break;
        }
    }

    private static void Keep(Projecting projecting, StoredAppend append)
    {
        var id = append.Stream.Id;
        var state = projecting.Scalar<string>($"SELECT json FROM {EvidenceBook.Table} WHERE id=?1", id) is { } json ? EvidenceRow.FromJson(json).Evidence : null;
        foreach (var fact in projecting.Facts(append, EvidenceRules.Aggregate.Format)) state = EvidenceRules.Evolve(state, fact);
        Replica<EvidenceRow>.Write(projecting, EvidenceBook.Table, id, new(append.Version, state!));
        projecting.Execute("INSERT OR IGNORE INTO recognition_evidence_of VALUES (?1, ?2, ?3)", state!.InstitutionId, state.ItemCode, id);
    }
}
