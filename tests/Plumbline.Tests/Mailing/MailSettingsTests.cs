namespace Plumbline.Mailing;

public class MailSettingsTests
{
    [Fact]
    public void Without_a_host_no_mail_is_sent() => Assert.False(MailServer.Settings(25, ("Mail:Host", null), ("Mail:From", "nonsense")).IsOn);

    [Theory]
    [InlineData("none", 25)]
    [InlineData("tls", 465)]
    [InlineData("STARTTLS", 587)]
    [InlineData(null, 587)]
    public void The_port_follows_from_how_the_connection_is_secured(string? security, int port) =>
        Assert.Equal(port, MailServer.Settings(1, ("Mail:Security", security), ("Mail:Port", null)).Port);

    [Theory]
    [InlineData("Mail:Security", "ssl", "PLUMBLINE_MAIL__SECURITY is “ssl”. Write starttls (the default), tls or none.")]
    [InlineData("Mail:Port", "smtp", "PLUMBLINE_MAIL__PORT is “smtp”.")]
    [InlineData("Mail:Port", "70000", "PLUMBLINE_MAIL__PORT is “70000”.")]
    [InlineData("Mail:From", null, "PLUMBLINE_MAIL__FROM is not set.")]
    [InlineData("Mail:From", "Plumbline", "PLUMBLINE_MAIL__FROM is “Plumbline”, which is no mail address.")]
    [InlineData("Mail:User", "plumbline", "PLUMBLINE_MAIL__USER and PLUMBLINE_MAIL__PASSWORD go together")]
    [InlineData("Address", null, "PLUMBLINE_ADDRESS is not set")]
    [InlineData("Address", "plumbline.example", "PLUMBLINE_ADDRESS is “plumbline.example”.")]
    public void A_setting_that_cannot_be_used_is_named_with_what_to_write(string name, string? value, string words) =>
        Assert.StartsWith(words, Assert.Throws<RefusedException>(() => MailServer.Settings(25, (name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_password_is_not_sent_in_the_open_but_to_the_same_machine()
    {
        (string, string?)[] account = [("Mail:User", "plumbline"), ("Mail:Password", "secret")];
        Assert.NotNull(MailServer.Settings(25, account).Account);
        Assert.Contains("for everybody on the way to read", Assert.Throws<RefusedException>(() => MailServer.Settings(25, [.. account, ("Mail:Host", "mail.example.com")])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_lead_below_the_sites_address() =>
        Assert.Equal("https://example.com/sales/team?sort=chance", MailServer.Settings(25, ("Address", "https://example.com/sales")).Link("team?sort=chance"));
}
