using Plumbline.Ui;

namespace Plumbline.Mailing;

/// <summary>What a mail says, from which its page and its plain text are both written. Addresses are within the site.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Opening">The sentence after the greeting.</param>
/// <param name="Parts">What there is to tell; those of which nothing is to be told are left out.</param>
/// <param name="Why">Why it comes, and when, for the end.</param>
public sealed record Letter(string Subject, string Opening, IReadOnlyList<LetterPart> Parts, string Why);

/// <summary>A part of a mail under a title of its own.</summary>
public sealed record LetterPart(string Title, IReadOnlyList<LetterLine> Lines)
{
    /// <summary>A sentence below the title; null for none.</summary>
    public string? Words { get; init; }

    /// <summary>Figures that stand out.</summary>
    public IReadOnlyList<LetterFigure> Figures { get; init; } = [];

    /// <summary>Where the rest is.</summary>
    public PageLink? More { get; init; }

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => Lines.Count == 0 && Figures.Count == 0;
}

/// <summary>A figure that stands out.</summary>
/// <param name="Of">What it is of, as in "Q4 2026".</param>
/// <param name="Value">As in "63%".</param>
/// <param name="Share">The same as a fraction, for a bar; null for none.</param>
/// <param name="Verdict">What to think of it, in a word or two; null for nothing.</param>
/// <param name="Standing">How that is drawn.</param>
/// <param name="Words">Sentences below it.</param>
/// <param name="Href">Where it comes from.</param>
public sealed record LetterFigure(string Of, string Value, decimal? Share, string? Verdict, Standing Standing, IReadOnlyList<string> Words, string Href);

/// <summary>A line with where it leads.</summary>
/// <param name="Words">What it says.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Details">What is said beside it; null for nothing.</param>
public sealed record LetterLine(string Words, string Href, string? Details = null);
