using Microsoft.EntityFrameworkCore;
using Plumbline.Pipeline;
using Plumbline.Typing;

namespace Plumbline.Importing;

/// <summary>Lands the stages of a pipeline.</summary>
internal sealed class StageLanding(LandingRun run, string system) : KindLanding(run, system)
{
    private readonly Dictionary<string, Stage> _earlier = run.Db.Stages.AsNoTracking().Where(s => s.System == system).ToDictionary(s => s.ExternalId);

    public override void Take(IReadOnlyList<FactRow> rows)
    {
        List<Stage> added = [], changed = [];
        foreach (var row in rows.Cast<StageRow>())
        {
            var key = row.Id ?? NameLikeness.Key(row.Name);
            if (IsRepeated(row, key, "stage"))
            {
                continue;
            }

            var stage = _earlier.GetValueOrDefault(key) ?? new() { System = System, ExternalId = key, Name = row.Name, ImportId = Run.Import.Id };
            var before = Run.Bulk.Table<Stage>().Snapshot(stage);
            stage.Name = row.Name.Trim();
            stage.State = row.State;
            stage.Probability = Kept(row.Probability) ?? stage.Probability;
            stage.Order = row.Order ?? stage.Order;
            var isNew = stage.Id == 0;
            var isChanged = !isNew && Run.Bulk.Table<Stage>().Differs(before, stage);
            Count(isNew, isChanged);
            if (isNew)
            {
                Run.Bulk.Number(stage);
                added.Add(stage);
            }
            else if (isChanged)
            {
                Run.Changes.Add(nameof(Stage), stage.Id, Run.Bulk.Table<Stage>().Difference(before, stage));
                changed.Add(stage);
            }
        }

        Run.Flush();
        Run.Bulk.Insert(added);
        Run.Bulk.Update(changed);
    }
}
