using Telemed.Contracts;
using Telemed.Indicators.Defining;
using Telemed.Indicators.Reading;
using Telemed.ReadModel;

namespace Telemed.Indicators.Targeting;

/// <summary>Finds the target of a figure: its own, or that of the narrowest area around it.</summary>
internal sealed class Targets(ProjectionEngine engine, IDirectory directory)
{
    /// <summary>Targets of the year.</summary>
    public Year Of(int year)
    {
        using var db = engine.OpenReader();
        return new(TargetRows.Of(db, year).ToDictionary(t => (t.Code, t.Scope), t => t.Value), directory);
    }

    /// <summary>Targets of one year in memory.</summary>
    internal sealed class Year(IReadOnlyDictionary<(string Code, string Scope), decimal> targets, IDirectory directory)
    {
        /// <summary>Of the whole selection.</summary>
        public decimal? Total(IndicatorDefinition definition, Selection selection) =>
            selection.Narrow.FirstOrDefault(n => n.By == Dimension.Institution) is { Key: { } institution } ? OfInstitution(definition, institution)
            : selection.Narrow.FirstOrDefault(n => n.By == Dimension.County) is { Key: { } county } ? OfArea(definition, county)
            : selection.Scope.Area is { } area ? OfArea(definition, area)
            : OfInstitution(definition, selection.Scope.InstitutionId!);

        /// <summary>Of one row.</summary>
        public decimal? Row(IndicatorDefinition definition, Selection selection, string key) => selection.By switch
        {
            Dimension.Institution => OfInstitution(definition, key),
            Dimension.County => OfArea(definition, key),
            _ => definition.Figure == Figure.Count ? null : Total(definition, selection),
        };

        private decimal? OfInstitution(IndicatorDefinition definition, string id)
        {
            if (targets.TryGetValue((definition.Code, id), out var own)) return own;
            return definition.Figure == Figure.Count || directory.Institution(id) is not { } institution ? null : OfArea(definition, institution.AreaCode);
        }

        // A number of cases wanted of a city is not wanted of each of its counties.
        private decimal? OfArea(IndicatorDefinition definition, string area)
        {
            for (var digits = area.Length; digits >= 2; digits -= 2)
            {
                if (targets.TryGetValue((definition.Code, area[..digits]), out var value)) return value;
                if (definition.Figure == Figure.Count) return null;
            }
            return null;
        }
    }
}
