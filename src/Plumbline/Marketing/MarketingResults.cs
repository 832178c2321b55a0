using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Marketing;

/// <summary>By what results are cut.</summary>
internal enum ResultsBy
{
    Activity,
    Program,
    Vendor,
    Salesperson,
    Quarter,
}

/// <summary>What of the results is asked for.</summary>
internal sealed record ResultsAsk(Period Year, ResultsBy By, AttributionModel Model, int Page)
{
    /// <summary>Reads an address; what it does not say, or says wrong, is the year that runs, by activity, even.</summary>
    public static ResultsAsk Read(Func<string, string?> said, FiscalYear fiscal, DateOnly today) => new(
        fiscal.TryParse(said("period"), out var asked) && asked.Length == 12 ? asked : fiscal.Cut(today, 12),
        Enum.TryParse<ResultsBy>(said("by"), ignoreCase: true, out var by) && Enum.IsDefined(by) ? by : ResultsBy.Activity,
        Enum.TryParse<AttributionModel>(said("model"), ignoreCase: true, out var model) && Enum.IsDefined(model) ? model : AttributionModel.Even,
        Asked.Page(said("page")));
}

/// <summary>A line of the results. <paramref name="Href"/> is where it is looked into; null where nowhere. <paramref name="Detail"/> is said behind the name.</summary>
internal sealed record ResultLine(string Name, string? Href, string? Detail, AttributedSum Sum);

/// <summary>A campaign that opportunities name and no activity has.</summary>
internal sealed record UnknownCampaign(string Name, int Opportunities);

/// <summary>What came of the activities that began in a year.</summary>
/// <param name="Ask">What was asked for.</param>
/// <param name="Lines">The lines of the page.</param>
/// <param name="Found">How many lines there are in all.</param>
/// <param name="Total">All of them together.</param>
/// <param name="Wasted">What cost most of those that are over for a while, and of which nothing came.</param>
/// <param name="WastedCount">How many of those there are.</param>
/// <param name="Unknown">Campaigns that no activity has, those that most opportunities name first.</param>
/// <param name="UnknownCount">How many of those there are.</param>
/// <param name="Fiscal">The fiscal year.</param>
/// <param name="People">By name.</param>
/// <param name="Today">The company's day.</param>
internal sealed record ResultsView(
    ResultsAsk Ask, IReadOnlyList<ResultLine> Lines, int Found, AttributedSum Total, IReadOnlyList<(LocalActivity Activity, AttributedSum Sum)> Wasted, int WastedCount, IReadOnlyList<UnknownCampaign> Unknown, int UnknownCount, FiscalYear Fiscal, Colleagues People,
    DateOnly Today)
{
    public int Pages => Math.Max(1, (Found + MarketingResults.PerPage - 1) / MarketingResults.PerPage);
}

/// <summary>An opportunity that an activity touches, with what counts of it.</summary>
/// <param name="Record">The opportunity.</param>
/// <param name="Worth">Its amount, or what it may bring; null where that is not known.</param>
/// <param name="On">The day of the touch; null where it does not count.</param>
/// <param name="Others">So many other activities touch it, too.</param>
/// <param name="IsByHand">Whether somebody tied it, who may take that back.</param>
public sealed record TiedOpportunity(Opportunity Record, decimal? Worth, DateOnly? On, int Others, bool IsByHand);

/// <summary>What came of one activity, by even attribution.</summary>
/// <param name="Sum">Its cost and its part of what came.</param>
/// <param name="Tied">Opportunities that it is tied to, the largest first.</param>
/// <param name="Found">How many there are.</param>
public sealed record ActivityResults(AttributedSum Sum, IReadOnlyList<TiedOpportunity> Tied, int Found);

/// <summary>Reads what local marketing cost and what came of it, cut so that the lines add up to the total. Everyone may: it is planned and paid for in the open.</summary>
internal sealed class MarketingResults(PlumblineDb db, CurrentPerson me, OurCompany company, AttributionReader attribution)
{
    public const int PerPage = 100;

    /// <summary>So many days after an activity it is too early to say that nothing came of it.</summary>
    public const int Patience = 30;

