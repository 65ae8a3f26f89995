using Telemed.Dicom.FoDicom;
using Telemed.Web.Hosting;

namespace Telemed.Silos;

/// <summary>The platform with a silo: the program of <c>Telemed:Runtime=orleans</c>, and its default here.</summary>
internal static class SiloProgram
{
    public static Task<int> Main(string[] args)
    {
        var serves = args is [] or [['-', ..], ..];   // every other command begins with a word
        return Commands.Run(serves ? ["--Telemed:Runtime=orleans", .. args] : args, SiloHost.Add, (services, options) => services.AddFoDicomNode(options));
    }
}
