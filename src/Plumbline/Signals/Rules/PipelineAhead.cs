using Microsoft.EntityFrameworkCore;
using Plumbline.Opportunities;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Scoring;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>Too little pipeline for the quarter after this one: what is to be ordered then is begun now.</summary>
internal sealed class PipelineAhead(PlumblineDb db, OpenDeals deals, SellingHistory history, CompanyLately lately) : SignalRule
{
    public override string Key => "pipeline-ahead";

    public override string Name => "Pipeline for next quarter too thin";

    public override RuleLimit Limit => new(50, 10, 100, "% of what is needed by now");

    public override string Says(decimal limit) =>
        $"For the quarter that begins within {Watch.DaysAhead} days less than {limit:0}% of the qualified pipeline is open that is needed by now: quota × needed coverage at this person’s own win rate by value, the company’s as support, of which the part is needed by now that the usual sales cycle says; what is open without a day counts. Where no quota is agreed for it yet, that of this quarter is taken.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var next = watch.Fiscal.Quarter(watch.Today).Next;
        var sellers = watch.Sellers.Where(p => QuotaOf(p.Id) > 0).Select(p => p.Id).ToArray();
        if (sellers.Length == 0)
        {
            return [];
        }

        var (first, last, since, today) = (next.FirstDay, next.LastDay, watch.Today.AddDays(-SellingHistory.Days), watch.Today);
        var closed = (await db.Opportunities.Where(o => o.SalespersonId != null && EF.Parameter(sellers).Contains(o.SalespersonId.Value) && o.Closed >= since && o.Closed <= today)
            .GroupBy(o => new { Person = o.SalespersonId!.Value, o.State }).Select(g => new { g.Key.Person, g.Key.State, Count = g.Count(), Value = g.Sum(o => o.Amount ?? 0) }).ToListAsync(cancel)).ToLookup(c => c.Person);
        var all = await lately.Of(Key, watch, async () => await history.Together([.. watch.Colleagues.People.Where(p => p.Roles.HasFlag(People.Roles.Salesperson)).Select(p => p.Id)], cancel) with { Whose = "the company" });
        var open = deals.Of(watch).Where(o => EF.Parameter(sellers).Contains(o.SalespersonId!.Value) && (o.ExpectedClose == null || (o.ExpectedClose >= first && o.ExpectedClose <= last)));
        var stages = await deals.Stages(open, cancel);
        var sums = (await deals.Shown(open).GroupBy(d => new { d.PersonId, d.Stage }).Select(g => new { g.Key.PersonId, g.Key.Stage, Worth = g.Sum(d => d.Worth) }).ToListAsync(cancel)).ToLookup(s => s.PersonId);
        var found = new List<Finding>();
        foreach (var person in sellers)
        {
            var own = new SellingRates
            {
                Won = closed[person].Where(c => c.State == OpportunityState.Won).Sum(c => c.Count),
                Lost = closed[person].Where(c => c.State == OpportunityState.Lost).Sum(c => c.Count),
                WonValue = closed[person].Where(c => c.State == OpportunityState.Won).Sum(c => c.Value),
                LostValue = closed[person].Where(c => c.State == OpportunityState.Lost).Sum(c => c.Value),
            };
            var others = all with { Won = all.Won - own.Won, Lost = all.Lost - own.Lost, WonValue = all.WonValue - own.WonValue, LostValue = all.LostValue - own.LostValue };
            var rates = new SupportedRates(own, others);
            var quota = QuotaOf(person);
            var needed = (1 + rates.Slippage.Value.Mid) / rates.WinRateByValue.Value.Mid;
            // A deal that closes in the middle of the quarter was begun a cycle before: so much of the pipeline can be there by now.
            var untilMiddle = next.FirstDay.AddDays((last.DayNumber - first.DayNumber) / 2).DayNumber - today.DayNumber;
            var byNow = Math.Clamp(1 - (untilMiddle / (2 * Math.Max(1, rates.Cycle.Value.Mid))), 0, 1);
            var qualified = sums[person].Where(s => stages.ColumnOf(s.Stage)?.IsQualified != false).Sum(s => s.Worth);
            var wanted = quota * needed * byNow;
            if (wanted <= 0 || qualified * 100 >= wanted * watch.Limit)
            {
                continue;
            }

            var href = new PipelineAsk(PipelineView.Coverage, new(person)).Href;
            found.Add(new(
                person, $"quarter/{next.First}", (wanted - qualified) / needed, first, $"Pipeline for {Figures.Name(next, watch.Fiscal)} is too thin",
                $"{watch.Money.Compact(qualified)} of qualified pipeline is expected to close then, or on no day that anybody said. By now about {watch.Money.Compact(wanted)} is needed for a quota of {watch.Money.Compact(quota)}{(IsAgreed(person) ? "" : ", that of this quarter, since none is agreed yet")}.",
                [
                    new($"Needed coverage {Figures.Number(needed)}: 1 ÷ {Figures.Percent(rates.WinRateByValue.Value.Mid)} × (1 + {Figures.Percent(rates.Slippage.Value.Mid)} that slips)", href),
                    new($"{Figures.Percent(byNow)} of it can be there by now, with a sales cycle of {Figures.Count((long)rates.Cycle.Value.Mid)} days", href),
                ],
                new("See what to begin for it", $"forecast?period={watch.Fiscal.Name(next)}&person={person}", Line: SignalAction.Review(person))));
        }

        return found;

        bool IsAgreed(long person) => next.Months.All(m => watch.Quotas.GetValueOrDefault((person, m)) > 0);

        decimal QuotaOf(long person) => watch.Quota(person, IsAgreed(person) ? next : next.Previous);
    }
}
