using System.Text.RegularExpressions;

namespace Plumbline.Files;

/// <summary>The program that looks through files before they are kept. It gets the bytes on its standard input, and says by its exit code what it found: 0 nothing, 1 something.</summary>
internal sealed partial record ScanSettings
{
    private ScanSettings()
    {
    }

    /// <summary>Nothing is scanned.</summary>
    public static ScanSettings Off { get; } = new();

    /// <summary>The program; empty where nothing is scanned.</summary>
    public string Program { get; private init; } = "";

    /// <summary>What it is told.</summary>
    public IReadOnlyList<string> Arguments { get; private init; } = [];

    /// <summary>How long it may take for a file, in the time of the machine.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether files are scanned.</summary>
    public bool IsOn => Program.Length > 0;

    /// <summary>Reads the program and its arguments: blanks stand between them, and quotes around what holds blanks. There is no shell, so that nothing else in it means anything.</summary>
    /// <param name="command">As in <c>clamdscan --no-summary -</c>; null or empty for none.</param>
    /// <exception cref="RefusedException">A quote is open.</exception>
    public static ScanSettings Read(string? command)
    {
        if (string.IsNullOrWhiteSpace(command))
        {
            return Off;
        }

        Refuse.Unless(Line().IsMatch(command), Refusal.Invalid, $"PLUMBLINE_SCAN (--scan) is “{command}”, in which a quote is opened and not closed. Write it as in clamdscan --no-summary -, with quotes around what holds blanks.");
        string[] words = [.. Word().Matches(command).Select(word => Quotes().Replace(word.Value, m => m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Value))];
        Refuse.Unless(words[0].Length > 0, Refusal.Invalid, $"PLUMBLINE_SCAN (--scan) is “{command}”, which names no program. Write it as in clamdscan --no-summary -.");
        return new() { Program = words[0], Arguments = words[1..] };
    }

    [GeneratedRegex("""\A(?:[^"']|"[^"]*"|'[^']*')*\z""")]
    private static partial Regex Line();

    [GeneratedRegex("""(?:[^\s"']|"[^"]*"|'[^']*')+""")]
    private static partial Regex Word();

    [GeneratedRegex("""
        "([^"]*)"|'([^']*)'
        """)]
    private static partial Regex Quotes();
}
