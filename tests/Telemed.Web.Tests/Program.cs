using Telemed.Web.Tests;
using Telemed.Web.Tests.Upgrading;
using Xunit.MicrosoftTestingPlatform;

if (args is [NewerVersion.Argument, .. var settings])
{
    await NewerVersion.Run(settings);
    return 0;
}
return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
