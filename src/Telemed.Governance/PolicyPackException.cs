namespace Telemed.Governance;

/// <summary>A policy pack that must not be used. The message names the pack and the fault in one line.</summary>
public sealed class PolicyPackException(string pack, string fault) : Exception($"Policy pack {pack}: {fault}");
