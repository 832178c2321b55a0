using Microsoft.EntityFrameworkCore;
using Plumbline.Opportunities;
using Plumbline.Pipeline;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>A large opportunity stands still.</summary>
internal sealed class OpportunityStalled(OpenDeals deals, PipelineLines lines) : SignalRule
{
    private const int MostOfPerson = 10;
    private const int DaysLeft = 14;
    private const decimal HardlyAnyChance = 0.01m; // At stake is next to nothing then, whatever it would bring.

    public const string TheKey = "opportunity-stalled";

    public override string Key => TheKey;

    public override string Name => "Opportunity stands still";

    public override RuleGroup Group => RuleGroup.Pipeline;

    public override bool RestsOnForecasts => true; // By what is at stake.

    public override RuleLimit Limit => new(100, 30, 400, "% of the days of patience"); // By which the pages of the pipeline go, too.

    public override string Says(decimal limit) =>
        $"An opportunity has neither moved nor been worked on for longer than its stage takes: {limit:0}% of the days within which 85 of 100 won opportunities had left that stage, or of {StageHistory.DaysAssumed} days where fewer than {StageHistory.EnoughWon} won ones tell. The days count from the last move, activity or step that was done, or from the day it was opened where neither is recorded. Without any of these days nothing is said of it. Only the {MostOfPerson} largest of a person are told. At stake is the value times {DealChances.Words}.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var open = deals.Of(watch);
        var chances = await deals.Chances(open, watch, cancel);
        var stages = chances.Stages;
        if (stages.Stages.Count == 0)
        {
            return [];
        }

        var stalled = lines.Stalled(open, [.. stages.Stages.Select(s => s.Stage)], stages.Usual, watch.Today, watch.Clock.BeginOf);
        var largest = (await deals.Shown(stalled).Select(d => new { d.Id, d.PersonId, d.Worth }).ToListAsync(cancel))
            .GroupBy(d => d.PersonId).SelectMany(g => g.OrderByDescending(d => d.Worth).ThenBy(d => d.Id).Take(MostOfPerson)).Select(d => d.Id);
        var found = new List<Finding>();
        foreach (var some in largest.Chunk(1_000))
        {
            foreach (var line in await lines.Show(open.Where(o => EF.Parameter(some).Contains(o.Id))).ToListAsync(cancel))
            {
                var column = stages.ColumnOf(line.Stage);
                var age = PipelineLines.AgeOf(line, column, stages.Usual, watch.Today, watch.Clock.DayOf);
                var quiet = line.Worked is { } worked ? $"Last worked on {watch.Day(worked)}." : "Nothing was ever logged about it.";
                var soon = watch.Today.AddDays(DaysLeft);
                var chance = chances.Of(line.Id, line.Stage);
                found.Add(new(
                    line.SalespersonId!.Value, $"opportunity/{line.Id}", (line.Worth ?? 0) * chance, line.ExpectedClose is { } close && close < soon ? close : soon, $"{line.Name} stands still",
                    $"{(line.Worth is > 0 and var worth ? watch.Money.Compact(worth) : "No amount is said")}{(line.Stage is null ? "" : $"{(line.Worth > 0 ? "" : ";")} at {line.Stage}")}{Since(line, age)}. {quiet}{(chances.Own(line.Id) < HardlyAnyChance ? " Deals like it are hardly ever won within 90 days: bring it back to life, or close it." : "")}",
                    [
                        new($"{line.Name}{(line.Account is null ? "" : $", {line.Account}")}", $"opportunities/{line.Id}"),
                        .. column is null ? Array.Empty<SignalEvidence>() : [new(Threshold(column, stages.Usual, watch.Limit))],
                        .. line.NextStepDue is { } due ? (SignalEvidence[])[new($"Next step by {watch.Day(due)}: {line.NextStep}", $"opportunities/{line.Id}")] : [new("No next step is planned", $"opportunities/{line.Id}")],
                    ],
                    new("Take it up", $"opportunities/{line.Id}#next", Line: new("Hand it to somebody", $"opportunities/{line.Id}/edit"))));
            }
        }

        return found;
    }

    /// <summary>The days after which it stands still, and where they are from.</summary>
    private static string Threshold(StageColumn column, StageHistory usual, decimal limit)
    {
        var from = usual.At(column).Longest is { } longest
            ? $"85 of 100 won opportunities had left {column.Name} within {Figures.Count(longest)} {(longest == 1 ? "day" : "days")}"
            : $"Too few won opportunities tell how long {column.Name} takes, so that {Figures.Count(StageHistory.DaysAssumed)} days are taken";
        var days = usual.PatienceAt(column);
        return $"{from}: it stands still after {(limit == 100 ? "" : $"{limit:0}% of that, ")}{Figures.Count(days)} {(days == 1 ? "day" : "days")} without a move or an activity";
    }

    /// <summary>For how long: at its stage where a move to it was recorded, else since it was opened.</summary>
    private static string Since(PipelineLine line, StageAge age) =>
        age.Days is not { } days ? "" : line.Moved is null ? $", opened {Figures.Count(days)} days ago; no move since was recorded" : $" for {Figures.Count(days)} days{(age.Usual is { } usual ? $", usually {Figures.Count(usual)}" : "")}";
}
