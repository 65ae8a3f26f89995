using Telemed.Web.Hosting;

return await Commands.Run(args);

/// <summary>The entry point; named for tests that start the host in their own process.</summary>
public partial class Program;
