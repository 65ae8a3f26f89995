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
    ["storescp", .. var rest] => await StoreScp.Run(rest, stop.Token),
    ["findscu", .. var rest] => await FindScu.Run(rest, stop.Token),
    ["movescu", .. var rest] => await MoveScu.Run(rest, stop.Token),
    ["getscu", .. var rest] => await GetScu.Run(rest, stop.Token),
    ["dump", .. var rest] => Dump.Run(rest),
    ["deidentify", .. var rest] => Deidentify.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: echoscu  [--aet TITLE] [--aec TITLE] HOST PORT
               storescu [--aet TITLE] [--aec TITLE] [--associations N] [--operations N] [--quiet] HOST PORT FILE-OR-FOLDER…
               storescp [--out FOLDER] [--quiet] PORT
               findscu  [--aet TITLE] [--aec TITLE] [--model patient|study|patient-study|worklist] [--level LEVEL] [--most N] [-k KEY[=VALUE]]… HOST PORT
               movescu  [--aet TITLE] [--aec TITLE] [--model M] [--level LEVEL] --dest TITLE -k KEY=VALUE… HOST PORT
               getscu   [--aet TITLE] [--aec TITLE] [--model M] [--level LEVEL] [--out FOLDER] [--syntax UID] -k KEY=VALUE… HOST PORT
               dump     FILE…
               deidentify [--secret FILE] [--remove-dates] [--keep-characteristics] [--keep-devices] [--keep-descriptions] [--strict] FILE-OR-FOLDER TARGET
        KEY is a keyword (PatientName), eight hexadecimal digits, or a path (ScheduledProcedureStepSequence.Modality).
        """);
    return 64;
}
