using Microsoft.EntityFrameworkCore;
using Plumbline.Book;
using Plumbline.Storage;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>Accounts and open opportunities of somebody who has left, or who sells no more: nobody works them until they are given to somebody.</summary>
internal sealed class LeftBehind(PlumblineDb db, OpenDeals deals) : SignalRule
{
    private const int QuartersInYear = 4;

    public override string Key => "left-behind";

    public override string Name => "Left behind by somebody";

    public override RuleGroup Group => RuleGroup.Pipeline;

    public override string Says(decimal limit) =>
        "Somebody has left, or sells no more, and opportunities of theirs are open, or accounts that bought in this fiscal year or the last are theirs to look after. It is told to the next manager above who is here, or to whoever leads the team that they were in. At stake is what is open, by the chance of its stage, and a quarter of the larger year of each account.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var looked = watch.People.Select(p => p.Id).ToHashSet();
        var gone = watch.Colleagues.People.Where(p => !watch.IsHere(p)).Select(p => (Person: p, Heir: watch.HeirOf(p))).Where(p => p.Heir is { } heir && looked.Contains(heir)).ToDictionary(p => p.Person.Id, p => (p.Person, Heir: p.Heir!.Value));
        if (gone.Count == 0)
        {
            return [];
        }

        long[] owners = [.. gone.Keys];
        var (year, before) = (watch.Fiscal.Year(watch.Today).First, watch.Fiscal.Year(watch.Today).Previous.First);
        var accounts = (await db.AccountYears.Where(y => (y.Year == year || y.Year == before) && y.Revenue > 0)
            .Join(db.Accounts.Where(a => a.OwnerId != null && EF.Parameter(owners).Contains(a.OwnerId.Value) && a.MergedIntoId == null), y => y.AccountId, a => a.Id, (y, a) => new { a.Id, a.Name, Owner = a.OwnerId!.Value, y.Revenue }).ToListAsync(cancel))
            .GroupBy(a => a.Owner).ToDictionary(g => g.Key, g => g.GroupBy(a => (a.Id, a.Name)).Select(a => (a.Key.Id, a.Key.Name, Revenue: a.Max(y => y.Revenue))).OrderByDescending(a => a.Revenue).ThenBy(a => a.Id).ToList());
        var open = (await deals.ByPerson(deals.Of(owners), watch, cancel)).ToDictionary(d => d.PersonId);
        return
        [
            .. owners.Where(o => accounts.ContainsKey(o) || open.ContainsKey(o)).Order().Select(owner =>
            {
                var (theirs, pipeline, (person, heir)) = (accounts.GetValueOrDefault(owner) ?? [], open.GetValueOrDefault(owner), gone[owner]);
                string?[] what = [pipeline is { Count: var count } ? (count == 1 ? "1 open opportunity" : $"{Figures.Count(count)} open opportunities") : null, theirs.Count > 0 ? (theirs.Count == 1 ? "1 account" : $"{Figures.Count(theirs.Count)} accounts") : null];
                var words = string.Join(" and ", what.OfType<string>());
                return new Finding(
                    heir, CauseOf(owner), (pipeline?.Weighted ?? 0) + (theirs.Sum(a => a.Revenue) / QuartersInYear), watch.Today.AddDays(Signal.SameDays), $"{person.Name} left {words} behind",
                    $"{person.Name} {(person.Left is { } left ? $"was here until {watch.Day(left)}" : "sells no more")}. Nobody works {(theirs.Count + (pipeline?.Count ?? 0) == 1 ? "it" : "them")}{(pipeline is { Worth: > 0 } ? $": {watch.Money.Compact(pipeline.Worth)} of pipeline is open" : "")}{(theirs.Count > 0 ? $"{(pipeline is { Worth: > 0 } ? ", and" : ":")} these accounts brought {watch.Money.Compact(theirs.Sum(a => a.Revenue))} in their better year" : "")}.",
                    [
                        .. (pipeline?.Largest ?? []).Select(o => new SignalEvidence($"{o.Name}, {watch.Money.Compact(o.Worth)}", $"opportunities/{o.Id}")),
                        .. theirs.Take(OpenDeals.MostShown).Select(a => new SignalEvidence($"{a.Name}, {watch.Money.Compact(a.Revenue)}", $"accounts/{a.Id}")),
                    ],
                    (watch.Colleagues.Find(heir)!.Roles & AccountRecords.Keepers) != 0
                        ? new(theirs.Count + (pipeline?.Count ?? 0) == 1 ? "Give it to somebody" : "Give them to somebody", FormattableString.Invariant($"people/{owner}/left"))
                        : new("See whose they were", FormattableString.Invariant($"people/{owner}"))) // Who only leads gives nothing away.
                {
                    Count = theirs.Count + (pipeline?.Count ?? 0),
                };
            }),
        ];
    }

    /// <summary>Why somebody is told of what a person left.</summary>
    public static string CauseOf(long owner) => FormattableString.Invariant($"person/{owner}");
}
