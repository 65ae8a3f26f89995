using Telemed.Faults;
using Telemed.Faults.Node;

if (args is ["node", .. var rest]) return await NodeHost.Run(rest);
if (RunSettings.Read(args) is not { } settings)
{
    await Console.Error.WriteLineAsync(RunSettings.Usage);
    return 2;
}
return await new FaultRun(settings, Console.Out).Run();
