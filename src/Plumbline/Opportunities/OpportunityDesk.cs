using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Marketing;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Opportunities;

/// <summary>An opportunity with the names of what it refers to.</summary>
internal sealed record OpportunityRead(Opportunity Record, string? Account, string? Product);

/// <summary>
/// Where opportunities are opened, changed, moved and ended by hand: every page comes through here, so that whose they are, what a CRM keeps, who was faster and what becomes of the history is looked at once.
/// </summary>
internal sealed class OpportunityDesk(PlumblineDb db, CurrentPerson me, OurCompany company, AccountNames accounts, StageBook book, NextStepLedger ledger, MarketingTies ties, TimeProvider clock)
{
    private const int LongestName = 200;
    private const int MostCalled = 20;

    public async Task<OpportunityRead?> Read(long id, CancellationToken cancel) => await db.Opportunities.AsNoTracking().Where(o => o.Id == id)
        .Select(o => new OpportunityRead(o, db.Accounts.Where(a => a.Id == o.AccountId).Select(a => a.Name).FirstOrDefault(), db.Products.Where(p => p.Id == o.ProductId).Select(p => p.Name).FirstOrDefault()))
        .SingleOrDefaultAsync(cancel);

    /// <summary>Whether the person may change what this salesperson works: their own, and as a manager that of those below them and what nobody works.</summary>
    public async Task<bool> MayChange(long? salespersonId, CancellationToken cancel)
    {
        var roles = (await me.Load(cancel)).Roles;
        return salespersonId is { } owner
            ? (roles & (Roles.Salesperson | Roles.Manager)) != 0 && (await me.Line(cancel)).Contains(owner)
            : roles.HasFlag(Roles.Manager);
    }

    /// <summary>Those to whom the person may give an opportunity: salespeople among themselves and those below them, who are still here.</summary>
    public async Task<IReadOnlyList<Person>> Takers(CancellationToken cancel)
    {
        var (line, today) = (await me.Line(cancel), await company.Today(cancel));
        return [.. (await me.Colleagues(cancel)).People.Where(p => line.Contains(p.Id) && p.Roles.HasFlag(Roles.Salesperson) && (p.Left is null || p.Left >= today))];
    }

