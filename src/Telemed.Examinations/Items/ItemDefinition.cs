using Telemed.Contracts;

namespace Telemed.Examinations.Items;

/// <summary>One quantity that a panel measures.</summary>
/// <param name="Names">Codes and names by which hospitals call it.</param>
/// <param name="Unit">As the standard writes it; null where it has none.</param>
/// <param name="Units">Others in which it is reported; a value keeps its own.</param>
internal sealed record Analyte(IReadOnlyList<string> Names, string? Unit, IReadOnlyList<string>? Units);

/// <summary>A standard item with what results are checked against.</summary>
/// <param name="Units">Accepted beside <see cref="StandardItem.Unit"/>; a value keeps its own.</param>
/// <param name="Analytes">Quantities of a panel; none for an item that is one quantity.</param>
/// <param name="Names">By which hospitals call it.</param>
internal sealed record ItemDefinition(StandardItem Item, IReadOnlyList<string> Units, IReadOnlyList<Analyte> Analytes, IReadOnlyList<string> Names)
{
    /// <summary>Whether a value of this name or code may come in this unit; one that the item does not know may come in any.</summary>
    public bool Fits(string? code, string name, string unit)
    {
        if (Analytes.Count == 0) return Item.Unit is null || Unit.Same(unit, Item.Unit) || Units.Any(u => Unit.Same(unit, u));
        var analyte = Analytes.FirstOrDefault(a => a.Names.Any(n => Named(n, code) || Named(n, name)));
        return analyte?.Unit is null || Unit.Same(unit, analyte.Unit) || (analyte.Units ?? []).Any(u => Unit.Same(unit, u));
    }

    private static bool Named(string known, string? said) => said is not null && string.Equals(known, said.Trim(), StringComparison.OrdinalIgnoreCase);
}
