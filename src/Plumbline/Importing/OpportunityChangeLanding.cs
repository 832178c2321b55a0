using Microsoft.EntityFrameworkCore;
using Plumbline.Pipeline;
using Plumbline.Typing;

namespace Plumbline.Importing;

/// <summary>Lands what opportunities were before.</summary>
internal sealed class OpportunityChangeLanding(LandingRun run, string system) : KindLanding(run, system)
{
    private readonly OpportunityFinder _opportunities = new(run, system);
    private readonly RecordedChanges _history = new(run);

    public override void Take(IReadOnlyList<FactRow> rows)
    {
        _opportunities.Look(rows.Select(r => ((OpportunityChangeRow)r).Opportunity));
        List<(long, OpportunityChangeRow)> taken = [];
        foreach (var row in rows.Cast<OpportunityChangeRow>())
        {
            if (_opportunities.Find(row.Opportunity) is not { } opportunity)
            {
                Leave("the opportunities that changed are not here; import them, and then this file once more");
            }
            else if (ProblemWith(row, Run) is { } problem)
            {
                Refuse(row, problem);
            }
            else
            {
                taken.Add((opportunity, row));
            }
        }

        foreach (var isNew in _history.Add(taken))
        {
            Count(isNew, isChanged: false);
        }
    }

    /// <summary>Why a change cannot be kept; null where it can.</summary>
    public static string? ProblemWith(OpportunityChangeRow row, LandingRun run) =>
        ProblemWith("The expected close", row.ExpectedClose) ?? ProblemWith("The amount", row.Amount) ?? ProblemWith("The day of the change", DateOnly.FromDateTime(row.At.UtcDateTime)) ?? (row.Currency is null ? null : run.Money.Problem(row.Currency));
}

/// <summary>Adds to the histories of opportunities what files say of them. What is there already, with the same values at the same instant, is no news.</summary>
internal sealed class RecordedChanges(LandingRun run)
{
    private readonly HashSet<(long, DateTimeOffset, string?, decimal?, DateOnly?, decimal?)> _inFile = [];

    /// <summary>Adds what opportunities were on several days, without what was known of each day already: the states of a later file begin with what the one before ended with.</summary>
    public void AddStates(IReadOnlyList<(long Opportunity, OpportunityChangeRow Row)> rows)
    {
        var known = Earlier(rows).OrderBy(c => c.At).ThenBy(c => c.Id).GroupBy(c => c.OpportunityId).ToDictionary(g => g.Key, g => g.Select(c => new State(c.At, c.Stage, c.Amount, c.ExpectedClose, c.Probability)).ToList());
        List<(long, OpportunityChangeRow)> news = [];
        foreach (var (opportunity, row) in rows)
        {
            var states = known.TryGetValue(opportunity, out var told) ? told : known[opportunity] = [];
            var then = states.TakeWhile(c => c.At <= row.At).ToList();
            var left = row with
            {
                Stage = row.Stage == then.FindLast(c => c.Stage is not null).Stage ? null : row.Stage,
                Amount = row.Amount == then.FindLast(c => c.Amount is not null).Amount ? null : row.Amount,
                ExpectedClose = row.ExpectedClose == then.FindLast(c => c.ExpectedClose is not null).ExpectedClose ? null : row.ExpectedClose,
                Probability = row.Probability == then.FindLast(c => c.Probability is not null).Probability ? null : row.Probability,
            };
            if (left is not { Stage: null, Amount: null, ExpectedClose: null, Probability: null })
            {
                news.Add((opportunity, left));
                states.Insert(then.Count, new(left.At, left.Stage, left.Amount, left.ExpectedClose, left.Probability));
            }
        }

        Add(news);
    }

    /// <summary>The last instant at which each opportunity changed by what files say, as far as they do.</summary>
    public IReadOnlyDictionary<long, DateTimeOffset> LastChanges(IReadOnlyList<long> opportunities) =>
        run.Db.OpportunityChanges.Where(c => c.ImportId != null && EF.Parameter(opportunities).Contains(c.OpportunityId)).Select(c => new { c.OpportunityId, c.At }).AsEnumerable().GroupBy(c => c.OpportunityId).ToDictionary(g => g.Key, g => g.Max(c => c.At));

    /// <summary>Adds changes of opportunities that are kept.</summary>
    /// <returns>Which of them were new.</returns>
    public IReadOnlyList<bool> Add(IReadOnlyList<(long Opportunity, OpportunityChangeRow Row)> rows)
    {
        var earlier = Earlier(rows).Select(Values).ToHashSet();
        List<bool> news = new(rows.Count);
        List<OpportunityChange> added = [];
        foreach (var (opportunity, row) in rows)
        {
            var change = new OpportunityChange
            {
                OpportunityId = opportunity,
                At = Instant(row.At),
                Stage = TypedText.OrNull(row.Stage),
                Amount = KindLanding.Kept(row.Amount),
                ExpectedClose = row.ExpectedClose,
                Probability = KindLanding.Kept(row.Probability),
                ImportId = run.Import.Id,
            };
            var isNew = _inFile.Add(Values(change)) && !earlier.Contains(Values(change));
            news.Add(isNew);
            if (isNew)
            {
                run.Bulk.Number(change);
                added.Add(change);
            }
        }

        run.Bulk.Insert(added);
        return news;
    }

    private List<OpportunityChange> Earlier(IReadOnlyList<(long Opportunity, OpportunityChangeRow Row)> rows)
    {
        long[] ids = [.. rows.Select(r => r.Opportunity).Distinct()];
        return [.. run.Db.OpportunityChanges.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.OpportunityId))];
    }

    private readonly record struct State(DateTimeOffset At, string? Stage, decimal? Amount, DateOnly? ExpectedClose, decimal? Probability);

    /// <summary>To the microsecond, as both databases keep it.</summary>
    private static DateTimeOffset Instant(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private static (long, DateTimeOffset, string?, decimal?, DateOnly?, decimal?) Values(OpportunityChange change) =>
        (change.OpportunityId, change.At, change.Stage, change.Amount, change.ExpectedClose, change.Probability);
}

/// <summary>Finds opportunities that files refer to, many at once.</summary>
internal sealed class OpportunityFinder(LandingRun run, string system)
{
    private readonly Dictionary<Reference, long?> _found = [];

    /// <summary>Looks for what some rows refer to.</summary>
    public void Look(IEnumerable<Reference> references)
    {
        var open = references.Where(r => !r.IsEmpty && !_found.ContainsKey(r)).Distinct().ToList();
        string[] ids = [.. open.Select(r => r.Id).OfType<string>().Distinct()];
        string[] names = [.. open.Where(r => r.Id is null).Select(r => r.Name!).Distinct()];
        var byId = ids.Length == 0 ? [] : run.Db.Opportunities.Where(o => o.System == system && EF.Parameter(ids).Contains(o.ExternalId)).Select(o => new { o.ExternalId, o.Id }).ToDictionary(o => o.ExternalId, o => o.Id);
        var byName = names.Length == 0 ? null : run.Db.Opportunities.Where(o => o.System == system && EF.Parameter(names).Contains(o.Name)).Select(o => new { o.Name, o.Id }).ToLookup(o => o.Name, o => o.Id);
        foreach (var reference in open)
        {
            _found[reference] = reference.Id is { } id ? byId.TryGetValue(id, out var found) ? found : null : byName![reference.Name!].Take(2).ToList() is [var only] ? only : null;
        }
    }

    /// <summary>The opportunity; null where there is none, or where several go by the name.</summary>
    public long? Find(Reference reference) => reference.IsEmpty ? null : _found.GetValueOrDefault(reference);
}
