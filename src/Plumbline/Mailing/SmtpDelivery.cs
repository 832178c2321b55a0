using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Plumbline.Mailing;

/// <summary>Hands mails to the mail server, over one connection as long as it holds.</summary>
internal sealed class SmtpDelivery(MailSettings settings) : IDisposable
{
    /// <summary>A server that says nothing for longer is taken for gone.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <summary>How long one mail may take in all: well below the time after which whoever had it is taken for dead.</summary>
    private static readonly TimeSpan _most = TimeSpan.FromMinutes(4);

    private readonly SmtpClient _client = new() { Timeout = (int)_patience.TotalMilliseconds };

    /// <summary>Makes sure that the server listens to us.</summary>
    /// <returns>Why it does not; null where it does.</returns>
    public async Task<Delivery?> Connect(CancellationToken cancel)
    {
        if (_client.IsConnected)
        {
            return null;
        }

        using var hurry = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        hurry.CancelAfter(_patience);
        try
        {
            await _client.ConnectAsync(settings.Host, settings.Port, settings.Security switch { MailSecurity.Tls => SecureSocketOptions.SslOnConnect, MailSecurity.StartTls => SecureSocketOptions.StartTls, _ => SecureSocketOptions.None }, hurry.Token);
            if (settings.Account is { } account)
            {
                await _client.AuthenticateAsync(account, hurry.Token);
            }

            return null;
        }
        catch (Exception failed) when (!cancel.IsCancellationRequested && IsOfTheServer(failed))
        {
            await Leave();
            return new(DeliveryCame.NotNow, $"{settings.Host} cannot be used: {Words(failed)}");
        }
    }

    /// <summary>Hands a mail over. What happened once all of it was there, and no answer came, is not known, and said so; of a part no server makes a mail.</summary>
    public async Task<Delivery> Send(OutgoingMail mail)
    {
        if (!MailboxAddress.TryParse(mail.To, out var to))
        {
            return new(DeliveryCame.Refused, $"{mail.To} is no mail address.");
        }

        MimeMessage written;
        try
        {
            written = Message(mail, to);
        }
        catch (Exception unfit) when (unfit is ArgumentException or FormatException or NotSupportedException)
        {
            return new(DeliveryCame.Refused, $"No message can be made of it: {unfit.Message}"); // The server has seen nothing of it.
        }

        using var message = written;
        using var hurry = new CancellationTokenSource(_most); // A stop of the site does not break it off: then nobody would know whether it is there.
        var progress = new HandedOver();
        try
        {
            await _client.SendAsync(message, hurry.Token, progress);
            return new(DeliveryCame.Taken);
        }
        catch (SmtpCommandException said) when (said.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted && (int)said.StatusCode >= 500)
        {
            return new(DeliveryCame.Refused, Words(said));
        }
        catch (SmtpCommandException said)
        {
            return new(DeliveryCame.NotNow, Words(said)); // Also where the sender is not welcome: an administrator can mend that.
        }
        catch (Exception failed) when (IsOfTheServer(failed))
        {
            await Leave();
            return progress.IsWhole
                ? new(DeliveryCame.Unknown, $"The connection was lost before the server said whether it took this: {Words(failed)}")
                : new(DeliveryCame.NotNow, Words(failed));
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Says goodbye, where anybody still listens.</summary>
    public async Task Leave()
    {
        using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await _client.DisconnectAsync(quit: true, hurry.Token);
        }
        catch (Exception failed) when (IsOfTheServer(failed))
        {
            // What was sent is sent; a goodbye that nobody hears changes nothing.
        }
    }

    private MimeMessage Message(OutgoingMail mail, MailboxAddress to)
    {
        var message = new MimeMessage { Subject = mail.Subject, MessageId = mail.MessageId, Date = mail.QueuedAt };
        message.From.Add(settings.From);
        message.To.Add(to);
        message.Headers.Add("Auto-Submitted", "auto-generated"); // So that nobody's absence note answers it.
        if (mail.Unsubscribe is { } unsubscribe)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{unsubscribe}>");
            if (unsubscribe.StartsWith("https:", StringComparison.Ordinal))
            {
                message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"); // RFC 8058, which asks for https.
            }
        }

        message.Body = mail.Calendar is { } calendar ? WithCalendar(mail, calendar) : new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody();
        return message;
    }

    /// <summary>
    /// The appointment as one more way to read the mail, last since that is the best one, which Outlook and Gmail show with buttons to accept it (RFC 6047, 2.4); and as a file, for programs that know no more than files.
    /// </summary>
    private static Multipart WithCalendar(OutgoingMail mail, string calendar)
    {
        var invitation = new TextPart("calendar") { Text = calendar, ContentTransferEncoding = ContentEncoding.Base64 };
        invitation.ContentType.Parameters.Add("method", calendar.Contains("\r\nMETHOD:CANCEL\r\n", StringComparison.Ordinal) ? "CANCEL" : "REQUEST"); // Some programs believe this and some the text.
        var file = new MimePart("application", "ics")
        {
            FileName = "invitation.ics",
            ContentDisposition = new(ContentDisposition.Attachment) { FileName = "invitation.ics" },
            ContentTransferEncoding = ContentEncoding.Base64,
            Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(calendar))),
        };
        return new("mixed") { new MultipartAlternative(new TextPart("plain") { Text = mail.Text }, new TextPart("html") { Text = mail.Html }, invitation), file };
    }

    private static bool IsOfTheServer(Exception failed) =>
        failed is SocketException or IOException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException or OperationCanceledException or TimeoutException or ServiceNotConnectedException or ServiceNotAuthenticatedException or NotSupportedException;

    private static string Words(Exception failed) => failed switch
    {
        SmtpCommandException said => $"{(int)said.StatusCode:0} {said.Message}".TrimEnd(),
        OperationCanceledException => "it did not answer in time.",
        AuthenticationException => $"it does not accept the user and password. {failed.Message}",
        SslHandshakeException => "its certificate is not trusted, or it does not speak TLS on this port.",
        _ => failed.Message,
    };

    /// <summary>Whether all of the mail went out, as far as is known.</summary>
    private sealed class HandedOver : ITransferProgress
    {
        public bool IsWhole { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => IsWhole = bytesTransferred >= totalSize;

        public void Report(long bytesTransferred) => IsWhole = true;
    }
}
