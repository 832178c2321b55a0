using Microsoft.Extensions.Logging;
using Plumbline.Storage;

namespace Plumbline.Files;

/// <summary>Real programs look through a file: small scripts that the shell of the machine runs.</summary>
public sealed class VirusScanTests : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(RunFolder.Path, Guid.NewGuid().ToString("N"))).FullName;
    private readonly Log _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_a_setting_nothing_is_scanned()
    {
        Assert.False(ScanSettings.Read(null).IsOn);
        Assert.False(ScanSettings.Read("  ").IsOn);
        await Pass(ScanSettings.Off);
    }

    [Fact]
    public async Task What_the_scanner_lets_pass_passes_and_it_was_given_every_byte()
    {
        var bytes = new byte[FileRules.MostBytes];
        new Random(1).NextBytes(bytes);
        await Pass(Scanner("cat > \"$1\"", "got it all"), bytes);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(_folder, "got it all"), Cancel));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task What_the_scanner_finds_something_in_is_refused_and_what_it_said_is_in_the_log()
    {
        var refused = await Refused(Scanner("cat > /dev/null; echo 'stream: Eicar FOUND'; exit 1"));
        Assert.Equal((Refusal.Invalid, "Proof"), (refused.Refusal, refused.Field));
        Assert.StartsWith("A virus scanner refused “proof.pdf”", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Warning", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.Contains("Eicar FOUND", _log.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scanner_may_make_up_its_mind_before_it_has_read_everything()
    {
        Assert.Contains("refused", (await Refused(Scanner("exit 1"), new byte[FileRules.MostBytes])).Message, StringComparison.Ordinal);
        Assert.Equal(Refusal.Unable, (await Refused(Scanner("exit 0"), new byte[FileRules.MostBytes])).Refusal); // It found nothing in what it did not read.
    }

    [Fact]
    public async Task A_scanner_that_says_much_does_not_stand_still() => await Pass(Scanner("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2; cat > /dev/null"));

    [Fact]
    public async Task A_scanner_that_fails_lets_nothing_pass_and_the_log_says_why()
    {
        var refused = await Refused(Scanner("echo 'no signatures' >&2; exit 2"));
        Assert.Equal(Refusal.Unable, refused.Refusal);
        Assert.Contains("“proof.pdf” could not be scanned for viruses, and was not kept. Try later; the administrator finds why in the log.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Error", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.Contains("ended with 2. no signatures", _log.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scanner_that_is_not_there_lets_nothing_pass()
    {
        Assert.Equal(Refusal.Unable, (await Refused(ScanSettings.Read(Path.Combine(_folder, "nobody")))).Refusal);
        Assert.Contains("Error", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    /// <summary>With more than a pipe holds, which it never takes.</summary>
    [Fact]
    public async Task A_scanner_that_never_ends_is_stopped_and_lets_nothing_pass()
    {
        var refused = await Refused(Scanner("sleep 1000") with { Patience = TimeSpan.FromMilliseconds(300) }, new byte[FileRules.MostBytes]);
        Assert.Equal(Refusal.Unable, refused.Refusal);
        Assert.Contains("It took longer than 0.3 s", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_scanner_leaves_running_behind_it_holds_up_nobody() => await Pass(Scanner("cat > /dev/null; sleep 5 & exit 0"));

    [Fact]
    public async Task Whoever_goes_away_is_not_told_that_the_scanner_failed()
    {
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new VirusScan(Scanner("sleep 1000"), _log).Pass(SomeFile.Kept(), SomeFile.Pdf, "Proof", gone.Token));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData("clamdscan --no-summary -", "clamdscan", "--no-summary", "-")]
    [InlineData("  \"C:\\Program Files\\scan.exe\"   -x ", "C:\\Program Files\\scan.exe", "-x")]
    [InlineData("scan 'a b' --name=\"c d\" \"\" \"it's\"", "scan", "a b", "--name=c d", "", "it's")]
    [InlineData("scan $HOME; rm -rf *", "scan", "$HOME;", "rm", "-rf", "*")]
    public void The_command_is_split_at_blanks_and_nothing_else_means_anything(string command, string program, params string[] arguments)
    {
        var settings = ScanSettings.Read(command);
        Assert.Equal(program, settings.Program);
        Assert.Equal(arguments, settings.Arguments);
    }

    [Theory]
    [InlineData("scan \"a b", "a quote is opened and not closed")]
    [InlineData("\"\" -x", "names no program")]
    public void A_command_that_cannot_be_read_is_refused_with_what_to_write(string command, string words) =>
        Assert.Contains(words, Assert.Throws<RefusedException>(() => ScanSettings.Read(command)).Message, StringComparison.Ordinal);

    private ScanSettings Scanner(string script, string argument = "none")
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.sh");
        File.WriteAllText(file, script);
        return ScanSettings.Read($"sh '{file}' \"{Path.Combine(_folder, argument)}\"");
    }

    private Task Pass(ScanSettings settings, byte[]? bytes = null) => new VirusScan(settings, _log).Pass(SomeFile.Kept(), bytes ?? SomeFile.Pdf, "Proof", Cancel);

    private async Task<RefusedException> Refused(ScanSettings settings, byte[]? bytes = null) => await Assert.ThrowsAsync<RefusedException>(() => Pass(settings, bytes));

    private sealed class Log : ILogger<VirusScan>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add($"{logLevel}: {formatter(state, exception)}");
    }
}
