using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Opportunities;

/// <summary>An open opportunity as a card or a line. What it is worth is its amount, else its product's list price, as everywhere where pipeline is added up.</summary>
public sealed class PipelineLine
{
    /// <summary>The opportunity's number.</summary>
    public required long Id { get; init; }

    /// <summary>The system it is of.</summary>
    public required string System { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>How far it is; null where it is not said.</summary>
    public string? Stage { get; init; }

    /// <summary>Who may buy.</summary>
    public long? AccountId { get; init; }

    /// <summary>What they are called.</summary>
    public string? Account { get; init; }

    /// <summary>Who works it.</summary>
    public long? SalespersonId { get; init; }

    /// <summary>What it may bring; null where that is not known.</summary>
    public decimal? Worth { get; init; }

    /// <summary>Its first day.</summary>
    public DateOnly? Opened { get; init; }

    /// <summary>When it is expected to close.</summary>
    public DateOnly? ExpectedClose { get; init; }

    /// <summary>What is to be done next.</summary>
    public string? NextStep { get; init; }

    /// <summary>By when.</summary>
    public DateOnly? NextStepDue { get; init; }

    /// <summary>When it last came into a stage; null where that was not recorded.</summary>
    public DateTimeOffset? Moved { get; init; }

    /// <summary>The latest day on which something was logged about it.</summary>
    public DateOnly? Touched { get; init; }

    /// <summary>The latest day on which what was promised about it was done, as a next step.</summary>
    public DateOnly? StepDone { get; init; }

    /// <summary>The later of the two: when it was last worked on.</summary>
    public DateOnly? Worked => StepDone > Touched || Touched is null ? StepDone : Touched;

    /// <summary>Counts its changes.</summary>
    public int Revision { get; init; }
}

/// <summary>The age of an opportunity at its stage.</summary>
/// <param name="Days">Days at it; null where no move and no opening is known.</param>
/// <param name="Usual">What is usual there; null where too little is known.</param>
/// <param name="IsStalled">Whether it neither moved nor was worked for longer than that.</param>
public sealed record StageAge(int? Days, int? Usual, bool IsStalled);

/// <summary>An opportunity with what is told of it.</summary>
/// <param name="Line">The opportunity.</param>
/// <param name="Age">How long it has stood at its stage.</param>
/// <param name="MayChange">Whether whoever looks may change it.</param>
/// <param name="MayMove">Whether they may move it, too: a CRM may keep its stage.</param>
public sealed record ShownOpportunity(PipelineLine Line, StageAge Age, bool MayChange, bool MayMove);

/// <summary>Queries of open pipeline: who asks narrows them, and then counts, pages or adds up.</summary>
internal sealed class PipelineLines(PlumblineDb db)
{
    /// <summary>Open opportunities of these people; of everyone and nobody where none are named.</summary>
    public IQueryable<Opportunity> Open(PipelineScope scope)
    {
        // What is open has no closing day: by that it is found in the index of people and closing days.
        var open = db.Opportunities.AsNoTracking().Where(o => o.Closed == null && o.State == OpportunityState.Open);
        return Of(open, scope);
    }

    /// <summary>Those of these people.</summary>
    public static IQueryable<Opportunity> Of(IQueryable<Opportunity> all, PipelineScope scope)
    {
        if (scope.People is null)
        {
            return all;
        }

        long[] people = [.. scope.People];
        return all.Where(o => o.SalespersonId != null && EF.Parameter(people).Contains(o.SalespersonId.Value));
    }

    /// <summary>Those that stand in the column.</summary>
    public static IQueryable<Opportunity> In(IQueryable<Opportunity> open, StageColumn column)
    {
        string[] texts = [.. column.Texts];
        return open.Where(o => EF.Parameter(texts).Contains(o.Stage ?? ""));
    }