    /// <summary>Opens one; the same form sent twice opens one only.</summary>
    public async Task<long> Open(OpportunityInput input, CancellationToken cancel)
    {
        var taker = await Taker(input.Salesperson, cancel);
        if (await Sent() is { } sent)
        {
            return sent;
        }

        var today = await company.Today(cancel);
        var stage = (await book.Stages(cancel)).The(RecordedHere.System, input.Stage);
        var opportunity = Opportunity.Open(input.Key ?? "", input.Name, stage, taker, TypedDay.Required(input.ExpectedClose, nameof(OpportunityInput.ExpectedClose)), today);
        opportunity.Value(OpportunityInput.ReadAmount(input.Amount));
        opportunity.Meet(input.Competitor);
        opportunity.ComeFrom(input.Campaign);
        NextSteps.Plan(opportunity, input.NextStep, TypedDay.Read(input.NextStepDue, nameof(OpportunityInput.NextStepDue)), today);
        opportunity.ProductId = await Product(input, cancel);
        return await db.SaveUnlessThere(
            () => db.AllOrNothing(
                async () =>
                {
                    opportunity.AccountId = await Account(input, taker, cancel);
                    db.Add(opportunity);
                    await db.SaveChangesAsync(cancel);
                    db.Add(OpportunityChange.Opening(opportunity, clock.GetUtcNow()));
                    await FollowNext(opportunity, isDone: false, cancel);
                    await db.SaveChangesAsync(cancel);
                },
                cancel),
            async () => await Sent() is not null) ? opportunity.Id : (await Sent())!.Value;

        Task<long?> Sent() => db.Opportunities.Where(o => o.System == RecordedHere.System && o.ExternalId == input.Key).Select(o => (long?)o.Id).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Saves what was typed.</summary>
    public Task Change(long id, OpportunityInput input, CancellationToken cancel) => Change(
        id, input.Revision,
        async (opportunity, today) =>
        {
            var read = (await Read(id, cancel))!;
            var differing = input.Differing(read, opportunity.Editable((await company.Load(cancel)).KeptHere));
            await RefuseCrms(opportunity, differing, cancel);
            if (differing.HasFlag(OpportunityFields.Name))
            {
                opportunity.Rename(input.Name);
            }

            if (differing.HasFlag(OpportunityFields.Stage))
            {
                opportunity.MoveTo((await book.Stages(cancel)).The(opportunity.System, input.Stage));
            }

            if (differing.HasFlag(OpportunityFields.Amount))
            {
                opportunity.Value(OpportunityInput.ReadAmount(input.Amount));
            }

            if (differing.HasFlag(OpportunityFields.ExpectedClose))
            {
                opportunity.Expect(TypedDay.Required(input.ExpectedClose, nameof(OpportunityInput.ExpectedClose)), today);
            }

            if (differing.HasFlag(OpportunityFields.Salesperson))
            {
                opportunity.GiveTo(await Taker(input.Salesperson, cancel));
            }

            opportunity.ProductId = differing.HasFlag(OpportunityFields.Product) ? await Product(input, cancel) : opportunity.ProductId;
            opportunity.AccountId = differing.HasFlag(OpportunityFields.Account) ? await Account(input, opportunity.SalespersonId, cancel) : opportunity.AccountId;
            opportunity.Meet(input.Competitor);
            opportunity.ComeFrom(input.Campaign);
            if (opportunity.State == OpportunityState.Open)
            {
                NextSteps.Plan(opportunity, input.NextStep, TypedDay.Read(input.NextStepDue, nameof(OpportunityInput.NextStepDue)), today);
            }
        },
        cancel);

    /// <summary>Gives it to another salesperson, as the form that changes it does.</summary>
    public Task Give(long id, int revision, string? salesperson, CancellationToken cancel) => Change(
        id, revision,
        async (opportunity, _) =>
        {
            await RefuseCrms(opportunity, OpportunityFields.Salesperson, cancel);
            opportunity.GiveTo(await Taker(salesperson, cancel));
        },
        cancel);

    /// <summary>Moves it to another stage of what is open.</summary>
    public Task Move(long id, MoveInput input, CancellationToken cancel) => Change(
        id, input.Revision,
        async (opportunity, _) =>
        {
            await RefuseCrms(opportunity, OpportunityFields.Stage, cancel);
            opportunity.MoveTo(await StageFor(opportunity, input.Stage, cancel));
        },
        cancel);

    /// <summary>Ends it with an order, or without one.</summary>
    public Task Close(long id, OpportunityState state, CloseInput input, CancellationToken cancel) => Change(
        id, input.Revision,
        async (opportunity, today) =>
        {
            await RefuseCrms(opportunity, OpportunityFields.Stage, cancel);
            var on = TypedDay.Required(input.Closed, nameof(CloseInput.Closed));
            var stage = await EndFor(opportunity, state, cancel);
            NextSteps.Drop(opportunity);
            if (state == OpportunityState.Won)
            {
                opportunity.Win(stage, OpportunityInput.ReadAmount(input.Amount), on, input.Reason, input.Competitor, today);
            }
            else
            {
                opportunity.Lose(stage, on, input.Reason, input.Competitor, today);
            }
        },
        cancel);

    /// <summary>Takes a win or a loss back.</summary>
    public Task Reopen(long id, MoveInput input, CancellationToken cancel) => Change(
        id, input.Revision,
        async (opportunity, today) =>
        {
            await RefuseCrms(opportunity, OpportunityFields.Stage, cancel);
            opportunity.Reopen(await StageFor(opportunity, input.Stage, cancel), TypedDay.Required(input.ExpectedClose, nameof(MoveInput.ExpectedClose)), today);
        },
        cancel);

    /// <summary>Plans, changes or drops the next step.</summary>
    public Task PlanNext(long id, NextStepInput input, CancellationToken cancel) => Change(
        id, input.Revision,
        (opportunity, today) =>
        {
            NextSteps.Plan(opportunity, input.NextStep, TypedDay.Read(input.NextStepDue, nameof(NextStepInput.NextStepDue)), today);
            return Task.CompletedTask;
        },
        cancel);

    /// <summary>Says that the next step was done.</summary>
    public Task DoneNext(long id, int revision, CancellationToken cancel) => Change(
        id, revision,
        (opportunity, _) =>
        {
            NextSteps.Done(opportunity);
            return Task.CompletedTask;
        },
        cancel,
        isDone: true);

    /// <summary>Says that it came of a marketing activity, or was helped by it; once more does no harm.</summary>
    public async Task Tie(long id, string? activity, CancellationToken cancel)
    {
        await RefuseOthers(id, cancel);
        Refuse.Unless(long.TryParse(activity, NumberStyles.None, CultureInfo.InvariantCulture, out var chosen), Refusal.Invalid, "Choose the activity.", nameof(TieInput.Activity));
        await ties.Note(chosen, id, cancel);
    }

    /// <summary>Says that it did not after all.</summary>
    public async Task Untie(long id, long activity, CancellationToken cancel)
    {
        await RefuseOthers(id, cancel);
        await ties.Drop(activity, id, cancel);
    }

    /// <summary>Says where an opportunity may be moved to: the open stages of its system, or where that never sent its list, those that its opportunities stand in, too.</summary>
    public async Task<IReadOnlyList<string>> OpenStages(Opportunity opportunity, CancellationToken cancel)
    {
        var stages = (await book.Stages(cancel)).Of(opportunity.System);
        var listed = stages.Where(s => s.State == OpportunityState.Open).Select(s => s.Name).ToList();
        return listed.Count > 0 && stages.Any(s => !s.IsStateOurs) ? listed
            : [.. listed.Union(
                await db.Opportunities.Where(o => o.System == opportunity.System && o.State == OpportunityState.Open && o.Closed == null && o.Stage != null)
                    .GroupBy(o => o.Stage!).Select(g => new { g.Key, Chance = g.Max(o => o.Probability) }).OrderBy(s => s.Chance).ThenBy(s => s.Key).Select(s => s.Key).ToListAsync(cancel), StringComparer.OrdinalIgnoreCase)];
    }

    private async Task Change(long id, int revision, Func<Opportunity, DateOnly, Task> change, CancellationToken cancel, bool isDone = false)
    {
        var opportunity = await db.Opportunities.SingleOrDefaultAsync(o => o.Id == id, cancel) ?? throw RefusedException.NotFound("opportunity");
        Refuse.Unless(await MayChange(opportunity.SalespersonId, cancel), Refusal.NotAllowed, "Only the one who works it and their managers can change it.");
        Refuse.Stale("this opportunity", revision, opportunity.Revision);
        var before = opportunity.Values;
        var today = await company.Today(cancel);
        await db.AllOrNothing(
            async () =>
            {
                await change(opportunity, today);
                if (!db.ChangeTracker.HasChanges())
                {
                    return;
                }

                opportunity.Revision++;
                if (OpportunityChange.Between(id, before, opportunity.Values, clock.GetUtcNow()) is { } kept)
                {
                    db.Add(kept);
                }

                await FollowNext(opportunity, isDone, cancel);
                await db.SaveChangesAsync(cancel);
            },
            cancel);
    }

    private async Task RefuseOthers(long id, CancellationToken cancel)
    {
        var owner = await db.Opportunities.Where(o => o.Id == id).Select(o => new { o.SalespersonId }).SingleOrDefaultAsync(cancel) ?? throw RefusedException.NotFound("opportunity");
        Refuse.Unless(await MayChange(owner.SalespersonId, cancel), Refusal.NotAllowed, "Only the one who works it and their managers can change it.");
    }

    private Task FollowNext(Opportunity opportunity, bool isDone, CancellationToken cancel) => ledger.Follow(
        NextStepLedger.RecordOf(opportunity), new(opportunity.SalespersonId, opportunity.NextStep, opportunity.NextStepDue, opportunity.AccountId, opportunity.Id), isDone, isPlanned: true, cancel);

    private async Task RefuseCrms(Opportunity opportunity, OpportunityFields changing, CancellationToken cancel)
    {
        var theirs = changing & ~opportunity.Editable((await company.Load(cancel)).KeptHere);
        Refuse.Unless(theirs == OpportunityFields.None, Refusal.NotAllowed, $"{OpportunityWords.SystemOf(opportunity.System)} keeps {OpportunityWords.Of(theirs)} of this opportunity. Change it there; the next import brings it here.");
    }

    private async Task<Stage> StageFor(Opportunity opportunity, string? name, CancellationToken cancel)
    {
        var stages = await book.Stages(cancel);
        return stages.Find(opportunity.System, name) is not null || !(await OpenStages(opportunity, cancel)).Contains(name)
            ? stages.The(opportunity.System, name)
            : new() { System = opportunity.System, ExternalId = name!, Name = name! };
    }

    /// <summary>A system whose list of stages never came has no word for the end; ours stands in.</summary>
    private async Task<Stage> EndFor(Opportunity opportunity, OpportunityState state, CancellationToken cancel)
    {
        var stages = await book.Stages(cancel);
        return stages.First(stages.Of(opportunity.System).Any(s => s.State == state) ? opportunity.System : RecordedHere.System, state);
    }

    private async Task<long> Taker(string? typed, CancellationToken cancel) =>
        long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && (await Takers(cancel)).Any(p => p.Id == id) ? id
            : throw new RefusedException(Refusal.Invalid, "Choose who works it: yourself, or a salesperson who reports to you.", nameof(OpportunityInput.Salesperson));

    private async Task<long?> Product(OpportunityInput input, CancellationToken cancel)
    {
        if (Name(input.Product, nameof(OpportunityInput.Product)) is not { } name)
        {
            return null;
        }

#pragma warning disable CA1304, CA1311, CA1862 // Said in SQL, by the database's rules for letters.
        var named = await db.Products.Where(p => p.MergedIntoId == null && (p.Name == name || p.Name.ToLower() == name.ToLower())).Select(p => p.Id).Take(MostCalled).ToListAsync(cancel);
#pragma warning restore CA1304, CA1311, CA1862
        return long.TryParse(input.ProductId, NumberStyles.None, CultureInfo.InvariantCulture, out var chosen) && named.Contains(chosen) ? chosen
            : named is [var only] ? only
            : throw new RefusedException(Refusal.Invalid, named.Count == 0 ? $"There is no product “{name}”. Choose one from the list." : $"Several products are called “{name}”. Choose one from the list.", nameof(OpportunityInput.Product));
    }

    private async Task<long?> Account(OpportunityInput input, long? owner, CancellationToken cancel)
    {
        if (Name(input.Account, nameof(OpportunityInput.Account)) is not { } name)
        {
            return null;
        }

        var named = await accounts.Called(input.AccountId, name, cancel);
        if (named is [var meant])
        {
            return meant;
        }

        Refuse.Unless(named.Count == 0, Refusal.Invalid, $"Several accounts are called “{name}”. Choose one from the list.", nameof(OpportunityInput.Account));
        Refuse.Unless(input.AddAccount, Refusal.Invalid, $"There is no account “{name}” yet. Choose one from the list, or tick that it is to be added.", nameof(OpportunityInput.Account));
        var account = new Account { Name = name, OwnerId = owner };
        db.Add(account);
        await db.SaveChangesAsync(cancel);
        return account.Id;
    }

    private static string? Name(string? typed, string field)
    {
        var name = TypedText.OrNull(typed);
        Refuse.Unless(name is null || name.Length <= LongestName, Refusal.Invalid, $"That is too long for a name: {LongestName} characters at most.", field);
        return name;
    }
}
