using System.Globalization;
using Telemed.Bench;
using Telemed.Bench.Cluster;
using Telemed.Silos.Tests;

// Commands of cases through their grains against the same without grains and against Orleans' own ping, in one run and one process: first one silo, then two, over one SQLite log.
var seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
var only = args.Length > 2 ? args[2] : "";
Console.WriteLine(Machine.Describe());

await using var nodes = await TwoNodes.StartOne();
var work = await Work.Prepare(nodes);
var measured = new Measuring(TimeSpan.FromSeconds(seconds), rounds, only);
var one = nodes.First.Services;
Console.WriteLine("one silo");
await measured.Run(work.Settle,
    new("ping", work.Ping(one)),
    new("handler alone", work.Handler(one)),
    new("embedded", work.Embedded(one)),
    new("through its grain", work.Through(one)));
await nodes.Join();
var two = nodes.Second.Services;
await work.OpenAt(two);
Console.WriteLine("two silos");
await measured.Run(work.Settle,
    new("ping, own silo", work.Ping(one)),
    new("ping, other silo", work.Ping(two)),
    new("embedded, second node follows", work.Embedded(one)),
    new("own silo", work.Through(one)),
    new("other silo", work.Through(two)),
    new("half at each, own silo", work.Through(one, two)));
measured.Compare("through its grain", "ping");
measured.Compare("through its grain", "embedded");
measured.Compare("own silo", "ping, own silo");
measured.Compare("other silo", "ping, other silo");
measured.Compare("half at each, own silo", "through its grain");
