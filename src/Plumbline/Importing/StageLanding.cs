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

            var stage = _earlier.GetValueOrDefault(key) ?? MadeHere(row.Name.Trim()) ?? new() { System = System, ExternalId = key, Name = row.Name, ImportId = Run.Import.Id };
            var before = Run.Bulk.Table<Stage>().Snapshot(stage);
            (stage.Name, stage.ExternalId) = (row.Name.Trim(), key);
            stage.State = stage.IsStateOurs ? stage.State : row.State;
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

    /// <summary>One that an administrator made of what opportunities name, before the system's list came; until it has its id there, its name is its id.</summary>
    private Stage? MadeHere(string name) => _earlier.Values.FirstOrDefault(s => s is { IsStateOurs: true, ImportId: null } && s.ExternalId == s.Name && string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase));
}
