using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Pipeline;
using Plumbline.Storage;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Opportunities;

/// <summary>A stage as typed. Of one that a CRM sent only the place and whether it is qualified are taken.</summary>
public sealed class StageInput
{
    /// <summary>The system it is of.</summary>
    public string? System { get; set; }

    /// <summary>Its id in that system; of a new one, made when the form is drawn.</summary>
    public string? Key { get; set; }

    /// <summary>What it is called; empty to take it away, or for a new one that is not wanted.</summary>
    public string? Name { get; set; }

    /// <summary>Its place among the stages.</summary>
    public string? Place { get; set; }

    /// <summary>What an opportunity in it is, by name: open, won or lost.</summary>
    public string? State { get; set; }

    /// <summary>The chance of what stands in it, in percent.</summary>
    public string? Chance { get; set; }

    /// <summary>Whether it counts as qualified pipeline.</summary>
    public bool IsQualified { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal static StageInput Of(Stage stage, int place) => new()
    {
        System = stage.System,
        Key = stage.ExternalId,
        Name = stage.Name,
        Place = place.ToString(CultureInfo.InvariantCulture),
        State = stage.State.ToString(),
        Chance = stage.Probability is { } chance ? $"{Figures.Input(chance * 100)}%" : null,
        IsQualified = stage.IsQualified,
        Revision = stage.Revision,
    };

    internal static StageInput New(int place) => new()
    {
        System = RecordedHere.System,
        Key = Guid.NewGuid().ToString("n"),
        Place = place.ToString(CultureInfo.InvariantCulture),
        State = nameof(OpportunityState.Open),
        IsQualified = true,
    };
}

/// <summary>All stages as typed.</summary>
public sealed class StagesInput
{
    /// <summary>The stages.</summary>
    public List<StageInput>? Stages { get; set; }
}

/// <summary>Which fields of a CRM's opportunities are kept here, as ticked.</summary>
public sealed class KeptInput
{
    /// <summary>The names of the fields.</summary>
    public List<string>? Fields { get; set; }

    /// <summary>The revision of the company's settings that was read.</summary>
    public int Revision { get; set; }
}

/// <summary>Sets up the stages of the pipeline, and what of a CRM's opportunities is kept here.</summary>
internal sealed class StageRecords(PlumblineDb db, StageBook book)
{
    public const int Longest = 60;

    public Task<StageList> Read(CancellationToken cancel) => book.Stages(cancel);

    public Task<Company> Company(CancellationToken cancel) => db.Companies.AsNoTracking().SingleAsync(cancel);

    /// <summary>Saves all stages as typed, renaming where opportunities stand in one that is called something else now.</summary>
    /// <exception cref="RefusedException">Something typed cannot be, someone else saved since, a stage is taken away in which opportunities stand, or there would be none left of what is open, won or lost.</exception>
    public async Task Change(StagesInput input, CancellationToken cancel)
    {
        var kept = await db.Stages.ToListAsync(cancel);
        if (!kept.Exists(s => s.System == RecordedHere.System))
        {
            foreach (var usual in StageList.Usual())
            {
                db.Add(usual);
                kept.Add(usual);
            }
        }

        var renamed = new List<(string From, string To)>();
        foreach (var (i, typed) in (input.Stages ?? []).Index())
        {
            var stage = kept.Find(s => s.System == typed.System && s.ExternalId == typed.Key);
            Refuse.Unless(stage is not null || typed.System == RecordedHere.System, Refusal.Conflict, "A stage of the other system is gone. Load the page again.");
            if (stage is not null)
            {
                Refuse.Stale("the stages", typed.Revision, stage.Revision);
            }

            if (typed.System == RecordedHere.System && string.IsNullOrWhiteSpace(typed.Name))
            {
                await TakeAway(stage, kept, i, cancel);
                continue;
            }

            if (stage is null)
            {
                Refuse.Unless(RecordedHere.IsKey(typed.Key), Refusal.Invalid, "The form lost its key. Load the page again.");
                stage = new() { System = RecordedHere.System, ExternalId = typed.Key!, Name = "", State = StateOf(typed, i) };
                db.Add(stage);
                kept.Add(stage);
            }

            var name = stage.Name;
            Put(typed, stage, i);
            if (name.Length > 0 && name != stage.Name)
            {
                renamed.Add((name, stage.Name));
            }
        }

        RefuseIncomplete([.. kept.Where(s => s.System == RecordedHere.System)]);
        await db.AllOrNothing(
            async () =>
            {
                await db.SaveChangesAsync(cancel);

                // By way of a text that no stage has: two that take each other's name must not become one.
                var ways = renamed.Select((r, i) => (r.From, Between: FormattableString.Invariant($"\u0001{i}"), r.To)).ToList();
                foreach (var (from, to) in ways.Select(w => (w.From, w.Between)).Concat(ways.Select(w => (w.Between, w.To))))
                {
                    // A stage's name counts towards no figure, so that the summaries stand.
                    await db.Opportunities.Where(o => o.System == RecordedHere.System && o.Stage == from).ExecuteUpdateAsync(set => set.SetProperty(o => o.Stage, to), cancel);
                    await Rename(c => c.Stage == from, set => set.SetProperty(c => c.Stage, to));
                    await Rename(c => c.StageBefore == from, set => set.SetProperty(c => c.StageBefore, to));
                }
            },
            cancel);

        Task Rename(System.Linq.Expressions.Expression<Func<OpportunityChange, bool>> which, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<OpportunityChange>> to) => db.OpportunityChanges
            .Where(which).Where(c => db.Opportunities.Any(o => o.Id == c.OpportunityId && o.System == RecordedHere.System)).ExecuteUpdateAsync(to, cancel);
    }

