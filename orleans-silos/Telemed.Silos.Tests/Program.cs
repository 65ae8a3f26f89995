using Telemed.Silos.Tests;
using Telemed.Silos.Tests.Processes;
using Xunit.MicrosoftTestingPlatform;

if (args is [SiloProcess.Argument, var dial, .. var settings])
{
    await SiloProcess.Run(dial, settings);
    return 0;
}
return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
