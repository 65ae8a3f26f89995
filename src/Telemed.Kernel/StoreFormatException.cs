namespace Telemed.Kernel;

/// <summary>A store that this program cannot use: another format version, another kind, in use by another process, or not to be reached at the start.</summary>
public sealed class StoreFormatException(string message) : Exception(message);
