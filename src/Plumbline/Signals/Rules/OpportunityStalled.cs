using Microsoft.EntityFrameworkCore;
using Plumbline.Opportunities;
using Plumbline.Ui;

namespace Plumbline.Signals.Rules;

/// <summary>A large opportunity stands still.</summary>
internal sealed class OpportunityStalled(OpenDeals deals, PipelineLines lines) : SignalRule
{
    private const int MostOfPerson = 10;
    private const int DaysLeft = 14;

    public const string TheKey = "opportunity-stalled";

    public override string Key => TheKey;

    public override string Name => "Opportunity stands still";

    public override RuleLimit Limit => new(100, 30, 400, "% of the days of patience"); // By which the pages of the pipeline go, too.

    public override string Says(decimal limit) =>
        $"One of the {MostOfPerson} largest opportunities of a person that neither moved nor were worked for longer than is patient at their stage: {limit:0}% of the days within which 85 of 100 that were won had left it, or of {Pipeline.StageHistory.DaysAssumed} where fewer than {Pipeline.StageHistory.EnoughWon} tell. Where no move to it was recorded, that counts from the day on which it was opened; of one without that day, and without a move or an activity, nothing is known.";

    public override async Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel)
    {
        var open = deals.Of(watch);
        var stages = await deals.Stages(open, cancel);
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
                var quiet = line.Touched is { } touched ? $"Last worked on {watch.Day(touched)}." : "Nothing was ever logged about it.";
                var soon = watch.Today.AddDays(DaysLeft);
                found.Add(new(
                    line.SalespersonId!.Value, $"opportunity/{line.Id}", (line.Worth ?? 0) * stages.ChanceOf(line.Stage), line.ExpectedClose is { } close && close < soon ? close : soon, $"{line.Name} stands still",
                    $"{(line.Worth is > 0 and var worth ? watch.Money.Compact(worth) : "No amount is said")}{(line.Stage is null ? "" : $"{(line.Worth > 0 ? "" : ";")} at {line.Stage}")}{Since(line, age)}. {quiet}",
                    [
                        new($"{line.Name}{(line.Account is null ? "" : $", {line.Account}")}", $"opportunities/{line.Id}"),
                        .. line.NextStepDue is { } due ? (SignalEvidence[])[new($"Next step by {watch.Day(due)}: {line.NextStep}", $"opportunities/{line.Id}")] : [new("No next step is planned", $"opportunities/{line.Id}")],
                    ],
                    new("Take it up", $"opportunities/{line.Id}", Line: new("Hand it to somebody", $"opportunities/{line.Id}/edit"))));
            }
        }

        return found;
    }

    /// <summary>For how long: at its stage where a move to it was recorded, else since it was opened.</summary>
    private static string Since(PipelineLine line, StageAge age) =>
        age.Days is not { } days ? "" : line.Moved is null ? $", opened {Figures.Count(days)} days ago; no move since was recorded" : $" for {Figures.Count(days)} days{(age.Usual is { } usual ? $", usually {Figures.Count(usual)}" : "")}";
}
