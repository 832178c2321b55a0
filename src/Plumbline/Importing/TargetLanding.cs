using Microsoft.EntityFrameworkCore;
using Plumbline.People;
using Plumbline.Scoring;

namespace Plumbline.Importing;

/// <summary>Lands quotas that were set elsewhere.</summary>
internal sealed class TargetLanding(LandingRun run, string system) : KindLanding(run, system)
{
    private const int MostMonths = 120;
    private const string NaturalPrefix = "period|";
    private readonly List<Target> _earlier = run.Db.Targets.AsNoTracking().Where(t => t.System == system).ToList();

    public override void Take(IReadOnlyList<FactRow> rows)
    {
        var byId = _earlier.ToDictionary(t => t.ExternalId);
        var byPeriod = _earlier.Where(t => t.ExternalId.StartsWith(NaturalPrefix, StringComparison.Ordinal)).GroupBy(t => (t.SalespersonId, t.Period)).ToDictionary(t => t.Key, t => t.First());
        List<Target> added = [], changed = [];
        foreach (var row in rows.Cast<TargetRow>())
        {
            if (ProblemWith(row) is { } problem)
            {
                Refuse(row, problem);
                continue;
            }

            if (IsRepeated(row, row.Id ?? $"{Key(row.Salesperson)}|{row.Period}", "target"))
            {
                continue;
            }

            var person = Run.PersonOf(System, row.Salesperson, Roles.Salesperson)!.Value;
            Run.Credit(person);
            var target = row.Id is { } id ? byId.GetValueOrDefault(id) : byPeriod.GetValueOrDefault((person, row.Period));
            var isNew = target is null;
            target ??= new() { System = System, ExternalId = row.Id ?? $"{NaturalPrefix}{person}|{row.Period}", SalespersonId = person, First = row.Period.First, Months = row.Period.Length, ImportId = Run.Import.Id };
            var before = Run.Bulk.Table<Target>().Snapshot(target);
            Run.QuotasConcerned.Add(target.SalespersonId);
            Run.QuotasConcerned.Add(person);
            (target.SalespersonId, target.First, target.Months) = (person, row.Period.First, row.Period.Length);
            target.Revenue = Kept(row.Revenue) ?? target.Revenue;
            target.Margin = Kept(row.Margin) ?? target.Margin;
            var difference = Run.Bulk.Table<Target>().Difference(before, target);
            Count(isNew, difference.Count > 0);
            if (isNew)
            {
                Run.Bulk.Number(target);
                added.Add(target);
                _earlier.Add(target);
            }
            else if (difference.Count > 0)
            {
                changed.Add(target);
                Run.Changes.Add(nameof(Target), target.Id, difference);
            }
        }

        Run.Flush();
        Run.Bulk.Insert(added);
        Run.Bulk.Update(changed);
    }

    private string? ProblemWith(TargetRow row) =>
        row.Salesperson.IsEmpty ? "The row does not say whose target it is. Fill in the salesperson."
        : row.Period.Length is < 1 or > MostMonths ? $"The target is for {row.Period.Length} months. Give a period of 1 to {MostMonths} months."
        : row.Revenue is null && row.Margin is null ? "The row asks for neither revenue nor margin. Fill in one of them."
        : ProblemWith("The period's first month", row.Period.First is { Year: >= 1 and <= 9998 } first ? first.FirstDay : null) ?? ProblemWith("The revenue", row.Revenue) ?? ProblemWith("The margin", row.Margin) ?? Run.Money.Problem(row.Currency);
}
