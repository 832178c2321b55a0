using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Plans;
using Plumbline.Scoring;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Forecasting;

/// <summary>How likely the quota of a plan is, in words; where the months run as it is kept, of months ahead by the odds of today.</summary>
/// <param name="Words">What is said of it, a sentence or two.</param>
/// <param name="Chance">The chance, where there is a quota and history enough for a figure; null where not.</param>
/// <param name="Standing">Whether it is at risk, open or on course; null where there is nothing to be reached.</param>
/// <param name="Is">The same as a colour.</param>
/// <param name="Rests">What it rests on.</param>
/// <param name="Deals">The open deals that bring most in these months, each with its name and what it does.</param>
/// <param name="Why">Where the reasons stand; null where there are none.</param>
public sealed record PlanOdds(string Words, double? Chance, string? Standing, Ui.Standing Is, string Rests, IReadOnlyList<(long Id, string Name, string Says)> Deals, string? Why);

/// <summary>Tells how likely the quota of a business plan is. Nothing of it is kept with the plan.</summary>
internal sealed class PlanOddsReader(PlumblineDb db, OurCompany company, ForecastReader forecasts, MonthsToCome toCome)
{
    private const int MostDeals = 3;
    private const double Cent = 0.005;
    private const double Hardly = 0.01; // A chance that is not worth naming a deal for.

    /// <summary>The odds of what a plan says; null where its months are over.</summary>
    /// <param name="person">Whose plan it is.</param>
    /// <param name="content">What it says.</param>
    /// <param name="other">What is weighed against that, of which the chance is told beside it; null where nothing is.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<PlanOdds?> Read(long person, BusinessPlanContent content, NamedContent? other, CancellationToken cancel)
    {
        var (ours, today, period) = (await company.Load(cancel), await company.Today(cancel), content.Period);
        var money = new Figures(ours.Currency);
        return period.LastDay < today ? null
            : period.FirstDay <= today ? await Running(person, content, other, ours.FiscalYear, money, cancel)
            : await ToCome(person, content, other, ours.FiscalYear, money, cancel);
    }

    private async Task<PlanOdds> Running(long person, BusinessPlanContent content, NamedContent? other, FiscalYear fiscal, Figures money, CancellationToken cancel)
    {
        var (period, scope) = (content.Period, new ScoreScope(PersonId: person));
        if (await forecasts.Now(period, scope, cancel) is not { Basis: { } basis } now)
        {
            return Only("No forecast of these months is kept yet: it needs a quota for each of them, agreed or imported, and is made within minutes after.");
        }

        var (said, odds) = (now.Said, now.Said.Attainment);
        var words = said.IsReached
            ? $"The quota of {Compact(said.Quota)} for {Figures.Name(period, fiscal)} is reached: {Compact(said.Won)} is won, and {Compact(odds.Expected)} is expected by its end."
            : $"Of the quota of {Compact(said.Quota)} for {Figures.Name(period, fiscal)} {Compact(said.Won)} is won; by its end the odds bring about {Compact(odds.Expected)}, {ForecastWords.Range(odds, money)}.";
        var written = (double)content.QuotaOf(period).Revenue;
        if (written > 0 && Math.Abs(written - said.Quota) > Cent && !now.IsLittle)
        {
            words += $" That is the quota in force, with days away taken off. With {Compact(written)}, as written here, the chance would be {ForecastWords.Percent(basis.Chance(written, basis.Outlook))}.";
        }

        words += await forecasts.Margin(period, scope, cancel) is { } margin ? $" The quota of margin: {(margin.IsLittle ? "" : "a chance of ")}{ForecastWords.Chance(margin)}." : "";
        words += now.IsLittle ? "" : Beside(other, period, written, money, quota => basis.Chance(quota, basis.Outlook));

        return new(
            words, now.IsLittle && !said.IsReached ? null : odds.Chance, ForecastWords.Standing(now), ForecastWords.Is(now),
            now.IsLittle ? Little(now.Closed) : $"By what was known on {Figures.Day(now.AsOf)}.", [], ForecastWords.Href(fiscal.Name(period), scope));

        string Compact(double amount) => money.Compact((decimal)amount);
    }

