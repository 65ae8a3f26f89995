using Telemed.Storage.Sqlite.Tests;
using Xunit.MicrosoftTestingPlatform;

if (args is [CrashingProcess.Argument, var folder, var round])
{
    await CrashingProcess.Run(folder, round);
    return 0;
}
return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
