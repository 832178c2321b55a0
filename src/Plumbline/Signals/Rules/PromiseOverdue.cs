using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>Steps, tactics, training and promises whose day has passed.</summary>
internal sealed class PromiseOverdue(PlumblineDb db) : SignalRule
{
    public override string Key => "promise-overdue";

    public override string Name => "Promises overdue";

    public override RuleGroup Group => RuleGroup.PromisesAndRhythm;

    public override RuleLimit Limit => new(2, 0, 60, "days ago");

    public override string Says(decimal limit) => $"What somebody promised, in a plan, a meeting, about a signal or as a next step, was due more than {limit:0} days ago and is not answered for.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        long[] people = [.. watch.People.Select(p => p.Id)];
        var before = watch.Today.AddDays(-(int)watch.Limit);
        var listed = db.Commitments.Where(c => EF.Parameter(people).Contains(c.PersonId) && c.State == CommitmentState.Open && c.Due < watch.Today);
        var overdue = listed.Where(c => c.Due < before);
        var counts = await overdue.GroupBy(c => c.PersonId).Select(g => new { Person = g.Key, Count = g.Count(), Oldest = g.Min(c => c.Due) }).ToListAsync(cancel);
        var lately = await listed.Where(c => c.Due >= before).GroupBy(c => c.PersonId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var chosen = (await overdue.Select(c => new { c.Id, c.PersonId, c.Due }).ToListAsync(cancel)).GroupBy(c => c.PersonId).SelectMany(g => g.OrderBy(c => c.Due).ThenBy(c => c.Id).Take(OpenDeals.MostShown)).Select(c => c.Id).ToArray();
        var oldest = (await db.Commitments.Where(c => EF.Parameter(chosen).Contains(c.Id)).Select(c => new { c.Id, c.PersonId, c.Kind, c.What, c.Due }).ToListAsync(cancel)).ToLookup(c => c.PersonId);
        return
        [
            .. counts.Select(c => new Finding(
                c.Person, "promises", 0, c.Oldest, $"{(c.Count == 1 ? "1 promise is" : $"{Figures.Count(c.Count)} promises are")} {Overdue(watch.Limit)}",
                $"{(c.Count == 1 ? "It" : "The oldest")} was due on {watch.Day(c.Oldest)}. Done, another day, or given up with a reason: each is an answer.{AlsoListed(lately.GetValueOrDefault(c.Person))}",
                [.. oldest[c.Person].OrderBy(o => o.Due).ThenBy(o => o.Id).Select(o => new SignalEvidence($"{CommitmentWords.Of(o.Kind)}, {watch.Day(o.Due)}: {o.What}", $"commitments/{o.Id}"))],
                new("Answer for them", $"commitments?person={c.Person}&show=overdue", Line: SignalAction.Review(c.Person)))
            {
                Count = c.Count,
                IsDayGiven = true,
            }),
        ];
    }

    /// <summary>What is counted: what is overdue for less long is told on Today and among the commitments, and not here.</summary>
    private static string Overdue(decimal limit) => limit switch { 0 => "overdue", 1 => "more than 1 day overdue", _ => $"more than {limit:0} days overdue" };

    /// <summary>What the list behind it holds besides, so that it is not taken for a wrong count.</summary>
    private static string AlsoListed(int lately) => lately switch { 0 => "", 1 => " The list has 1 more, overdue for less long.", _ => $" The list has {Figures.Count(lately)} more, overdue for less long." };
}
