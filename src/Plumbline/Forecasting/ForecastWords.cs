using System.Globalization;
using Plumbline.Fiscal;
using Plumbline.Scoring;
using Plumbline.Ui;

namespace Plumbline.Forecasting;

/// <summary>Odds in words: a number with what it means, and the reasons with their figures.</summary>
internal static class ForecastWords
{
    private const double Hardly = 0.01; // Of the quota: less is not worth a figure.
    private const decimal Noticed = 0.03m; // So many hundredths more or less are noticed.
    private const int FewestAlike = 5;
    private const double CycleNoticed = 0.1; // So much longer or shorter is told.
    private const double WorthPulling = 0.05; // A deal of less chance than this is pulled in by a wish.

    /// <summary>So many are named to be pulled in: more names say where to begin no better.</summary>
    public const int MostPulled = 3;

    /// <summary>Why what is told of a month, a quarter and a half do not add up.</summary>
    public const string EachByItself = "Each month, quarter and half is told by itself, corrected by how earlier ones of its length ended; the months ahead are corrected together. Their figures need not add up.";

    /// <summary>How the margin of months to come is told.</summary>
    public const string MarginToCome = "Each open deal counts with the part of its revenue that its product left in the last twelve months, or else as its price and cost or its usual margin say. Deals still to come count with what all products together left.";

    /// <summary>Where the chance of a quota lies.</summary>
    public static ForecastGroup Group(KeptForecast forecast) => forecast.Said.IsReached ? ForecastGroup.Reached
        : KeptForecast.StandingOf(forecast.Said.Attainment.Chance) switch
        {
            ChanceStanding.OnCourse => ForecastGroup.OnCourse,
            ChanceStanding.AtRisk => ForecastGroup.AtRisk,
            _ => ForecastGroup.Open,
        };

    /// <summary>Whether the quota is reached, at risk, on course, or open.</summary>
    public static string Standing(KeptForecast forecast) => forecast.Said.IsReached ? "reached" : Standing(forecast.Said.Attainment.Chance);

    /// <summary>The same of months that have not begun, by their chance alone.</summary>
    public static string Standing(double chance) => KeptForecast.StandingOf(chance) switch
    {
        ChanceStanding.OnCourse => "on course",
        ChanceStanding.AtRisk => "at risk",
        _ => "open",
    };

    public static Standing Is(KeptForecast forecast) => Of(forecast.Said.Attainment.Chance);

    public static Standing Of(double chance) => KeptForecast.StandingOf(chance) switch
    {
        ChanceStanding.OnCourse => Ui.Standing.Good,
        ChanceStanding.AtRisk => Ui.Standing.Bad,
        _ => Ui.Standing.Watch,
    };

    /// <summary>How often the same was true before: how earlier quotas ended that stood as this one with as much time left; null of too few to tell anything.</summary>
    public static string? Before(ForecastView view)
    {
        if (view.Now.IsLittle || view.Basis.Alike is not { Quotas: >= FewestAlike } alike)
        {
            return null;
        }

        var length = view.Now.Length switch { 1 => "months", 3 => "quarters", _ => "halves" };
        var isAtRisk = KeptForecast.StandingOf(view.Odds.Chance) == ChanceStanding.AtRisk;
        var (came, all) = (isAtRisk ? alike.Quotas - alike.Reached : alike.Reached, alike.Quotas);
        return $"{Figures.Count(all)} such quotas of earlier {length} were {Standing(view.Odds.Chance)} with as much time left: {(came == all ? "all" : came == 0 ? "none" : Figures.Count(came))} of them {(came == 1 ? "was" : "were")} {(isAtRisk ? "missed" : "reached")}.";
    }

    /// <summary>A chance as people say it: never quite 0 or 100% of what is still to come.</summary>
    public static string Percent(double chance) => chance switch
    {
        >= 1 => "100%",
        > 0.99 => "over 99%",
        < 0.01 => "under 1%",
        _ => Figures.Percent(Rounded(chance)),
    };

    private static decimal Rounded(double chance) => (decimal)Math.Round(chance, 2);

    /// <summary>The same where there is enough history for a figure; else in words alone.</summary>
    public static string Chance(KeptForecast forecast) => forecast.IsLittle && !forecast.Said.IsReached ? Standing(forecast) : Percent(forecast.Said.Attainment.Chance);

