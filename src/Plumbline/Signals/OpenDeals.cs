using Microsoft.EntityFrameworkCore;
using Plumbline.Forecasting;
using Plumbline.Opportunities;
using Plumbline.Pipeline;
using Plumbline.Signals.Rules;
using Plumbline.Storage;

namespace Plumbline.Signals;

/// <summary>An open opportunity that something is said about.</summary>
internal sealed class OpenDeal
{
    public required long Id { get; init; }

    public required long PersonId { get; init; }

    public required string Name { get; init; }

    public string? Stage { get; init; }

    /// <summary>What it may bring: its amount, else its product's list price.</summary>
    public required decimal Worth { get; init; }

    public DateOnly? ExpectedClose { get; init; }

    public DateOnly? NextStepDue { get; init; }
}

/// <summary>Some of a person's open opportunities together.</summary>
/// <param name="PersonId">Who works them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Worth">What they may bring.</param>
/// <param name="Weighted">The same, each by its own chance to be won soon, or where no forecast knows it by the one of its stage.</param>
/// <param name="Largest">The largest of them.</param>
internal sealed record DealsOfPerson(long PersonId, int Count, decimal Worth, decimal Weighted, IReadOnlyList<OpenDeal> Largest);

/// <summary>Reads open opportunities for rules, of all the people asked about at once.</summary>
internal sealed class OpenDeals(PlumblineDb db, StageBook book, PipelineDesk desk, LatestForecasts forecasts)
{
    /// <summary>Of so many at most a signal tells.</summary>
    public const int MostShown = 5;

    private const decimal ChanceAssumed = 0.25m;

    /// <summary>What the people asked about have open.</summary>
    public IQueryable<Opportunity> Of(Watch watch) => Of(watch.SellerIds);

    /// <summary>What some people have open.</summary>
    public IQueryable<Opportunity> Of(long[] sellers) =>
        db.Opportunities.AsNoTracking().Where(o => o.Closed == null && o.State == OpportunityState.Open && o.SalespersonId != null && EF.Parameter(sellers).Contains(o.SalespersonId.Value));

    /// <summary>The stages in which anything stands, with the chance of each.</summary>
    public async Task<StageChances> Stages(IQueryable<Opportunity> open, CancellationToken cancel)
    {
        var usual = await book.Usual(cancel);
        return new([.. (await desk.Columns(open, cancel)).Select(c => (c.Stage, usual.ChanceAt(c.Stage) ?? ChanceAssumed))], usual);
    }

    /// <summary>The chance of each to be won: its own to be won soon, or where no forecast knows it the one of its stage.</summary>
    public async Task<DealChances> Chances(IQueryable<Opportunity> open, Watch watch, CancellationToken cancel) => new(await Stages(open, cancel), await forecasts.ChancesOfDeals(watch, cancel));

    /// <summary>Sums by person, with the largest of each.</summary>
    public async Task<IReadOnlyList<DealsOfPerson>> ByPerson(IQueryable<Opportunity> some, Watch watch, CancellationToken cancel)
    {
        var shown = Shown(some);
        // To have the database number each person's makes it go through all of them for each person; who they are is little to read.
        var all = await shown.Select(d => new { d.Id, d.PersonId, d.Stage, d.Worth }).ToListAsync(cancel);
        if (all.Count == 0)
        {
            return [];
        }

        var chances = await Chances(some, watch, cancel);
        var chosen = all.GroupBy(d => d.PersonId).SelectMany(g => g.OrderByDescending(d => d.Worth).ThenBy(d => d.Id).Take(MostShown)).Select(d => d.Id);
        var found = new List<OpenDeal>();
        foreach (var ids in chosen.Chunk(1_000))
        {
            found.AddRange(await shown.Where(d => EF.Parameter(ids).Contains(d.Id)).ToListAsync(cancel));
        }

        var largest = found.ToLookup(d => d.PersonId);
        return [.. all.GroupBy(d => d.PersonId).Select(g => new DealsOfPerson(g.Key, g.Count(), g.Sum(d => d.Worth), g.Sum(d => d.Worth * chances.Of(d.Id, d.Stage)), [.. largest[g.Key].OrderByDescending(d => d.Worth).ThenBy(d => d.Id)]))];
    }

    /// <summary>As a rule tells of them.</summary>
    public IQueryable<OpenDeal> Shown(IQueryable<Opportunity> some) =>
        from opportunity in some
        join product in db.Products on opportunity.ProductId equals product.Id into products
        from product in products.DefaultIfEmpty()
        select new OpenDeal
        {
            Id = opportunity.Id,
            PersonId = opportunity.SalespersonId!.Value,
            Name = opportunity.Name,
            Stage = opportunity.Stage,
            Worth = opportunity.Amount ?? product!.ListPrice ?? 0,
            ExpectedClose = opportunity.ExpectedClose,
            NextStepDue = opportunity.NextStepDue,
        };
}

/// <summary>The stages in which something stands, and what is usual there.</summary>
internal sealed record StageChances(IReadOnlyList<(StageColumn Stage, decimal Chance)> Stages, StageHistory Usual)
{
    public decimal ChanceOf(string? stage) => Stages.Where(s => s.Stage.Texts.Contains(stage ?? "", StringComparer.OrdinalIgnoreCase)).Select(s => s.Chance).FirstOrDefault();

    public StageColumn? ColumnOf(string? stage) => Stages.Where(s => s.Stage.Texts.Contains(stage ?? "", StringComparer.OrdinalIgnoreCase)).Select(s => s.Stage).FirstOrDefault();
}

/// <summary>The chance of each open deal: its own where a forecast knows it, else the one of its stage.</summary>
internal sealed class DealChances(StageChances stages, IReadOnlyDictionary<long, decimal> own)
{
    /// <summary>As a rule says it of what is at stake.</summary>
    public static readonly string Words = $"its own chance to be won within {Prospect.DaysSoon} days, or where no forecast knows it the share of those at its stage that were won";

    private readonly Dictionary<string, decimal> _ofStages = new(StringComparer.OrdinalIgnoreCase);

    public StageChances Stages => stages;

    /// <summary>Its own chance; null where no forecast knows it.</summary>
    public decimal? Own(long deal) => own.TryGetValue(deal, out var chance) ? chance : null;

    public decimal Of(long deal, string? stage)
    {
        if (own.TryGetValue(deal, out var chance))
        {
            return chance;
        }

        return _ofStages.TryGetValue(stage ?? "", out var known) ? known : _ofStages[stage ?? ""] = stages.ChanceOf(stage);
    }
}
