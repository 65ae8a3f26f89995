using Telemed.Bench.Dicom;

return args switch
{
    ["store", .. var rest] => await StoreBench.Run(rest),
    ["receive", "tcp", var port, var folder] => TcpCopy.Serve(int.Parse(port), folder),
    ["receive", "node", var port, var folder] => await NodeReceiver.Serve(int.Parse(port), folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: store [--objects 500] [--rounds 5] [--associations 1,4] [--folder DIR] [--orthanc]");
    Console.Error.WriteLine("       receive tcp|node PORT FOLDER     what store starts as its receivers");
    return 64;
}