    private const int MostNamed = 10;
    private const int MostTied = 50;

    /// <summary>A page of it.</summary>
    public async Task<ResultsView> Read(ResultsAsk ask, CancellationToken cancel)
    {
        var (today, fiscal) = (await company.Today(cancel), (await company.Load(cancel)).FiscalYear);
        var (activities, sums) = await Began(ask, today, cancel);
        var lines = await Lines(ask, activities, sums, fiscal, cancel);
        var pages = Math.Max(1, (lines.Count + PerPage - 1) / PerPage);
        ask = ask with { Page = Math.Min(ask.Page, pages) };
        var wasted = (await attribution.Wasted(activities.FindAll(a => a.Last < today.AddDays(-Patience)), leadsCount: true, cancel)).OrderByDescending(a => a.Cost).ThenBy(a => a.Id).ToList();
        var (unknown, unknownCount) = await Unknown(ask.Year, cancel);
        return new(
            ask, [.. lines.Skip((ask.Page - 1) * PerPage).Take(PerPage)], lines.Count, Sum(activities, sums), [.. wasted.Take(MostNamed).Select(a => (a, sums[a.Id]))], wasted.Count, unknown, unknownCount, fiscal,
            await me.Colleagues(cancel), today);
    }

    /// <summary>All lines, for a file.</summary>
    public async Task<(IReadOnlyList<ResultLine> Lines, AttributedSum Total)> All(ResultsAsk ask, CancellationToken cancel)
    {
        var (activities, sums) = await Began(ask, await company.Today(cancel), cancel);
        return (await Lines(ask, activities, sums, (await company.Load(cancel)).FiscalYear, cancel), Sum(activities, sums));
    }

    /// <summary>What came of one activity.</summary>
    public async Task<ActivityResults> Of(LocalActivity activity, CancellationToken cancel)
    {
        var (today, id) = (await company.Today(cancel), activity.Id);
        var read = await attribution.Of([activity], AttributionModel.Even, cancel);
        var tied = read.Touched.Select(t => (t.Record, Worth: t.Record.State == OpportunityState.Open ? read.Counting.WorthOf(t.Record) : t.Record.Amount, t.Activities)).OrderByDescending(t => t.Worth).ThenBy(t => t.Record.Id).ToList();
        long[] shown = [.. tied.Take(MostTied).Select(t => t.Record.Id)];
        var byHand = shown.Length == 0 ? [] : (await db.Set<MarketingTouch>().Where(t => t.ActivityId == id && EF.Parameter(shown).Contains(t.OpportunityId)).Select(t => t.OpportunityId).ToListAsync(cancel)).ToHashSet();
        return new(
            read.Sums[id],
            [
                .. tied.Take(MostTied).Select(t =>
                {
                    var touches = Attribution.Touches(t.Record, t.Activities, today);
                    var own = touches.Where(touch => touch.ActivityId == id).Select(touch => (DateOnly?)touch.On).SingleOrDefault();
                    return new TiedOpportunity(t.Record, t.Worth, own, own is null ? 0 : touches.Count - 1, byHand.Contains(t.Record.Id));
                }),
            ],
            tied.Count);
    }

    /// <summary>What some activities of one program cost, and what came of those that have begun.</summary>
    public async Task<AttributedSum> Of(IReadOnlyList<LocalActivity> activities, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        List<LocalActivity> begun = [.. activities.Where(a => !a.IsOff && a.First <= today)];
        return Sum(begun, (await attribution.Of(begun, AttributionModel.Even, cancel)).Sums);
    }

    private async Task<(List<LocalActivity> Activities, IReadOnlyDictionary<long, AttributedSum> Sums)> Began(ResultsAsk ask, DateOnly today, CancellationToken cancel)
    {
        var (first, last) = (ask.Year.FirstDay, ask.Year.LastDay < today ? ask.Year.LastDay : today);
        var activities = await db.Set<LocalActivity>().AsNoTracking().TakingPlace().Where(a => a.First >= first && a.First <= last).OrderBy(a => a.First).ThenBy(a => a.Id).ToListAsync(cancel);
        return (activities, (await attribution.Of(activities, ask.Model, cancel)).Sums);
    }