    /// <summary>"four times of five between €4 k and €6 k"; where hardly anything more is likely both ends are the same.</summary>
    public static string Range(Attainment odds, Figures company) =>
        (company.Compact((decimal)odds.Low), company.Compact((decimal)odds.High)) is var (low, high) && low == high ? $"four times of five about {low}" : $"four times of five between {low} and {high}";

    /// <summary>Where the forecast of a period stands, named as in addresses.</summary>
    public static string Href(string period, ScoreScope scope, ForecastMeasure measure = ForecastMeasure.Revenue) =>
        string.Create(CultureInfo.InvariantCulture, $"forecast?period={period}{(scope.PersonId is { } person ? $"&person={person}" : scope.TeamId is { } team ? $"&team={team}" : "")}{(measure == ForecastMeasure.Margin ? "&measure=margin" : "")}");

    /// <summary>The pipeline that there is, beside what it takes; empty where its deals are not told one by one.</summary>
    public static string ThereIs(ForecastView view, Figures company) =>
        view.IsOfOrders || view.IsOfMargin || view.Basis.Outlook is not { Folded.Wins: 0, Open: { Count: > 0 } open } ? ""
            : $" There {(open.Count == 1 ? "is 1 open deal" : $"are {Figures.Count(open.Count)} open deals")} of {company.Compact((decimal)open.Sum(p => p.Value))}.";

    /// <summary>How much longer or shorter a person's deals take to be won than those of others; empty where they hardly differ, and of several people.</summary>
    public static string OwnCycle(ForecastView view, bool own) => view.Basis.Cycle switch
    {
        _ when view.IsOfOrders => "",
        >= 1 + CycleNoticed and var longer => $" {(own ? "Your deals" : "These deals")} take about {Percent(longer - 1)} longer to be won than deals of their size in the company: what is new is reckoned by that.",
        <= 1 - CycleNoticed and var shorter => $" {(own ? "Your deals" : "These deals")} are won in about {Percent(1 - shorter)} less time than deals of their size in the company: what is new is reckoned by that.",
        _ => "",
    };

    /// <summary>Where the pipeline stands by month of expected close.</summary>
    public static string CoverageHref(ScoreScope scope) => PipelineHref("coverage", scope);

    /// <summary>Where it stands what moved in the pipeline.</summary>
    public static string MovesHref(ScoreScope scope) => PipelineHref("changes", scope);

    private static string PipelineHref(string view, ScoreScope scope) =>
        string.Create(CultureInfo.InvariantCulture, $"pipeline?view={view}{(scope.PersonId is { } person ? $"&person={person}" : scope.TeamId is { } team ? $"&team={team}" : "&whose=all")}");

    /// <summary>Why the number is what it is, the largest first.</summary>
    /// <param name="view">The forecast.</param>
    /// <param name="company">Writes money.</param>
    /// <param name="own">Whether it is told to the person it is about.</param>
    public static IReadOnlyList<string> Why(ForecastView view, Figures company, bool own)
    {
        var (said, outlook) = (view.Said, view.Basis.Outlook);
        var end = Figures.Day(view.Now.Period.LastDay, view.Now.AsOf);
        var whose = own ? "your" : "the";
        if (said.IsReached)
        {
            return [$"{company.Compact((decimal)said.Won)} of {company.Compact((decimal)said.Quota)} is won: the quota is reached. {company.Compact((decimal)(view.Odds.Expected - said.Won))} more is likely by {end}."];
        }

        if (view.IsToCome)
        {
            return WhyToCome(view, company, whose);
        }

        var coming = outlook.ComingValue;
        var open = view.Odds.Expected - said.Won - coming;
        var others = outlook.Reorders > 0 ? "others" : "deals still to come";
        var later = coming < Hardly * said.Quota ? $"{others} hardly anything at {whose} pace" : $"{others} about {company.Compact((decimal)coming)} at {whose} pace";
        List<string> why =
        [
            $"{company.Compact((decimal)said.Won)} of {company.Compact((decimal)said.Quota)} is won, {company.Compact((decimal)(said.Quota - said.Won))} is missing.",
            outlook.OpenDeals == 0 ? $"Nothing is open that could close by {end}; orders at {whose} pace of late bring about {company.Compact((decimal)coming)}."
                : outlook.Reorders == outlook.OpenDeals ? $"{(outlook.Reorders == 1 ? "An account that has ordered before brings" : $"{Figures.Count(outlook.Reorders)} accounts that have ordered before bring")} about {company.Compact((decimal)open)} by {end} at their rhythm, {later}."
                : $"Deals like {whose} {(outlook.OpenDeals == 1 ? "open one bring" : $"{Figures.Count(outlook.OpenDeals)} open ones bring")} about {company.Compact((decimal)open)} by {end}, {later}.",
        ];
        if (view.WithoutQuota > 0 && (double)view.WithoutQuota >= Hardly * said.Quota)
        {
            why.Add($"{company.Compact(view.WithoutQuota)} of what is won is of people without a quota, or of nobody named: it counts here, and hides as much of what the others lack.");
        }

        if (view.OwnClosed is { } closed && closed < KeptForecast.EnoughClosed && !view.Now.IsLittle)
        {
            why.Add(closed == 0 ? $"None of {whose} own deals has ended in two years: the odds are the company’s." : $"{(closed == 1 ? "One" : Figures.Count(closed))} of {whose} own deals {(closed == 1 ? "has" : "have")} ended in two years: the odds lean on the company’s.");
        }

        // The range is that of the deals; the chance hears others besides, and where the two seem to disagree that is why.
        if (!view.Now.IsLittle && said.Heard is [var alone, ..] && Rounded(alone) - Rounded(view.Odds.Chance) is var beside && Math.Abs(beside) >= Noticed)
        {
            why.Add($"By the deals alone, as in the range, the chance is {Percent(alone)}. Pace and how earlier quotas ended, which are heard beside them, {(beside > 0 ? "take" : "add")} {Figures.Number(Math.Abs(beside) * 100)} points.");
        }

        return Most(view, company, "by then") is { } most ? [.. why, most] : why;
    }

