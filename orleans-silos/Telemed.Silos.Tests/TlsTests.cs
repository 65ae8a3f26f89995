using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Telemed.Web.Tests;

namespace Telemed.Silos.Tests;

public sealed class TlsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("telemed-tls-").FullName;

    [Fact]
    public async Task Silos_with_certificates_of_one_authority_work_together_and_speak_to_nobody_else()
    {
        using var authority = new Certificates(folder);
        await using var nodes = await TwoNodes.StartOne(authority.Settings("one"));
        await nodes.Join(authority.Settings("two"));
        var token = await nodes.Token("township");
        using var first = nodes.SignedIn(nodes.First, token);
        using var second = nodes.SignedIn(nodes.Second, token);
        var office = await Work.Institution(nodes.SignedIn(nodes.First, await nodes.Token("office")));
        using var made = await first.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(first), office, submit: false));
        var id = (await made.Json()).GetProperty("id").GetString()!;
        using var step = await second.Send(HttpMethod.Post, $"/api/v1/consultations/{id}/actions/submit", null);
        Assert.True(step.IsSuccessStatusCode, await step.Content.ReadAsStringAsync());

        var elsewhere = System.IO.Directory.CreateDirectory(Path.Combine(folder, "other")).FullName;
        using var other = new Certificates(elsewhere);
        Assert.True(await IsHeard(nodes.Primary, X509Certificate2.CreateFromPemFile(authority.Issue("three"))));
        Assert.False(await IsHeard(nodes.Primary, X509Certificate2.CreateFromPemFile(other.Issue("foreign"))));
        Assert.False(await IsHeard(nodes.Primary, null));
    }

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    /// <summary>Whether the silo keeps the line and waits for the first words of a silo; it ends the line of everybody else.</summary>
    private static async Task<bool> IsHeard(int port, X509Certificate2? certificate)
    {
        using var line = new TcpClient();
        await line.ConnectAsync("127.0.0.1", port);
        await using var tls = new SslStream(line.GetStream(), false, (_, silo, _, _) => silo is not null);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "silo", ClientCertificates = certificate is null ? null : [certificate] }, patience.Token);
            return await tls.ReadAsync(new byte[1], patience.Token) > 0;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return false;
        }
    }
}
