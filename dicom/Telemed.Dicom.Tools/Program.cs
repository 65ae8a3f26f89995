using Telemed.Dicom.Tools;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
return args switch
{
    ["echoscu", .. var rest] => await EchoScu.Run(rest, stop.Token),
    ["storescu", .. var rest] => await StoreScu.Run(rest, stop.Token),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: echoscu  [--aet TITLE] [--aec TITLE] HOST PORT");
    Console.Error.WriteLine("       storescu [--aet TITLE] [--aec TITLE] [--associations N] [--quiet] HOST PORT FILE-OR-FOLDER…");
    return 64;
}
