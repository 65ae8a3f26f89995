namespace Telemed.Kernel;

/// <summary>A record of the vault that does not authenticate: changed, moved to another subject or field, or damaged.</summary>
public sealed class VaultDamagedException(string subject, string? field)
    : Exception(field is null ? $"The key of {subject} in the vault does not authenticate." : $"The field '{field}' of {subject} in the vault does not authenticate.");
