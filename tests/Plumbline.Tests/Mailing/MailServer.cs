using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Plumbline.Mailing;

/// <summary>A real mail server on the loopback that behaves as a test asks: it takes mail, says no, or hangs up.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    public const string User = "plumbline";
    public const string Password = "nine green bottles";

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private MailServer(int port, bool secure, bool asksWhoItIs)
    {
        Port = port;
        var options = new SmtpServerOptionsBuilder().ServerName("mail.example.com").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new(IPAddress.Loopback, port)).AllowUnsecureAuthentication().AuthenticationRequired(asksWhoItIs);
            if (secure)
            {
                endpoint.Certificate(SelfSigned());
            }
        }).Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(new Box(this));
        services.Add(new Doorkeeper(this));
        services.Add(new DelegatingUserAuthenticator((user, password) => user == User && password == Password));
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
    }

    public int Port { get; }

    /// <summary>What was taken, the first first.</summary>
    public ConcurrentQueue<MimeMessage> Taken { get; } = [];

    /// <summary>How often mail was handed over, taken or not.</summary>
    public int HandedOver;

    /// <summary>What it says to a mail; null where it takes it.</summary>
    public SmtpResponse? SaysToMail { get; set; }

    /// <summary>What it says to who is to get one; null where it welcomes them.</summary>
    public SmtpResponse? SaysToRecipient { get; set; }

    /// <summary>Whether it takes a mail and hangs up without a word.</summary>
    public bool HangsUp { get; set; }

    /// <summary>Runs while a mail is being handed over.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public static MailServer Start(int? port = null, bool secure = false, bool asksWhoItIs = false) => new(port ?? FreePort(), secure, asksWhoItIs);

    /// <summary>A port on which nobody listens.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Settings by which a site uses the server at a port, with more or others.</summary>
    public static MailSettings Settings(int port, params (string Name, string? Value)[] more)
    {
        var all = new Dictionary<string, string?>
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Mail:Security"] = "none",
            ["Mail:From"] = "Plumbline <plumbline@example.com>",
            ["Address"] = "https://plumbline.example",
        };
        foreach (var (name, value) in more)
        {
            all[name] = value;
        }

        return MailSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var signed = request.CreateSelfSigned(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2046, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(signed.Export(X509ContentType.Pfx), null);
    }

    private sealed class Box(MailServer server) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref server.HandedOver);
            if (server.Meanwhile is { } meanwhile)
            {
                await meanwhile();
            }

            if (server.SaysToMail is { } no)
            {
                return no;
            }

            server.Taken.Enqueue(await MimeMessage.LoadAsync(new MemoryStream(buffer.ToArray()), cancellationToken));
            if (server.HangsUp)
            {
                context.Pipe.Dispose();
            }

            return SmtpResponse.Ok;
        }
    }

    private sealed class Doorkeeper(MailServer server) : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            server.SaysToRecipient is { } no ? throw new SmtpResponseException(no) : Task.FromResult(true);
    }
}
