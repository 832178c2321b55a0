using Plumbline.Commitments;
using Plumbline.Forecasting;
using Plumbline.Mailing;
using Plumbline.Plans;
using Plumbline.Scoring;
using Plumbline.Signals;
using Plumbline.Ui;

namespace Plumbline.Digests;

/// <summary>A person's week in words.</summary>
internal static class DigestLetter
{
    /// <summary>The letter; null where there is nothing at all to tell.</summary>
    public static Letter? Of(Digest digest, Figures money)
    {
        LetterPart?[] parts = [Numbers(digest, money), InNeed(digest, money), Answers(digest), PromiseLines.Slipped(digest), PromiseLines.Coming(digest), Noticed(digest), Done(digest)];
        LetterPart[] told = [.. parts.OfType<LetterPart>().Where(p => !p.IsEmpty)];
        return told.Length == 0 ? null : new(Subject(digest), $"This is where you stand on {Figures.Day(digest.Today, digest.Today)}.", told, "You get this once a week.");
    }

    private static string Subject(Digest digest)
    {
        string?[] words =
        [
            digest.Numbers is [{ Line.Attainment: { } attainment }, ..] ? $"{Figures.Percent(attainment)} of {digest.Period.Name}" : null,
            digest.Team is { Found: > 0 and var found } ? (found == 1 ? "1 person needs you" : $"{Figures.Count(found)} people need you") : null,
            digest.Slipped.Count > 0 ? $"{Counted(digest.Slipped)} slipped" : null,
            digest.Coming.Count > 0 ? $"{Counted(digest.Coming)} due" : null,
        ];
        return words.OfType<string>().ToArray() is { Length: > 0 } said ? $"Your week: {string.Join(", ", said)}" : "Your week";
    }

    private static string Counted(IReadOnlyList<LedgerLine> lines) => lines.Count == Digest.MostLines ? $"{Figures.Count(lines.Count)} or more" : Figures.Count(lines.Count);

    private static LetterPart Numbers(Digest digest, Figures money) => new(digest.Numbers.Count == 1 ? "Your number" : "Your numbers", [])
    {
        Figures = [.. digest.Numbers.Select(n => Figure(n, digest, money))],
    };

    private static LetterFigure Figure(DigestNumber number, Digest digest, Figures money)
    {
        var (line, forecast) = (number.Line, number.Forecast);
        var of = number.Whose is null ? digest.Period.Name : $"{number.Whose}, {digest.Period.Name}";
        var sold = money.Compact(line.Tally.Revenue);
        string?[] words =
        [
            line.Quota is { } quota ? $"{sold} of {money.Compact(quota)}{(ScoreWords.Pace(line) is { } pace ? $", {pace}" : "")}."
                : forecast is { IsOfMargin: true } asked ? $"Margin of {money.Compact((decimal)asked.Said.Won)} of {money.Compact((decimal)asked.Said.Quota)}."
                : "No quota is agreed for these months.",
            forecast is null ? null : Range(forecast, money),
            forecast is null || forecast.Said.IsReached ? null : ForecastWords.Why(forecast, money, own: number.Whose is null).ElementAtOrDefault(1),
        ];
        return new(
            of, line.Attainment is { } attainment ? Figures.Percent(attainment) : $"{sold}{(forecast is { IsOfMargin: true } ? " sold" : "")}", line.Attainment, forecast is null ? null : Odds(forecast.Now), forecast is null ? Ui.Standing.Neutral : ForecastWords.Is(forecast.Now),
            [.. words.OfType<string>()], number.Href);
    }

    /// <summary>As in "at risk, chance 13%"; in words alone where there is too little history for a figure.</summary>
    private static string Odds(KeptForecast forecast) => forecast.IsLittle || forecast.Said.IsReached ? ForecastWords.Standing(forecast)
        : $"{(ForecastWords.Group(forecast) == ForecastGroup.Open ? "" : $"{ForecastWords.Standing(forecast)}, ")}chance {ForecastWords.Percent(forecast.Said.Attainment.Chance)}";

    private static string Range(ForecastView forecast, Figures money)
    {
        var range = $"Four times of five {(forecast.IsOfMargin ? "the margin" : "it")} ends between {money.Compact((decimal)forecast.Odds.Low)} and {money.Compact((decimal)forecast.Odds.High)}.";
        return forecast.Said.IsReached ? "The quota is reached." : forecast.Now.IsLittle ? $"There is little history to tell the odds from. {range}" : range;
    }

    private static LetterPart? InNeed(Digest digest, Figures money) => digest.Team is not { } team ? null : new("Who needs you", [.. team.InNeed.Select(p => new LetterLine(p.Person.Name, $"signals?person={p.Person.Id:0}", Needs(p, money)))])
    {
        Words = $"In the order of stake and urgency of all their signals together.{(team.Others == 0 ? "" : team.Others == 1 ? " 1 other has something open that can be left to them." : $" {Figures.Count(team.Others)} others have something open that can be left to them.")}",
        More = team.Found > team.InNeed.Count ? new($"All {Figures.Count(team.Found)}, on the page of your team", "team#needs") : null,
    };

    private static string Needs(InNeed person, Figures money) => string.Join(". ",
        (person.Line is { Attainment: { } attainment } line ? [$"{Figures.Percent(attainment)} of the quota{(ScoreWords.Pace(line) is { } pace ? $", {pace}" : "")}"] : Array.Empty<string>()).Concat(person.Reasons.Select(r => r.Stake > 0 ? $"{r.Title}, {SignalWords.AtStake(r.Stake, money)}" : r.Title)));

    private static LetterPart Noticed(Digest digest) => new("What needs you", [.. digest.Signals.Select(s => new LetterLine(s.Title, s.Href, s.Words))]);

    private static LetterPart Answers(Digest digest) => new(
        "Waits for you",
        [
            .. digest.Waiting.Select(w => new LetterLine($"{(w.IsOwn ? "Your plan" : $"The plan of {w.Owner}")} for {(w.Account is null ? "" : $"{w.Account}, ")}{PlanWords.Of(w.Period)}", $"plans/{w.Id:0}/negotiate", "sign it, or counter")),
            .. digest.Others.Select(o => new LetterLine(o.Title, o.Href, o.Words)),
            .. digest.Asked.Select(l => PromiseLines.Line(l, digest.Today, "asked of you, ")),
        ])
    {
        More = digest.Asked.Count >= Digest.MostLines ? new("All that is asked of you", PromiseLines.Open(digest.Person.Id)) : digest.Waiting.Count >= Digest.MostLines ? new("All plans", "plans") : null,
    };

    private static LetterPart Done(Digest digest)
    {
        var done = digest.Activity?.Lines.Where(l => l.PerWeek is not null || l.Week.Done > 0).Select(l => new LetterLine($"{l.Type}: {ScoreWords.Done(l.Week)}", $"people/{digest.Person.Id:0}#activity")).ToList() ?? [];
        if (digest.Kept is { Made: > 0 } kept)
        {
            done.Add(new($"Promises kept: {Figures.Count(kept.Kept)} of {Figures.Count(kept.Made)}{(digest.Week.LastDay < digest.Today ? "" : " that were due before today")}", "commitments"));
        }

        var isOver = digest.Week.LastDay < digest.Today;
        return new(isOver ? "What you did last week" : "What you did this week", done)
        {
            Words = $"{(digest.Activity?.HasGoals == true ? "Done of what you agreed, " : "")}{Figures.Day(digest.Week.FirstDay, digest.Today)} to {Figures.Day(isOver ? digest.Week.LastDay : digest.Today, digest.Today)}",
        };
    }
}