    /// <summary>The same of months that have not begun.</summary>
    private static List<string> WhyToCome(ForecastView view, Figures company, string whose)
    {
        var said = view.Said;
        List<string> why =
        [
            WhoseQuota(view, company),
            $"{(view.IsOfOrders ? $"Orders at {whose} pace of late" : $"What is open, and what is still to come at {whose} pace,")} {(view.IsOfMargin ? "leave" : "bring")}{(view.IsOfOrders ? "" : "s")} about {company.Compact((decimal)(view.Odds.Expected - said.Won))} in these months{(said.Won > 0 ? $", beside {company.Compact((decimal)said.Won)} that is recorded for them already" : "")}.",
        ];
        return Most(view, company, "in these months") is { } most ? [.. why, most] : why;
    }

    /// <summary>Where the quota of months to come is from.</summary>
    public static string WhoseQuota(ForecastView view, Figures company)
    {
        var (quota, taken) = ((decimal)view.Said.Quota, view.QuotaTaken);
        var running = view.Now.Period.Length switch { 1 => "this month", 3 => "this quarter", _ => "this half" };
        return taken == 0 ? $"The quota of {company.Compact(quota)} is agreed."
            : view.IsQuotaTaken ? $"Not all of these months have an agreed quota yet: that of {running}, {company.Compact(taken)}, is taken."
            : $"{company.Compact(taken)} of the quota of {company.Compact(quota)} is of people who have agreed none for all of these months yet: theirs for {running} is taken.";
    }

    /// <summary>The open deal that matters most; null where none does.</summary>
    private static string? Most(ForecastView view, Figures company, string when) => view.Effects is [var most, ..] && most.Chance - most.Without >= 0.01
        ? $"{view.NameOf(most.Deal)} ({company.Compact((decimal)most.Deal.Value)}{(view.Now.IsLittle ? "" : $", {Percent(most.Deal.Told)} {when}")}) matters most{(view.Now.IsLittle ? "." : $": without it {Percent(most.Without)}.")}"
        : null;

    /// <summary>What is different from a week ago; null where nothing was said then.</summary>
    public static string? Since(ForecastView view, Figures company)
    {
        if (view.WeekBefore is not { } before || view.Now.IsLittle)
        {
            return null;
        }

        var (change, said) = (view.Odds.Expected - before.Expected, view.Said);
        var most = view.Changes.Where(c => Points(c) != 0).OrderByDescending(c => Math.Abs(c.Chance)).FirstOrDefault();
        var why = most is null ? "" : $" Moved most by {Cause(most.Cause)}, {Signed(Points(most))} {(Math.Abs(Points(most)) == 1 ? "point" : "points")}.";
        return $"On {Figures.Day(before.AsOf, view.Now.AsOf)} it was {Percent(before.Chance)}: {(Math.Abs(change) < Hardly * said.Quota ? "about as much" : $"{company.Compact((decimal)Math.Abs(change))} {(change < 0 ? "less" : "more")}")} is expected since.{why}";
    }

