using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Opportunities;

/// <summary>A column of the board: its stage, what stands in it in all, and the first of it.</summary>
public sealed record BoardColumn(StageColumn Stage, int Found, decimal Worth, IReadOnlyList<ShownOpportunity> Cards);

/// <summary>What was won or lost lately, beside the board.</summary>
public sealed record BoardEnd(OpportunityState State, int Count, decimal Amount);

/// <summary>The pipeline by stage.</summary>
public sealed record BoardView(IReadOnlyList<BoardColumn> Columns, IReadOnlyList<BoardEnd> Ends, Period Quarter)
{
    /// <summary>All that is open.</summary>
    public int Found => Columns.Sum(c => c.Found);

    /// <summary>What it is worth.</summary>
    public decimal Worth => Columns.Sum(c => c.Worth);
}

/// <summary>The pipeline line by line; <paramref name="Found"/> counts the lines of all pages.</summary>
public sealed record ListView(IReadOnlyList<ShownOpportunity> Lines, int Found, decimal Worth, int Page, IReadOnlyList<StageColumn> Stages)
{
    /// <summary>Lines on a page.</summary>
    public const int PerPage = 50;

    /// <summary>How many pages.</summary>
    public int Pages => Math.Max(1, (Found + PerPage - 1) / PerPage);
}

/// <summary>Lays the pipeline before whoever asks: everyone may look. What it costs follows what is shown: columns and pages are bounded, sums come from the database.</summary>
internal sealed class PipelineDesk(PlumblineDb db, CurrentPerson me, OurCompany company, StageBook book, PipelineLines lines)
{
    /// <summary>Cards in a column; the list has the others.</summary>
    public const int CardsInColumn = 12;

    public async Task<BoardView> Board(PipelineScope scope, CancellationToken cancel)
    {
        var open = lines.Open(scope);
        var columns = await Columns(open, cancel);
        var shown = new List<BoardColumn>();
        foreach (var (stage, found, worth) in columns)
        {
            var cards = found == 0 ? [] : await lines.Show(PipelineLines.In(open, stage).OrderBy(o => o.ExpectedClose == null).ThenBy(o => o.ExpectedClose).ThenBy(o => o.Id).Take(CardsInColumn)).ToListAsync(cancel);
            shown.Add(new(stage, found, worth, await Show(cards, [.. columns.Select(c => c.Stage)], cancel)));
        }

        var quarter = (await company.Load(cancel)).FiscalYear.Quarter(await company.Today(cancel));
        return new(shown, await Ends(scope, quarter, cancel), quarter);
    }

    public async Task<ListView> List(PipelineAsk ask, PipelineScope scope, CancellationToken cancel)
    {
        var all = lines.Open(scope);
        var stages = (await Columns(all, cancel)).Select(c => c.Stage).ToList();
        var found = await Narrow(all, ask, stages, cancel);
        var sum = await lines.Worth(found).GroupBy(_ => 1).Select(g => new { Count = g.Count(), Worth = g.Sum(o => o.Worth) }).SingleOrDefaultAsync(cancel);
        var page = Math.Clamp(ask.Page, 1, Math.Max(1, ((sum?.Count ?? 0) + ListView.PerPage - 1) / ListView.PerPage));
        var shown = await lines.Show(InOrder(found, ask.Sort).Skip((page - 1) * ListView.PerPage).Take(ListView.PerPage)).ToListAsync(cancel);
        return new(await Show(shown, stages, cancel), sum?.Count ?? 0, sum?.Worth ?? 0, page, stages);
    }

    /// <summary>The columns of what is open, with what stands in each: those of the systems it came from, and ours where anything was recorded here or nothing is there yet.</summary>
    public async Task<IReadOnlyList<(StageColumn Stage, int Found, decimal Worth)>> Columns(IQueryable<Opportunity> open, CancellationToken cancel)
    {
        var sums = await lines.Worth(open).GroupBy(o => new { o.System, o.Stage })
            .Select(g => new { g.Key.System, g.Key.Stage, Count = g.Count(), Worth = g.Sum(o => o.Worth), Chance = g.Max(o => o.Probability) }).ToListAsync(cancel);
        var stages = await book.Stages(cancel);
        var systems = sums.Select(s => s.System).ToHashSet();
        if (systems.Count == 0)
        {
            // With nothing open, the stages of the CRM where there is one, and else our own.
            systems.Add(stages.Systems.LastOrDefault() ?? RecordedHere.System);
        }

        return
        [
            .. stages.Columns(systems, sums.Select(s => (s.Stage, s.Chance)))
                .Select(column => (Column: column, Sums: sums.Where(s => column.Texts.Contains(s.Stage, StringComparer.OrdinalIgnoreCase)).ToList()))
                .Select(c => (c.Column with { Texts = c.Sums.Count == 0 ? c.Column.Texts : [.. c.Sums.Select(s => s.Stage).Distinct()] }, c.Sums.Sum(s => s.Count), c.Sums.Sum(s => s.Worth))),
        ];
    }

