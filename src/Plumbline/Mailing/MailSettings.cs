using System.Globalization;
using System.Net;
using MimeKit;

namespace Plumbline.Mailing;

/// <summary>How the connection to the mail server is kept from others.</summary>
internal enum MailSecurity
{
    /// <summary>Begun in the open and secured before anything is said; where the server cannot, nothing is sent.</summary>
    StartTls,

    /// <summary>Secured from the first byte.</summary>
    Tls,

    /// <summary>Not at all, as to a server on the same machine.</summary>
    None,
}

/// <summary>The mail server, and what mail from here says of itself. No record: it holds a password.</summary>
internal sealed class MailSettings
{
    /// <summary>What an administrator reads where mail is off.</summary>
    public const string HowToSetUp = "Set PLUMBLINE_MAIL__HOST, PLUMBLINE_MAIL__FROM and PLUMBLINE_ADDRESS, and start Plumbline again.";

    private const int LastPort = 65_535;

    private MailSettings()
    {
    }

    /// <summary>No mail at all.</summary>
    public static MailSettings Off { get; } = new();

    /// <summary>Whether mail is sent.</summary>
    public bool IsOn => Host.Length > 0;

    /// <summary>The server's name; empty where no mail is sent.</summary>
    public string Host { get; private init; } = "";

    /// <summary>The server's port.</summary>
    public int Port { get; private init; }

    /// <summary>How the connection is secured.</summary>
    public MailSecurity Security { get; private init; }

    /// <summary>Who we are to the server; null where it does not ask.</summary>
    public NetworkCredential? Account { get; private init; }

    /// <summary>Whom mail is from.</summary>
    public MailboxAddress From { get; private init; } = new("", "");

    /// <summary>The address under which people reach the site, with a slash at its end.</summary>
    public Uri Address { get; private init; } = new("http://localhost/");

    /// <summary>The address of a page, for a link in a mail.</summary>
    public string Link(string href)
    {
        var whole = new Uri(Address, href);
        return new UriBuilder(whole) { Host = whole.IdnHost }.Uri.AbsoluteUri; // Mail heads hold ASCII alone.
    }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="RefusedException">One of them cannot be used; the words say which, and what to write.</exception>
    public static MailSettings Read(IConfiguration settings)
    {
        var mail = settings.GetSection("Mail");
        if (mail["Host"] is not { Length: > 0 } host)
        {
            return Off;
        }

        var security = ReadSecurity(mail["Security"]);
        return new()
        {
            Host = host,
            Security = security,
            Port = ReadPort(mail["Port"], security),
            Account = ReadAccount(mail["User"], mail["Password"], security, host),
            From = ReadFrom(mail["From"]),
            Address = ReadAddress(settings["Address"]),
        };
    }

    private static MailSecurity ReadSecurity(string? text) => (text ?? "").ToLowerInvariant() switch
    {
        "" or "starttls" => MailSecurity.StartTls,
        "tls" => MailSecurity.Tls,
        "none" => MailSecurity.None,
        _ => throw Wrong($"PLUMBLINE_MAIL__SECURITY is “{text}”. Write starttls (the default), tls or none."),
    };

    private static int ReadPort(string? text, MailSecurity security)
    {
        if (string.IsNullOrEmpty(text))
        {
            return security switch { MailSecurity.Tls => 465, MailSecurity.StartTls => 587, _ => 25 };
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= LastPort ? port : throw Wrong($"PLUMBLINE_MAIL__PORT is “{text}”. Write the server's port as a number, as in 587.");
    }

    private static NetworkCredential? ReadAccount(string? user, string? password, MailSecurity security, string host)
    {
        if (string.IsNullOrEmpty(user) && string.IsNullOrEmpty(password))
        {
            return null;
        }

        Refuse.Unless(!string.IsNullOrEmpty(user) && !string.IsNullOrEmpty(password), Refusal.Invalid, "PLUMBLINE_MAIL__USER and PLUMBLINE_MAIL__PASSWORD go together: set both, or neither.");
        var isHere = host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        Refuse.Unless(security != MailSecurity.None || isHere, Refusal.Invalid, "PLUMBLINE_MAIL__SECURITY is none, and the password would go to the mail server for everybody on the way to read. Write starttls or tls.");
        return new(user, password);
    }

    private static MailboxAddress ReadFrom(string? text) =>
        MailboxAddress.TryParse(text ?? "", out var from) && from.Address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < from.Address.Length - 1
            ? from
            : throw Wrong(string.IsNullOrEmpty(text) ? "PLUMBLINE_MAIL__FROM is not set. Write whom mail is from, as in Plumbline <plumbline@example.com>." : $"PLUMBLINE_MAIL__FROM is “{text}”, which is no mail address. Write it as in Plumbline <plumbline@example.com>.");

    private static Uri ReadAddress(string? text)
    {
        Refuse.Unless(!string.IsNullOrEmpty(text), Refusal.Invalid, "PLUMBLINE_ADDRESS is not set, and mail needs it for its links. Write the address under which people reach the site, as in https://plumbline.example.com.");
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw Wrong($"PLUMBLINE_ADDRESS is “{text}”. Write the whole address under which people reach the site, as in https://plumbline.example.com.");
    }

    private static RefusedException Wrong(string words) => new(Refusal.Invalid, words);
}
