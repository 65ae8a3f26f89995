using Telemed.Bench.Dicom;
using Telemed.Dicom.Dimse;
using Telemed.Imaging;

return args switch
{
    ["store", .. var rest] => await StoreBench.Run(rest),
    ["receive", "tcp", var port, var folder] => TcpCopy.Serve(int.Parse(port), folder),
    ["receive", "node", var port, var folder] => await NodeReceiver.Serve(int.Parse(port), s => s.AddSingleton<IObjectSink>(new FileSink(folder))),
    ["receive", "store", var port, var folder] => await NodeReceiver.Serve(int.Parse(port), s => s.AddImaging(new() { DataDirectory = folder })),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: store [--objects 500] [--rounds 5] [--associations 1,4] [--folder DIR] [--orthanc]");
    Console.Error.WriteLine("       receive tcp|node|store PORT FOLDER     what store starts as its receivers");
    return 64;
}