    /// <summary>Those of the columns that neither moved nor were worked for longer than is patient there. Of what has neither a day of opening nor a move nor an activity nothing is known.</summary>
    public IQueryable<Opportunity> Stalled(IQueryable<Opportunity> open, IReadOnlyList<StageColumn> columns, StageHistory usual, DateOnly today, Func<DateOnly, DateTimeOffset> beginOf) => columns
        .Select(column =>
        {
            var day = today.AddDays(-usual.PatienceAt(column));
            var instant = beginOf(day);
            return In(open, column).Where(o => (o.Opened < day || (o.Opened == null && (db.OpportunityChanges.Any(c => c.OpportunityId == o.Id && c.Stage != null) || db.Activities.Any(a => a.OpportunityId == o.Id) || db.Commitments.Any(c => c.OpportunityId == o.Id && c.State == CommitmentState.Done))))
                && !db.OpportunityChanges.Any(c => c.OpportunityId == o.Id && c.Stage != null && c.At >= instant)
                && !db.Activities.Any(a => a.OpportunityId == o.Id && a.Date >= day)
                && !db.Commitments.Any(c => c.OpportunityId == o.Id && c.State == CommitmentState.Done && c.EndedOn >= day));
        })
        .Aggregate(Queryable.Concat);

    /// <summary>What they are worth by stage, month and so on: to be grouped and added up.</summary>
    public IQueryable<PipelineWorth> Worth(IQueryable<Opportunity> open) =>
        from opportunity in open
        join product in db.Products on opportunity.ProductId equals product.Id into products
        from product in products.DefaultIfEmpty()
        select new PipelineWorth { System = opportunity.System, Stage = opportunity.Stage ?? "", Probability = opportunity.Probability, ExpectedClose = opportunity.ExpectedClose, Worth = opportunity.Amount ?? product!.ListPrice ?? 0 };

    /// <summary>As cards and lines.</summary>
    public IQueryable<PipelineLine> Show(IQueryable<Opportunity> open) => open.Select(o => new PipelineLine
    {
        Id = o.Id,
        System = o.System,
        Name = o.Name,
        Stage = o.Stage,
        AccountId = o.AccountId,
        Account = db.Accounts.Where(a => a.Id == o.AccountId).Select(a => a.Name).FirstOrDefault(),
        SalespersonId = o.SalespersonId,
        Worth = o.Amount ?? db.Products.Where(p => p.Id == o.ProductId).Select(p => p.ListPrice).FirstOrDefault(),
        Opened = o.Opened,
        ExpectedClose = o.ExpectedClose,
        NextStep = o.NextStep,
        NextStepDue = o.NextStepDue,
        Moved = db.OpportunityChanges.Where(c => c.OpportunityId == o.Id && c.Stage != null).OrderByDescending(c => c.At).Select(c => (DateTimeOffset?)c.At).FirstOrDefault(),
        Touched = db.Activities.Where(a => a.OpportunityId == o.Id).OrderByDescending(a => a.Date).Select(a => (DateOnly?)a.Date).FirstOrDefault(),
        StepDone = db.Commitments.Where(c => c.OpportunityId == o.Id && c.State == CommitmentState.Done).OrderByDescending(c => c.EndedOn).Select(c => c.EndedOn).FirstOrDefault(),
        Revision = o.Revision,
    });

    /// <summary>How long it has stood at its stage, and whether that is longer than usual.</summary>
    public static StageAge AgeOf(PipelineLine line, StageColumn? column, StageHistory usual, DateOnly today, Func<DateTimeOffset, DateOnly> dayOf)
    {
        var moved = line.Moved is { } at ? dayOf(at) : (DateOnly?)null;
        var since = moved ?? line.Opened;
        if (column is null)
        {
            return new(since is null ? null : today.DayNumber - since.Value.DayNumber, null, false);
        }

        var quiet = new[] { moved, line.Opened, line.Worked }.Max();
        return new(since is { } day ? today.DayNumber - day.DayNumber : null, usual.At(column).Days, quiet is { } last && today.DayNumber - last.DayNumber > usual.PatienceAt(column));
    }
}

/// <summary>What an open opportunity adds to sums.</summary>
internal sealed class PipelineWorth
{
    public required string System { get; init; }

    public required string Stage { get; init; }

    public decimal? Probability { get; init; }

    public DateOnly? ExpectedClose { get; init; }

    public decimal Worth { get; init; }
}
