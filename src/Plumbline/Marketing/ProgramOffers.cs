using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.Plans;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Marketing;

/// <summary>Tells whoever writes a business plan which vendors' programs its forecast could use, and for which money in them no activity is noted.</summary>
internal sealed class ProgramOffers(PlumblineDb db, OurCompany company, ProgramReader reader)
{
    private const string Section = "marketing";
    private const int MostPrograms = 500;
    private const int MostTold = 4;

    public async Task<IReadOnlyList<Finding>> Of(Plan plan, PlanContent content, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        if (content is not BusinessPlanContent business || content.Period.LastDay < today || business.Forecast.Count == 0)
        {
            return [];
        }

        var programs = await db.Set<MarketingProgram>().AsNoTracking().Where(p => !p.IsRetired).OrderBy(p => p.Key).Take(MostPrograms).ToListAsync(cancel);
        if (programs.Count == 0)
        {
            return [];
        }

        var fitting = FittingPrograms.Of(await Forecast(business, cancel), programs, today);
        if (fitting.Count == 0)
        {
            return [];
        }

        // What the salesperson has planned under a program already uses it, whether a row of the plan says so or not.
        var (owner, first, last) = (plan.SalespersonId, content.Period.FirstDay, content.Period.LastDay);
        var planned = await db.Set<LocalActivity>().TakingPlace().Where(a => a.OwnerId == owner && a.ProgramId != null && a.First <= last && a.Last >= first).Select(a => a.ProgramId!.Value).Distinct().ToListAsync(cancel);
        var unused = fitting.Where(f => !planned.Contains(f.Program.Id) && !business.Marketing.Any(r => f.Program.Terms.IsMeant(r.Vendor, r.Program))).ToList();
        var rows = business.Marketing.ToDictionary(r => MarketingReader.SourceOf(new(plan.Id, r)));
        string[] sources = [.. rows.Keys];
        var taken = await db.Set<LocalActivity>().Where(a => EF.Parameter(sources).Contains(a.Source)).Select(a => a.Source).ToListAsync(cancel);
        IReadOnlyList<MarketingActivity> open = [.. rows.Where(r => !taken.Contains(r.Key)).Select(r => r.Value)];
        return [.. Fits(unused, today), .. Left(await reader.Usable([.. fitting.Select(f => f.Program.Id)], first > today ? first : today, last, today, cancel), fitting, open)];
    }

    private static IEnumerable<Finding> Fits(List<FittingProgram> unused, DateOnly today)
    {
        foreach (var fit in unused.Take(MostTold))
        {
            var terms = fit.Program.Terms;
            var forecast = $"{Figures.Whole(fit.Forecast)} forecast in {Of(fit.Months)}";
            yield return Offer(string.Join("; ", new[] { $"{Name(terms)}: {forecast}", Pays(terms), terms.NeedsApproval ? "ask before" : "", terms.ClaimDays is { } days ? $"claim within {ProgramWords.Days(days)}" : "", ProgramWords.IsDoubtful(terms, today) ? "check the terms first" : "" }.Where(w => w != "")) + ".") with
            {
                Elsewhere = new("Plan an activity", FormattableString.Invariant($"marketing/new?program={fit.Program.Id}")),
            };
        }

        if (unused.Count > MostTold)
        {
            yield return Offer($"{Figures.Count(unused.Count - MostTold)} more programs fit the forecast.") with { Elsewhere = new("All programs", "programs") };
        }
    }

