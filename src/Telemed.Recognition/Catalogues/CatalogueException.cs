namespace Telemed.Recognition.Catalogues;

/// <summary>A recognition catalogue that must not be used. The message names the file and the fault in one line.</summary>
public sealed class CatalogueException(string name, string fault) : Exception($"Recognition catalogue {name}: {fault}");
