using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>Judges the identifier of a query or retrieval (PS3.4 §C.4.1.2 and §C.4.2.2). Pure.</summary>
public static class QueryIdentifier
{
    /// <summary>Its level; null when it names none that the model has.</summary>
    public static QueryLevel? LevelOf(DataSet identifier, QueryModel model) =>
        QueryLevels.Of(identifier.Ascii(Tags.QueryRetrieveLevel)) is { } level && model.Has(level) ? level : null;

    /// <summary>The element for which a query is refused; null when there is none.</summary>
    /// <param name="identifier">The keys.</param>
    /// <param name="model">The information model.</param>
    /// <param name="relational">Relational queries were negotiated: keys of the levels above may be left out.</param>
    public static Tag? FaultOfQuery(DataSet identifier, QueryModel model, bool relational)
    {
        if (LevelOf(identifier, model) is not { } level) return Tags.QueryRetrieveLevel;
        return relational ? null : FaultAbove(identifier, model, level);
    }

    /// <summary>The element for which a retrieval is refused; null when there is none.</summary>
    /// <param name="identifier">The keys.</param>
    /// <param name="model">The information model.</param>
    /// <param name="relational">Relational retrieval was negotiated.</param>
    public static Tag? FaultOfRetrieval(DataSet identifier, QueryModel model, bool relational)
    {
        if (LevelOf(identifier, model) is not { } level) return Tags.QueryRetrieveLevel;
        var key = level.UniqueKey();
        var values = identifier.AsciiValues(key).Where(v => v.Length > 0).ToArray();
        var sound = level is QueryLevel.Patient ? values.Length == 1 && !Wildcards.Has(values[0]) : values.Length > 0 && values.All(v => Uid.IsValid(v));
        return !sound ? key : relational ? null : FaultAbove(identifier, model, level);
    }

    private static Tag? FaultAbove(DataSet identifier, QueryModel model, QueryLevel level)
    {
        for (var above = model.Top; above < level; above++)
            if (identifier.AsciiValues(above.UniqueKey()) is not [{ Length: > 0 } single] || Wildcards.Has(single)) return above.UniqueKey();
        return null;
    }
}
