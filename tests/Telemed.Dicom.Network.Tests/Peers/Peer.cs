using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Telemed.Testing;

namespace Telemed.Dicom.Network.Tests;

/// <summary>Other people's DICOM programs as processes: only their exit codes, their output and the bytes they leave are looked at.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly Process _process;

    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["gdcmscu"] = "libgdcm-tools",
        ["odil"] = "odil",
        ["pixelmed.jar"] = "libpixelmed-java",
        ["java"] = "default-jre-headless",
        ["dciodvfy"] = "dicom3tools",
        ["Orthanc"] = "orthanc",
    };

    private Peer(Process process) => _process = process;

    /// <summary>The whole suite was asked for; otherwise a selection of a few seconds for each peer.</summary>
    public static bool Whole => Environment.GetEnvironmentVariable("TELEMED_PEERS") == "all";

    /// <summary>Fails where TELEMED_CI is 1 and skips elsewhere when the program is not installed; TELEMED_ABSENT names packages that the distribution lacks.</summary>
    public static string Find(string program)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Append("/usr/share/java")
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (found is not null) return found;
        var package = Packages.GetValueOrDefault(program, "dcmtk");
        var reason = $"{program} is not installed (Debian package {package})";
        var absent = (Environment.GetEnvironmentVariable("TELEMED_ABSENT") ?? "").Split(' ').Contains(package);
        if (Environment.GetEnvironmentVariable("TELEMED_CI") == "1" && !absent) Assert.Fail(reason);
        Assert.Skip(reason);
        return "";
    }

    public static Task<(int Code, string Output)> Run(string program, params IEnumerable<string> arguments) => RunFile(Find(program), arguments);

    /// <summary>One of our own tools, as a process.</summary>
    public static Task<(int Code, string Output)> RunTool(params IEnumerable<string> arguments) =>
        RunFile("dotnet", arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "Telemed.Dicom.Tools.dll")));

    /// <summary>A server that is there when its port answers.</summary>
    public static Task<(Peer Peer, int Port)> Serve(string program, Func<int, IEnumerable<string>> arguments)
    {
        var port = FreePort.Take();
        return ServeOn(port, program, [.. arguments(port)]);
    }

    /// <summary>A server on a port that was chosen before.</summary>
    public static Task<(Peer Peer, int Port)> ServeOn(int port, string program, params IEnumerable<string> arguments) => Await(Start(Find(program), arguments), port);

    /// <summary>A program that serves one association only: it is there when somebody listens on the port, and nobody tries it.</summary>
    public static async Task<Peer> Begin(int port, string program, params IEnumerable<string> arguments)
    {
        var peer = new Peer(Start(Find(program), arguments));
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().All(l => l.Port != port))
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
        return peer;
    }

    /// <summary>A class of PixelMed's with a main method.</summary>
    public static Task<(int Code, string Output)> RunPixelmed(string name, params IEnumerable<string> arguments) => Run("java", [.. Pixelmed(name), .. arguments]);

    /// <summary>A class of PixelMed's that serves on a port.</summary>
    public static Task<(Peer Peer, int Port)> ServePixelmed(string name, int port, params IEnumerable<string> arguments) =>
        ServeOn(port, "java", [.. Pixelmed(name), $"{port}", .. arguments]);

    /// <summary>One of our own tools as a server on a port.</summary>
    public static Task<(Peer Peer, int Port)> ServeTool(int port, params IEnumerable<string> arguments) =>
        Await(Start("dotnet", arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "Telemed.Dicom.Tools.dll"))), port);

    private static async Task<(Peer Peer, int Port)> Await(Process process, int port)
    {
        var peer = new Peer(process);
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, late.Token);
                return (peer, port);
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<(int, string)> RunFile(string file, IEnumerable<string> arguments)
    {
        using var process = Start(file, arguments);
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(late.Token), process.StandardError.ReadToEndAsync(late.Token));
        await process.WaitForExitAsync(late.Token);
        return (process.ExitCode, string.Concat(output));
    }

    private static string[] Pixelmed(string name) => ["-XX:TieredStopAtLevel=1", "-cp", Find("pixelmed.jar"), $"com.pixelmed.network.{name}"];

    private static Process Start(string file, IEnumerable<string> arguments) => Process.Start(
        new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