    /// <summary>What had come and was missing on a day that is gone, by what was known at its end.</summary>
    public static string Then(PastForecast past, Figures company)
    {
        var said = past.Kept.Said;
        return said.IsReached
            ? $"{company.Compact((decimal)said.Won)} of {company.Compact((decimal)said.Quota)} was won: the quota was reached by then."
            : $"{company.Compact((decimal)said.Won)} of {company.Compact((decimal)said.Quota)} was won, {company.Compact((decimal)(said.Quota - said.Won))} was missing; {company.Compact((decimal)(said.Attainment.Expected - said.Won))} more was expected.";
    }

    /// <summary>What came of a period since something was said of it, and whether that was in the range.</summary>
    public static string Came(PastForecast past, Figures company)
    {
        var (said, end) = (past.Kept.Said, Figures.Day(past.Kept.Period.LastDay, past.Kept.AsOf));
        var range = $"{company.Compact((decimal)said.Attainment.Low)} to {company.Compact((decimal)said.Attainment.High)}";
        var quota = company.Compact((decimal)said.Quota);
        var came = company.Compact(past.Came);
        if (past.IsOver)
        {
            var result = past.IsReached ? $"{came} came: the quota of {quota} was reached." : $"{came} came: {company.Compact((decimal)said.Quota - past.Came)} less than the quota of {quota}.";
            return $"{result} That lies {(past.IsBelow ? "below" : past.IsAbove ? "above" : "within")} the range that was said, {range}, which is meant to hold four times of five.";
        }

        return $"{came} is won by now, {(past.IsReached ? $"and the quota of {quota} is reached" : $"{company.Compact((decimal)said.Quota - past.Came)} of the quota of {quota} is missing")}. {(past.IsAbove ? $"That is above the range that was said, {range}, already." : $"Whether it ends within the range that was said, {range}, shows by {end}.")}";
    }

    /// <summary>What changed, in words that go on from "moved by".</summary>
    public static string Cause(ChangeCause cause) => cause switch
    {
        ChangeCause.Quota => "another quota",
        ChangeCause.Won => "what was won",
        ChangeCause.Lost => "what was lost or handed over",
        ChangeCause.New => "new deals",
        ChangeCause.Amounts => "other amounts",
        ChangeCause.Slipped => "deals that are expected to close later",
        ChangeCause.Odds => "how far the open deals are, and for how long",
        ChangeCause.TimeAndPace => "time that is gone, and pace",
        _ => throw new InvalidOperationException($"{cause} has no words."),
    };

    /// <summary>A cause's part of the chance in whole points. Where the walk stands is rounded, not each step, so that the parts that are shown add up to what is shown of the whole.</summary>
    public static decimal Points(ChangePart part) => Points(part.From.Chance, part.To.Chance);

    public static decimal Points(double from, double to) => 100 * (Rounded(to) - Rounded(from));

    /// <summary>A part of what is expected, in whole units of money, rounded likewise.</summary>
    public static decimal Money(double from, double to) => Math.Round((decimal)to) - Math.Round((decimal)from);

    /// <summary>With its sign, as in "+12".</summary>
    public static string Signed(decimal number) => (number > 0 ? "+" : "") + Figures.Whole(number);

    /// <summary>Which open deals to pull in: those that matter most, of those that are more than hardly likely.</summary>
    private static string Pull(ForecastView view) => Pulled(view) switch
    {
        [] => "What is open is to be pulled in",
        var deals => $"What is open is to be pulled in, beginning with {string.Join(", ", deals)}",
    };

    private static List<string> Pulled(ForecastView view) => [.. view.Effects.Where(e => e.Deal.Told >= WorthPulling && view.Names.ContainsKey(e.Deal.Id)).Take(MostPulled).Select(e => view.NameOf(e.Deal))];

    /// <summary>When deals are best begun for months to come: what is begun earlier is won before them, what is begun later after.</summary>
    private static string Begun(ForecastView view) => view.Basis.BestWeek == 0 ? "created today" : $"created in the seven days from {Figures.Day(view.Now.AsOf.AddDays(view.Basis.BestWeek * Week.Days), view.Now.AsOf)}";

