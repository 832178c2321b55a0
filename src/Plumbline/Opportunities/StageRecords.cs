using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Pipeline;
using Plumbline.Storage;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Opportunities;

/// <summary>A stage as typed. Of one that a CRM sent the name and the chance are the CRM's.</summary>
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

    /// <summary>What becomes of the opportunities in it, as it was told and is agreed to by sending the form again; null where nothing was.</summary>
    public string? Agreed { get; set; }

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

    internal static StageInput Of(StageStanding named) => new() { System = named.System, Key = named.Text, Name = named.Text, State = named.State.ToString(), IsQualified = true };

    internal static StageInput New(int place) => new()
    {
        System = RecordedHere.System,
        Key = Guid.NewGuid().ToString("n"),
        Place = place.ToString(CultureInfo.InvariantCulture),
        State = nameof(OpportunityState.Open),
        IsQualified = true,
    };
}

/// <summary>How many opportunities of a system stand in a stage, as they name it, in a state.</summary>
internal sealed record StageStanding(string System, string Text, OpportunityState State, int Count);

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
internal sealed class StageRecords(PlumblineDb db, StageBook book, OurCompany company, NextStepLedger ledger, TimeProvider clock)
{
    public const int Longest = 60;
    private const int AtOnce = 1_000;

    public Task<StageList> Read(CancellationToken cancel) => book.Stages(cancel);

    /// <summary>Stages that opportunities of other systems name and no list of theirs has, with what most of those are.</summary>
    public async Task<IReadOnlyList<StageStanding>> Unlisted(CancellationToken cancel)
    {
        var stages = await book.Stages(cancel);
        return
        [
            .. (await Standing(cancel)).Where(s => s.System != RecordedHere.System && stages.Find(s.System, s.Text) is null).GroupBy(s => (s.System, s.Text.ToUpperInvariant()))
                .Select(g => g.MaxBy(s => s.Count)!).OrderBy(s => s.System, StringComparer.Ordinal).ThenBy(s => s.Text, StringComparer.OrdinalIgnoreCase),
        ];
    }

    public Task<Company> Company(CancellationToken cancel) => db.Companies.AsNoTracking().SingleAsync(cancel);

    /// <summary>Saves all stages as typed, renaming where opportunities stand in one that is called something else now, and letting them follow where it counts as something else.</summary>
    /// <exception cref="RefusedException">Something typed cannot be, someone else saved since, what becomes of opportunities was not agreed to yet, a stage is taken away in which opportunities stand, or there would be none left of what is open, won or lost.</exception>
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
        var counted = new List<(string System, string[] Texts, OpportunityState State, int Agreed)>();
        var standing = await Standing(cancel);
        foreach (var (i, typed) in (input.Stages ?? []).Index())
        {
            var stage = kept.Find(s => s.System == typed.System && s.ExternalId == typed.Key);
            if (stage is null && typed.System != RecordedHere.System)
            {
                var named = standing.Where(s => s.System == typed.System && string.Equals(s.Text, typed.Key, StringComparison.OrdinalIgnoreCase)).ToList();
                Refuse.Unless(named.Count > 0, Refusal.Conflict, "A stage of the other system is gone. Load the page again.");
                if (StateOf(typed, i) == named.MaxBy(s => s.Count)!.State)
                {
                    continue; // Nobody said anything of it.
                }

                stage = new() { System = typed.System!, ExternalId = typed.Key!, Name = typed.Key!, State = named.MaxBy(s => s.Count)!.State };
                db.Add(stage);
                kept.Add(stage);
                (typed.Place, typed.IsQualified) = (FormattableString.Invariant($"{i + 1}"), true);
            }

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
            if (stage.State != StateOf(typed, i))
            {
                stage.State = StateOf(typed, i);
                stage.IsStateOurs = stage.System != RecordedHere.System;
                stage.Revision++;
                string[] texts = [.. standing.Where(s => s.System == stage.System && (Is(s.Text, name) || Is(s.Text, stage.ExternalId))).Select(s => s.Text).Distinct()];
                List<StageStanding> concerned = [.. standing.Where(s => s.System == stage.System && texts.Contains(s.Text) && s.State != stage.State)];
                typed.IsQualified |= stage.State == OpportunityState.Open && typed.Agreed is null or ""; // The box for it was not there to be ticked while the stage ended something.
                RefuseUnagreed(typed, stage, concerned, i);
                counted.Add((stage.System, texts, stage.State, concerned.Sum(s => s.Count)));
            }

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
                foreach (var (system, texts, state, agreed) in counted)
                {
                    Refuse.Unless(await CountAs(system, texts, state, cancel) <= agreed, Refusal.Conflict, "More opportunities have come to a stage since. Load the page again and look how many there are.");
                }

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

    /// <summary>Opportunities become what their stage counts as now. Each counts itself, and keeps in its history what it was.</summary>
    /// <returns>How many did.</returns>
    private async Task<int> CountAs(string system, string[] texts, OpportunityState state, CancellationToken cancel)
    {
        var (today, now) = (await company.Today(cancel), clock.GetUtcNow());
        var count = 0;
        for (var after = 0L; ;)
        {
            var from = after;
            var some = await db.Opportunities.Where(o => o.System == system && o.Stage != null && EF.Parameter(texts).Contains(o.Stage) && o.State != state && o.Id > from).OrderBy(o => o.Id).Take(AtOnce).ToListAsync(cancel);
            if (some.Count == 0)
            {
                return count;
            }

            count += some.Count;
            foreach (var opportunity in some)
            {
                var before = opportunity.Values;
                opportunity.CountAs(state, today);
                opportunity.Revision++;
                db.Add(OpportunityChange.Between(opportunity.Id, before, opportunity.Values, now)!);
            }

            await db.SaveChangesAsync(cancel);
            await ledger.Follow(some.Select(o => o.Id), cancel);
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
            after = some[^1].Id;
        }
    }

    /// <summary>Says what becomes of those that stand in a stage before it does; the form sent again agrees to it.</summary>
    private static void RefuseUnagreed(StageInput typed, Stage stage, IReadOnlyCollection<StageStanding> concerned, int i)
    {
        var count = concerned.Sum(s => s.Count);
        var asked = FormattableString.Invariant($"{stage.State}:{count}");
        if (count == 0 || typed.Agreed == asked)
        {
            return;
        }

        typed.Agreed = asked;
        var (becomes, they) = (OpportunityWords.Of(stage.State), count == 1 ? "It" : "They");
        var how = stage.State == OpportunityState.Open ? "be open again, without a closing day, and leave the months in which they count"
            : concerned.All(s => s.State != OpportunityState.Open) ? $"be {becomes} on the days on which they ended, and their months change"
            : $"be {becomes}: each on the day it was expected to close, or today where that day is to come or not known, and the months of these days change. Next steps go";
        throw new RefusedException(Refusal.Invalid, $"{OpportunityWords.Count(count)} in {stage.Name} {(count == 1 ? "is" : "are")} not {becomes}. {they} would {how}. Save again if that is meant.", Field(i, nameof(StageInput.State)));
    }

    private static bool Is(string text, string other) => string.Equals(text, other, StringComparison.OrdinalIgnoreCase);

    private Task<List<StageStanding>> Standing(CancellationToken cancel) =>
        db.Opportunities.Where(o => o.Stage != null).GroupBy(o => new { o.System, o.Stage, o.State }).Select(g => new StageStanding(g.Key.System, g.Key.Stage!, g.Key.State, g.Count())).ToListAsync(cancel);

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