    private async Task<IReadOnlyList<BoardEnd>> Ends(PipelineScope scope, Period quarter, CancellationToken cancel)
    {
        var (first, last) = (quarter.FirstDay, quarter.LastDay);
        var ended = await PipelineLines.Of(db.Opportunities.Where(o => o.State != OpportunityState.Open && o.Closed >= first && o.Closed <= last), scope)
            .GroupBy(o => o.State).Select(g => new BoardEnd(g.Key, g.Count(), g.Sum(o => o.Amount ?? 0))).ToListAsync(cancel);
        return [.. new[] { OpportunityState.Won, OpportunityState.Lost }.Select(state => ended.Find(e => e.State == state) ?? new(state, 0, 0))];
    }

    private async Task<IQueryable<Opportunity>> Narrow(IQueryable<Opportunity> open, PipelineAsk ask, List<StageColumn> stages, CancellationToken cancel)
    {
        var today = await company.Today(cancel);
        if (ask.Month is { } month)
        {
            var (first, last) = (month.FirstDay, month.Plus(1).FirstDay.AddDays(-1));
            open = open.Where(o => o.ExpectedClose >= first && o.ExpectedClose <= last);
        }

        if (ask.Stage is { } name)
        {
            var stage = stages.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase));
            (open, stages) = (stage is null ? open.Where(o => o.Stage == name) : PipelineLines.In(open, stage), stage is null ? [] : [stage]);
        }

        switch (ask.Only)
        {
            case PipelineOnly.NoStep:
                return open.Where(o => o.NextStep == null);
            case PipelineOnly.Overdue:
                return open.Where(o => o.NextStepDue < today || o.ExpectedClose < today);
            case PipelineOnly.Stalled when stages.Count > 0:
                var clock = await company.Clock(cancel);
                return lines.Stalled(open, stages, await book.Usual(cancel), today, clock.BeginOf);
            default:
                return open;
        }
    }

    private IOrderedQueryable<Opportunity> InOrder(IQueryable<Opportunity> found, string? sort) => (sort switch
    {
        "name" => found.OrderBy(o => o.Name),
        "-name" => found.OrderByDescending(o => o.Name),
        "account" => found.OrderBy(o => db.Accounts.Where(a => a.Id == o.AccountId).Select(a => a.Name).FirstOrDefault()),
        "-account" => found.OrderByDescending(o => db.Accounts.Where(a => a.Id == o.AccountId).Select(a => a.Name).FirstOrDefault()),
        "amount" => found.OrderBy(o => o.Amount),
        "-amount" => found.OrderBy(o => o.Amount == null).ThenByDescending(o => o.Amount),
        "stage" => found.OrderBy(o => o.Probability).ThenBy(o => o.Stage),
        "-stage" => found.OrderByDescending(o => o.Probability).ThenBy(o => o.Stage),
        "step" => found.OrderBy(o => o.NextStepDue == null).ThenBy(o => o.NextStepDue),
        "-step" => found.OrderByDescending(o => o.NextStepDue == null).ThenByDescending(o => o.NextStepDue),
        "-close" => found.OrderByDescending(o => o.ExpectedClose),
        _ => found.OrderBy(o => o.ExpectedClose == null).ThenBy(o => o.ExpectedClose),
    }).ThenBy(o => o.Id);

    private async Task<IReadOnlyList<ShownOpportunity>> Show(IReadOnlyList<PipelineLine> found, IReadOnlyList<StageColumn> stages, CancellationToken cancel)
    {
        var (usual, clock, today) = (await book.Usual(cancel), await company.Clock(cancel), await company.Today(cancel));
        var roles = (await me.Load(cancel)).Roles;
        var keepsStage = (await company.Load(cancel)).KeptHere.HasFlag(OpportunityFields.Stage);
        var mine = (roles & (Roles.Salesperson | Roles.Manager)) == 0 ? [] : (await me.Line(cancel)).ToHashSet();
        return [.. found.Select(Shown)];

        ShownOpportunity Shown(PipelineLine line)
        {
            var mayChange = line.SalespersonId is { } owner ? mine.Contains(owner) : roles.HasFlag(Roles.Manager);
            var column = stages.FirstOrDefault(s => s.Texts.Contains(line.Stage ?? "", StringComparer.OrdinalIgnoreCase));
            return new(line, PipelineLines.AgeOf(line, column, usual, today, clock.DayOf), mayChange, mayChange && (keepsStage || line.System == RecordedHere.System));
        }
    }
}