    private async Task<IReadOnlyList<ResultLine>> Lines(ResultsAsk ask, IReadOnlyList<LocalActivity> activities, IReadOnlyDictionary<long, AttributedSum> sums, FiscalYear fiscal, CancellationToken cancel)
    {
        var people = await me.Colleagues(cancel);
        return ask.By switch
        {
            ResultsBy.Activity => [.. activities.Select(a => new ResultLine(a.Outline.Title, $"marketing/{a.Id}", $"{Figures.Day(a.First)}, {people.NameOf(a.OwnerId)}", sums[a.Id])).OrderByDescending(l => l.Sum.Cost)],
            ResultsBy.Program => [.. Cut(a => a.ProgramId, await Programs(), id => id is { } program ? $"programs/{program}" : null).OrderByDescending(l => l.Sum.Cost)],
            ResultsBy.Vendor => [.. Vendors(await Terms()).OrderByDescending(l => l.Sum.Cost)],
            ResultsBy.Salesperson => [.. Cut(a => a.OwnerId, id => people.NameOf(id), id => $"people/{id}").OrderByDescending(l => l.Sum.Cost)],
            _ => [.. Enumerable.Range(0, 4).Select(q => new Period(ask.Year.First.Plus(3 * q), 3)).Select(q => new ResultLine(Figures.Name(q, fiscal), null, null, Sum(activities.Where(a => a.First >= q.FirstDay && a.First <= q.LastDay), sums)))],
        };

        IEnumerable<ResultLine> Cut<T>(Func<LocalActivity, T> by, Func<T, string> name, Func<T, string?> href) => activities.GroupBy(by).Select(g => new ResultLine(name(g.Key), href(g.Key), null, Sum(g, sums)));

        // By what the programs call the vendor today: an activity keeps the terms of its day, and two spellings are one vendor.
        IEnumerable<ResultLine> Vendors(IReadOnlyDictionary<long, ProgramTerms> terms) => activities.GroupBy(a => a.ProgramId is { } program ? Folded.Name(terms[program].Vendor) : null)
            .Select(g => new ResultLine(g.Key is null ? "Without a vendor" : terms[g.Max(a => a.ProgramId!.Value)].Vendor, null, null, Sum(g, sums)));

        async Task<Func<long?, string>> Programs()
        {
            var terms = await Terms();
            return id => id is { } program ? $"{terms[program].Vendor}: {terms[program].Name}" : "Without a program";
        }

        async Task<IReadOnlyDictionary<long, ProgramTerms>> Terms()
        {
            long[] ids = [.. activities.Select(a => a.ProgramId).OfType<long>().Distinct()];
            return ids.Length == 0 ? new Dictionary<long, ProgramTerms>() : await db.Set<MarketingProgram>().AsNoTracking().Where(p => EF.Parameter(ids).Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Terms, cancel);
        }
    }

    /// <summary>Campaigns that no activity has, of opportunities that are open or were closed since the year began; the most named, and how many there are.</summary>
    private async Task<(IReadOnlyList<UnknownCampaign> Most, int Count)> Unknown(Period year, CancellationToken cancel)
    {
        var since = year.FirstDay;
        var astray = db.Opportunities.Where(o => o.FoldedCampaign != null && (o.Closed == null || o.Closed >= since) && !db.Set<LocalActivity>().Any(a => a.FoldedCode == o.FoldedCampaign));
        var most = await astray.GroupBy(o => o.FoldedCampaign).Select(g => new { Name = g.Min(o => o.Campaign)!, Count = g.Count() }).OrderByDescending(g => g.Count).ThenBy(g => g.Name).Take(MostNamed).ToListAsync(cancel);
        return ([.. most.Select(g => new UnknownCampaign(g.Name, g.Count))], most.Count < MostNamed ? most.Count : await astray.Select(o => o.FoldedCampaign).Distinct().CountAsync(cancel));
    }

    private static AttributedSum Sum(IEnumerable<LocalActivity> activities, IReadOnlyDictionary<long, AttributedSum> sums) => activities.Aggregate(AttributedSum.None, (sum, a) => sum + sums[a.Id]);
}