    private async Task<PlanOdds> ToCome(long person, BusinessPlanContent content, NamedContent? other, FiscalYear fiscal, Figures money, CancellationToken cancel)
    {
        var period = content.Period;
        if (await forecasts.Ahead(cancel) is not var (asOf, ahead))
        {
            return Only("What is likely in the months ahead is being reckoned. Look again in a few minutes.");
        }

        var from = ahead.At(period.First);
        var known = period with { Length = Math.Min(period.Length, CompanyAhead.Months - from) };
        if (known.Length <= 0)
        {
            return Only($"Nothing is known of these months yet: the odds of today reach to {Figures.Name(ahead.First.Plus(CompanyAhead.Months - 1))}.");
        }

        if (!ahead.People.Any(p => p.SalespersonId == person))
        {
            return Only("No deal of this person is known yet, neither open nor closed, so that nothing can be said of these months.");
        }

        var quota = (double)content.QuotaOf(known).Revenue;
        var recorded = (double)await toCome.Recorded(known, person, cancel);
        var outlook = ahead.Basis(new HashSet<long> { person }, from, known.Length, recorded, asOf).Outlook;
        var odds = outlook.Against(quota);
        var of = known == period ? Figures.Name(period, fiscal) : $"the months until {Figures.Name(known.Last)}";
        var isLittle = ahead.Closed < KeptForecast.EnoughClosed;
        var unknown = known == period ? "" : $" Of the months after {Figures.Name(known.Last)} nothing is known yet.";
        var brings = $"about {Compact(odds.Expected)}, {ForecastWords.Range(odds, money)}";
        var words = (quota > 0, isLittle) switch
        {
            (true, false) => $"Of the quota of {Compact(quota)} for {of} the odds of today bring {brings}: a chance of {ForecastWords.Percent(odds.Chance)}.",
            (true, true) => $"By the odds of today the quota for {of} is {ForecastWords.Standing(odds.Chance)}.",
            (false, false) => $"The odds of today bring {brings}, for {of}. No quota is written yet.",
            (false, true) => $"No quota is written for {of} yet, and there is too little history for figures.",
        };
        return new(
            words + (isLittle ? "" : Beside(other, known, quota, money, outlook.Reaches)) + unknown, quota > 0 && !isLittle ? odds.Chance : null, quota > 0 ? ForecastWords.Standing(odds.Chance) : null, ForecastWords.Of(odds.Chance),
            isLittle ? Little(ahead.Closed) : $"From open deals and the pace of late, by what was known on {Figures.Day(asOf)}. The further ahead, the more of it is pace.",
            isLittle ? [] : await Largest([.. ahead.Deals.Where(d => d.SalespersonId == person)], from, known.Length, Compact, cancel), null);

        string Compact(double amount) => money.Compact((decimal)amount);
    }

    /// <summary>What the chance would be with the quota of another version, in a sentence to go on with; empty where that asks for the same or nothing.</summary>
    private static string Beside(NamedContent? other, Period months, double quota, Figures money, Func<double, double> chance) =>
        other?.Content is BusinessPlanContent content && (double)content.QuotaOf(months).Revenue is > 0 and var instead && Math.Abs(instead - quota) > Cent
            ? $" With {money.Compact((decimal)instead)}, as in {char.ToLowerInvariant(other.Name[0])}{other.Name[1..]}, it would be {ForecastWords.Percent(chance(instead))}."
            : "";

    private async Task<IReadOnlyList<(long, string, string)>> Largest(IReadOnlyList<DealAhead> deals, int from, int count, Func<double, string> compact, CancellationToken cancel)
    {
        var largest = deals.Select(d => (d.Id, d.Value, Chance: d.Told(from, count))).Where(d => d.Chance >= Hardly && d.Value > 0).OrderByDescending(d => d.Chance * d.Value).ThenBy(d => d.Id).Take(MostDeals).ToList();
        long[] ids = [.. largest.Select(d => d.Id)];
        var names = ids.Length == 0 ? [] : await db.Opportunities.Where(o => EF.Parameter(ids).Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
        return [.. largest.Where(d => names.ContainsKey(d.Id)).Select(d => (d.Id, names[d.Id], $"{compact(d.Value)}, {ForecastWords.Percent(d.Chance)} in these months"))];
    }

    private static PlanOdds Only(string words) => new(words, null, null, Ui.Standing.Watch, "", [], null);

    private static string Little(int closed) => $"Not enough of the company’s own history yet ({Figures.Count(closed)} closed): these odds lean on general experience.";
}
