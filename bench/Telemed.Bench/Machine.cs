using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Telemed.Bench;

/// <summary>What a figure was measured on.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"{Environment.ProcessorCount} × {Processor()}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, commit {Commit()}";

    private static string Processor() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "CPU"
            : RuntimeInformation.ProcessArchitecture.ToString();

    private static string Commit()
    {
        var (head, changes) = (Git("rev-parse --short HEAD"), Git("status --porcelain --untracked-files=no"));
        return head.Length == 0 ? "unknown" : changes.Length == 0 ? head : head + " with changes";
    }

    private static string Git(string arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
