using Telemed.Storage.Postgres.Tests;
using Xunit.MicrosoftTestingPlatform;

if (args is [WritingProcess.Argument, var connection, var name])
{
    await WritingProcess.Run(connection, name);
    return 0;
}
return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