    /// <summary>How many activities a week, rounded up: to whole ones, and to tenths below ten.</summary>
    public static string AWeek(decimal activities) => AWeek(activities, Math.Ceiling);

    /// <summary>The range of them, rounded outwards, so that it holds as often as it is said to.</summary>
    public static string AWeek(Estimate activities) => $"{AWeek(activities.Low, Math.Floor)}–{AWeek(activities.High, Math.Ceiling)}";

    // In whole ones all figures of a range below one would be the same.
    private static string AWeek(decimal activities, Func<decimal, decimal> rounded) => activities < 10 ? Figures.Number(rounded(activities * 10) / 10) : Figures.Count((long)rounded(activities));

    /// <summary>How many of the deals that are begun are won in time, to go on with; of too little history for figures nothing.</summary>
    private static string Won(ForecastView view) => view.Now.IsLittle ? "" : $", of which {Percent(view.Basis.FromBest)} are won {(view.IsToCome ? "in these months" : $"by {Figures.Day(view.Now.Period.LastDay, view.Now.AsOf)}")}";

    private static string Few(ForecastView view) => view.Now.IsLittle ? "too few" : Percent(view.Basis.FromBest);

    /// <summary>What somebody could promise to do about it: to begin the pipeline that is missing, or where that alone will not do it <see cref="ToPullIn"/>.</summary>
    public static string ToPromise(ForecastView view, Figures company) => view.ToAdd() switch
    {
        { Deals: > 0 } add when view.IsOfOrders => $"Bring orders worth {company.Compact((decimal)add.Value)} more than is likely",
        { Deals: > 0 } add when view.IsOfMargin => $"Begin opportunities that leave {company.Compact((decimal)add.Value)}",
        { Deals: > 0 } add => $"Begin opportunities worth {company.Compact((decimal)add.Value)}",
        _ => ToPullIn(view),
    };

    /// <summary>To pull in the open deal that matters most; empty where none is worth it.</summary>
    public static string ToPullIn(ForecastView view) => Pulled(view) is [var first, ..] ? $"Pull in {first}" : "";

    /// <summary>What it takes, in deals and in value.</summary>
    public static string ToAdd(ForecastView view, Figures company) => view.ToAdd() switch
    {
        { Deals: > 0 } add when view.IsOfOrders => $"{company.Compact((decimal)add.Value)} more than is likely would make the chance {Percent(view.Wanted)}: {(add.Deals == 1 ? "one order" : $"{Figures.Count(add.Deals)} orders")} of the usual size.",
        { Deals: 0 } when view.IsOfOrders => $"No more orders than are likely are needed for a chance of {Percent(view.Wanted)}.",
        { Deals: 0 } when view.IsToCome => $"No more pipeline than comes at the pace of late is needed for a chance of {Percent(view.Wanted)}.",
        { Deals: 0 } => $"No more pipeline is needed for a chance of {Percent(view.Wanted)}.",
        { } add when view.IsOfMargin => $"New qualified pipeline that leaves {company.Compact((decimal)add.Value)}, {Begun(view)}, would make the chance {Percent(view.Wanted)}: {(add.Deals == 1 ? "one deal" : $"{Figures.Count(add.Deals)} deals")} that leave what is usual{Won(view)}.",
        { } add when view.IsToCome => $"{company.Compact((decimal)add.Value)} of new qualified pipeline, {Begun(view)}, would make the chance {Percent(view.Wanted)}: {(add.Deals == 1 ? "one deal" : $"{Figures.Count(add.Deals)} deals")} of the usual size{Won(view)}.",
        { } add => $"{company.Compact((decimal)add.Value)} of new qualified pipeline, created today, would make the chance {Percent(view.Wanted)}: {(add.Deals == 1 ? "one deal" : $"{Figures.Count(add.Deals)} deals")} of the usual size{Won(view)}.",
        null when view.IsToCome => $"New pipeline alone will not do it: of deals that are {Begun(view)} {Few(view)} are won in these months.",
        null => $"New pipeline alone will not do it: of the deals that come today {Few(view)} are won by {Figures.Day(view.Now.Period.LastDay, view.Now.AsOf)}. {Pull(view)}; what is begun now counts for the months after.",
    };
}

/// <summary>Quotas by their chance, those first that need somebody.</summary>
internal enum ForecastGroup
{
    AtRisk,
    Open,
    OnCourse,
    Reached,
}