    /// <summary>Money that fits the forecast, less what the plan's own rows are to take of it and is not noted as an activity yet. What lapses first comes first; a row takes of one fund only.</summary>
    private static IEnumerable<Finding> Left(IReadOnlyList<FundLine> funds, IReadOnlyList<FittingProgram> fitting, IReadOnlyList<MarketingActivity> rows)
    {
        var waiting = rows.ToList();
        List<(FundLine Line, decimal Money)> left = [];
        foreach (var line in funds.Where(l => fitting.Any(f => f.CanUse(l.Fund))))
        {
            var mine = waiting.Where(r => line.Terms.IsMeant(r.Vendor, r.Program) && (r.Starts is not { } starts || line.Fund.CanPay(starts, r.Ends ?? starts))).ToList();
            waiting.RemoveAll(mine.Contains);
            left.Add((line, line.Balance.Remaining - mine.Sum(r => line.Terms.Funded(r.Budget ?? 0, r.FundedShare))));
        }

        left.RemoveAll(l => l.Money <= 0);
        foreach (var (line, money) in left.Take(MostTold))
        {
            yield return Offer($"{Figures.Whole(money)} of {Name(line.Terms)}{(line.Fund.Earned == "" ? "" : $", earned {line.Fund.Earned},")} can be used from {Figures.Day(line.Fund.UsableFrom)} to {Figures.Day(line.Fund.UsableUntil)}, and no activity is noted for it: it is lost unless claimed by {Figures.Day(line.Fund.ClaimBy)}.") with
            {
                Elsewhere = new("Plan an activity", FormattableString.Invariant($"marketing/new?program={line.ProgramId}&fund={line.Fund.Id}")),
            };
        }

        if (left.Count > MostTold)
        {
            yield return Offer($"{Figures.Whole(left.Skip(MostTold).Sum(l => l.Money))} more is left in {Figures.Count(left.Count - MostTold)} other funds.") with { Elsewhere = new("All programs", "programs") };
        }
    }

    /// <summary>The forecast by month, with what is known of its products and clients by now.</summary>
    private async Task<IReadOnlyList<ForecastPart>> Forecast(BusinessPlanContent plan, CancellationToken cancel)
    {
        long[] accounts = [.. plan.Forecast.Select(l => l.AccountId).OfType<long>().Distinct()];
        long[] products = [.. plan.Forecast.Select(l => l.ProductId).OfType<long>().Distinct()];
        var industries = accounts.Length == 0 ? [] : await db.Accounts.Where(a => EF.Parameter(accounts).Contains(a.Id))
            .Select(a => new { a.Id, Industry = db.Accounts.Where(b => b.Id == (a.MergedIntoId ?? a.Id)).Select(b => b.Industry).First() }).ToDictionaryAsync(a => a.Id, a => a.Industry, cancel);
        var families = products.Length == 0 ? [] : await db.Products.Where(p => EF.Parameter(products).Contains(p.Id))
            .Select(p => new { p.Id, Family = db.Products.Where(q => q.Id == (p.MergedIntoId ?? p.Id)).Select(q => q.Family).First() }).ToDictionaryAsync(p => p.Id, p => p.Family, cancel);
        return
        [
            .. plan.Forecast.SelectMany(l => l.Months.Select(m => new ForecastPart(
                l.ProductId is { } product ? families.GetValueOrDefault(product) : null, l.Product, l.AccountId is { } account ? industries.GetValueOrDefault(account) : null, m.Month, m.Revenue ?? 0))),
        ];
    }

    private static Finding Offer(string words) => new(Severity.Offer, words, Section);

    private static string Name(ProgramTerms terms) => $"{terms.Vendor} {terms.Name}";

    private static string Pays(ProgramTerms terms) => (terms.Share, terms.Cap) switch
    {
        ({ } share, { }) => $"pays {Figures.Percent(share)} up to {ProgramWords.Amount(terms.Cap, terms)}",
        ({ } share, null) => $"pays {Figures.Percent(share)}",
        (null, { }) => $"pays up to {ProgramWords.Amount(terms.Cap, terms)}",
        _ => "what it pays is agreed each time",
    };

    private static string Of(IReadOnlyList<Month> months) => months.Count == 1 ? Figures.Name(months[0]) : $"{(months[0].Year == months[^1].Year ? Figures.ShortName(months[0]) : Figures.Name(months[0]))} to {Figures.Name(months[^1])}";
}