    /// <summary>Saves which fields are kept here.</summary>
    public async Task Keep(KeptInput input, CancellationToken cancel)
    {
        var company = await db.Companies.SingleAsync(cancel);
        Refuse.Stale("the settings", input.Revision, company.Revision);
        company.KeptHere = OpportunityWords.Fields.Where(f => input.Fields?.Contains(f.Field.ToString()) == true).Aggregate(OpportunityFields.None, (all, f) => all | f.Field);
        company.Revision++;
        await db.SaveChangesAsync(cancel);
    }

    private static void Put(StageInput typed, Stage stage, int i)
    {
        var before = (stage.Name, stage.Place, stage.IsQualified, stage.Probability);
        Refuse.Unless(int.TryParse(typed.Place, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place is > 0 and < 1_000, Refusal.Invalid, "Write its place as a number from 1.", Field(i, nameof(StageInput.Place)));
        if (stage.System == RecordedHere.System)
        {
            var name = typed.Name!.Trim();
            Refuse.Unless(name.Length <= Longest, Refusal.Invalid, $"That is too long: {Longest} characters at most.", Field(i, nameof(StageInput.Name)));
            (stage.Name, stage.Probability) = (name, stage.State switch { OpportunityState.Won => 1, OpportunityState.Lost => 0, _ => ChanceOf(typed, i) });
        }

        (stage.Place, stage.IsQualified) = (place, typed.IsQualified);
        stage.Revision += before == (stage.Name, stage.Place, stage.IsQualified, stage.Probability) ? 0 : 1;
    }

    private async Task TakeAway(Stage? stage, List<Stage> kept, int i, CancellationToken cancel)
    {
        if (stage is null)
        {
            return;
        }

        var standing = await db.Opportunities.CountAsync(o => o.System == RecordedHere.System && o.Stage == stage.Name, cancel);
        Refuse.Unless(standing == 0, Refusal.Conflict, $"{OpportunityWords.Count(standing)} {(standing == 1 ? "stands" : "stand")} in {stage.Name}. Move {(standing == 1 ? "it" : "them")} first.", Field(i, nameof(StageInput.Name)));
        db.Remove(stage);
        kept.Remove(stage);
    }

    private static void RefuseIncomplete(IReadOnlyList<Stage> ours)
    {
        foreach (var state in Enum.GetValues<OpportunityState>())
        {
            Refuse.Unless(ours.Any(s => s.State == state), Refusal.Invalid, $"Keep a stage of what is {OpportunityWords.Of(state)}.");
        }

        Refuse.Unless(ours.Select(s => s.Name.ToUpperInvariant()).Distinct().Count() == ours.Count, Refusal.Invalid, "Two stages are called the same.");
    }

    private static OpportunityState StateOf(StageInput typed, int i) =>
        Enum.TryParse<OpportunityState>(typed.State, out var state) && Enum.IsDefined(state) ? state : throw new RefusedException(Refusal.Invalid, "Choose what an opportunity in it is.", Field(i, nameof(StageInput.State)));

    private static decimal? ChanceOf(StageInput typed, int i)
    {
        if (string.IsNullOrWhiteSpace(typed.Chance))
        {
            return null;
        }

        Refuse.Unless(TypedNumber.TryReadShare(typed.Chance, out var chance) && chance is >= 0 and <= 1, Refusal.Invalid, $"“{typed.Chance}” is no chance. Write it as 50%.", Field(i, nameof(StageInput.Chance)));
        return Math.Round(chance, 4);
    }

    private static string Field(int i, string field) => string.Create(CultureInfo.InvariantCulture, $"Stages[{i}].{field}");
}
