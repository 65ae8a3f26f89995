using Telemed.Faults;
using Telemed.Faults.Node;

if (args is ["node", .. var rest]) return await NodeHost.Run(rest);
if (RunSettings.Read(args) is not { } settings)
{
    await Console.Error.WriteLineAsync(RunSettings.Usage);
    return 2;
}
try
{
    return await new FaultRun(settings, Console.Out).Run();
}
catch (InvalidOperationException e)
{
    await Console.Out.WriteLineAsync($"RED  the run could not go on: {e.Message}; seed {settings.Seed}");
    return 1;
}
