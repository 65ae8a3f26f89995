using Microsoft.Extensions.DependencyInjection;
using Telemed.Contracts;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Relaying;

namespace Telemed.Imaging.Tests.Relaying;

/// <summary>Sends to the county over a line.</summary>
internal sealed class TownshipNode(int port) : WebNode
{
    internal override ImagingOptions Configure(ImagingOptions options) => options with
    {
        Exchange = new()
        {
            Name = "township",
            BundleBytes = 150_000,
            Peers = [new("county", CountyNode.Secret) { Url = new Uri($"http://127.0.0.1:{port}"), ReceiverId = "inst-b" }],
        },
    };
}

/// <summary>Takes from the township, whose institution has the same name here; who may see what is the real rule.</summary>
internal sealed class CountyNode : WebNode
{
    public const string Secret = "a-secret-that-two-platforms-share-0001";

    internal override ImagingOptions Configure(ImagingOptions options) => options with
    {
        Exchange = new()
        {
            Name = "county",
            Peers = [new("township", Secret) { Institutions = new Dictionary<string, string> { ["inst-a"] = "inst-a", ["inst-b"] = "inst-b" } }],
        },
    };

    internal override void AddPolicy(IServiceCollection services) { }
}
