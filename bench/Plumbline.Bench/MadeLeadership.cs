using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Fiscal;
using Plumbline.Marketing;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Presentations;
using Plumbline.Storage;

namespace Plumbline.Bench;

/// <summary>What those who lead look at besides facts, made for a made company: a manager of each team and a director above, plans of two halves agreed and presented, and local marketing of two years with leads.</summary>
internal sealed class MadeLeadership(PlumblineDb db, Agreements agreements, MadeSize size, DateOnly today)
{
    /// <summary>So many marketing activities each salesperson has in two years.</summary>
    public const int ActivitiesEach = 4;

    private const int LeadsOfEach = 20;
    private const int AccountsInPlan = 10;
    private const int PlansInMeeting = 8;
    private const int Months = 24;

    private static readonly FiscalYear _fiscal = new(1);

    private long _director;

    public async Task Make()
    {
        await People();
        foreach (var half in (Period[])[_fiscal.Half(today).Previous, _fiscal.Half(today)])
        {
            await Plan(half);
            await Present(half);
        }

        await Market();
        await db.AllOrNothing(() => db.RaiseVersion(CancellationToken.None), CancellationToken.None);
        await db.Database.ExecuteSqlRawAsync(db.Database.IsSqlite() ? "ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)" : "VACUUM ANALYZE");
    }

    private async Task People()
    {
        db.Add(new Person { Name = "Director", Email = "director@example.com", Roles = Roles.Manager | Roles.Leadership | Roles.Marketing });
        await db.SaveChangesAsync();
        _director = (await db.People.SingleAsync(p => p.Name == "Director")).Id;
        for (var team = 1; team <= size.Teams; team++)
        {
            db.Add(new Person { Name = $"Manager {team:000}", Email = $"manager{team}@example.com", Roles = Roles.Manager, ManagerId = _director });
        }

        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        foreach (var manager in await db.People.Where(p => p.ManagerId == _director).ToListAsync())
        {
            var team = long.Parse(manager.Name[^3..], CultureInfo.InvariantCulture);
            await db.People.Where(p => p.Roles == Roles.Salesperson && db.TeamMemberships.Any(m => m.PersonId == p.Id && m.TeamId == team)).ExecuteUpdateAsync(set => set.SetProperty(p => p.ManagerId, manager.Id));
        }

        db.ChangeTracker.Clear();
    }

    private async Task Plan(Period half)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var managers = await db.People.Where(p => p.Roles == Roles.Salesperson).OrderBy(p => p.Id).Select(p => new { p.Id, p.ManagerId }).ToListAsync();
        var (signed, at) = (half.FirstDay.AddDays(-5), new DateTimeOffset(half.FirstDay.AddDays(-5).ToDateTime(new(9, 0)), TimeSpan.Zero));
        foreach (var person in managers)
        {
            var content = Content(person.Id, half);
            var known = new PlanKnown(content.Named.Select(n => n.AccountId).OfType<long>().ToHashSet(), content.Forecast.Select(l => l.ProductId).OfType<long>().ToHashSet(), _fiscal, SplitsNewBusiness: false, null);
            var (author, manager) = (new Party(person.Id, IsInLine: false), new Party(person.ManagerId!.Value, IsInLine: true));
            var plan = new BusinessPlan(person.Id, author, content, at);
            var version = plan.Propose(author, null, signs: true, known, at, signed);
            plan.Sign(manager, version.Number, version.Hash, at, signed);
            db.Add(plan);
            await agreements.Save(plan, CancellationToken.None);
            db.ChangeTracker.Clear(); // Else each save looks through all plans before it.
        }

        await transaction.CommitAsync();
    }

    /// <summary>As large as a real one: ten accounts with a line of forecast each, quotas of which about half are reached.</summary>
    private BusinessPlanContent Content(long person, Period half)
    {
        var quota = 340_000 + (person % 7 * 15_000);
        var named = Enumerable.Range(1, AccountsInPlan).Select(nth => (Key: nth.ToString(CultureInfo.InvariantCulture), Account: person - 1 + (nth * size.Salespeople), Product: 1 + ((person + nth) % MadeCompany.Products))).ToList();
        return new(half)
        {
            LastPeriod = new() { Worked = "Assessments opened doors at three customers.", DidNot = "Too many small deals late in the quarter.", Stops = "Quoting before I know who decides." },
            Named = [.. named.Select(n => new NamedAccount(n.Key) { AccountId = n.Account, Client = $"Account {n.Account}", Rank = NamedRank.TopTen, Potential = 150_000, ProductId = n.Product, Product = $"Product {n.Product:00}" })],
            Goals = [new("1") { Statement = "Win new customers", Measure = "Customers with a first order", Baseline = 1, Commit = 3, Target = 4, Stretch = 6, ByWhen = half.LastDay, Why = "Half of last year’s revenue came from two names.", Proof = "Their first bookings on the scoreboard" }],
            Quotas = [.. half.Months.Select(m => new Quota(m) { Revenue = quota, Margin = quota / 5 })],
            Forecast = [.. named.Select(n => new ForecastLine(n.Key) { AccountId = n.Account, Client = $"Account {n.Account}", ProductId = n.Product, Product = $"Product {n.Product:00}", Months = [.. half.Months.Select(m => new ForecastMonth(m) { Revenue = quota / AccountsInPlan, Margin = quota / AccountsInPlan / 5 })] })],
            Activities = [new("1") { TypeId = 1, Type = "Meeting", PerWeek = 30 }],
            Marketing = [new("1") { Title = "Security breakfast", Vendor = "Vendor 1", Program = "Program 1", Audience = "IT leads of 25 accounts", Starts = half.FirstDay.AddDays(47), Ends = half.FirstDay.AddDays(47), Budget = 3_200, FundedShare = 0.5m, Leads = 12, ClaimBy = half.LastDay.AddDays(45) }],
            Commitments = [new("1") { Sentence = "Every open opportunity has a next step with a date, every Friday.", ByWhen = half.LastDay }],
        };
    }

    /// <summary>Each team before colleagues, and everyone before the leadership, some at a time.</summary>
    private async Task Present(Period half)
    {
        var plans = await db.BusinessPlans.IgnoreAutoIncludes().Where(p => p.Period == half).OrderBy(p => p.Id).Select(p => new { p.Id, p.SalespersonId }).ToListAsync();
        List<Presentation> meetings = [];
        foreach (var (nth, some) in plans.GroupBy(p => p.SalespersonId % size.Teams).Select(g => g.ToList()).Index())
        {
            var meeting = new Presentation(PresentationKind.Peers, new("What we promise one another", At(nth), 90, "Large meeting room"), _director);
            some.ForEach(p => meeting.Add(p.Id, p.SalespersonId));
            meetings.Add(meeting);
        }

        foreach (var (nth, some) in plans.Chunk(PlansInMeeting).Index())
        {
            var meeting = new Presentation(PresentationKind.Leadership, new("Plans of the half", At(nth).AddHours(3), 90, "Large meeting room"), _director);
            meeting.Invite(_director, LeadershipFunction.Executive);
            some.ToList().ForEach(p => meeting.Add(p.Id, p.SalespersonId));
            meetings.Add(meeting);
        }

        meetings.ForEach(m => m.Told());
        meetings.ForEach(m => m.Hold(m.EndsAt));
        db.AddRange(meetings);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();

        await using var transaction = await db.Database.BeginTransactionAsync();
        using var bulk = BulkWriter.Of(db);
        List<PlanVoice> voices = [];
        List<Commitment> promises = [];
        var heard = new PlanHeard([], [], 1, 0);
        foreach (var meeting in meetings)
        {
            var day = DateOnly.FromDateTime(meeting.StartsAt.UtcDateTime);
            foreach (var (nth, plan) in meeting.Plans.Index())
            {
                if (meeting.Kind == PresentationKind.Leadership)
                {
                    voices.Add(new(meeting, plan.PlanId, _director, VoiceKind.Endorsed, heard, "", meeting.EndsAt));
                    continue;
                }

                var others = meeting.Plans.Where(p => p.SalespersonId != plan.SalespersonId).Skip(nth % 3).Take(3).Select(p => p.SalespersonId).ToList();
                voices.AddRange(others.SelectMany(id => new[] { VoiceKind.Witnessed, VoiceKind.Applauded }.Select(kind => new PlanVoice(meeting, plan.PlanId, id, kind, heard, "", meeting.EndsAt))));
                promises.Add(new(CommitmentKind.Presented, $"{PresentationVisibility.SourceOf(meeting.Id, plan.PlanId)}made-1", plan.SalespersonId, "I open a second department at my largest customer", day, half.LastDay));
                promises.Add(new(CommitmentKind.Help, $"{PresentationVisibility.SourceOf(meeting.Id, plan.PlanId)}made-2", others[0], "I come along to the first visit", day, half.LastDay) { ToId = plan.SalespersonId });
            }
        }

        bulk.Insert(voices);
        promises.ForEach(p => bulk.Number(p));
        bulk.Insert(promises);
        await transaction.CommitAsync();

        DateTimeOffset At(int nth) => new(half.FirstDay.AddDays(14 + (nth % 40)).ToDateTime(new(9, 0)), TimeSpan.Zero);
    }

    /// <summary>Every second under a program that pays half. What took place is claimed and paid but for every fifth.</summary>
    private async Task Market()
    {
        var programs = Enumerable.Range(1, 8).Select(i => new MarketingProgram(new() { Vendor = $"Vendor {i % 3}", Name = $"Program {i}", Share = 0.5m, Currency = "EUR", ClaimDays = 60 }, _director, today)).ToList();
        db.AddRange(programs);
        await db.SaveChangesAsync();

        var begin = Month.Of(today).Plus(2 - Months).FirstDay; // The last ones are to come.
        List<LocalActivity> activities = [];
        for (var nth = 0; nth < size.Salespeople * ActivitiesEach; nth++)
        {
            var (first, owner) = (begin.AddDays(nth * 61 % (Months * 30)), 1 + ((long)nth % size.Salespeople));
            var activity = new LocalActivity(
                new() { Title = $"Seminar {nth}", Category = "seminar", Place = "Town hall", First = first, Last = first, Audience = "Makers and traders within an hour’s drive", Budget = 2_000 + (nth % 9 * 300), Leads = LeadsOfEach, Pipeline = 40_000 },
                owner, nth % 2 == 0 ? null : programs[nth / 2 % programs.Count], null, $"made/{nth}", owner, first.AddDays(-60) < today ? first.AddDays(-60) : today);
            activity.CallIt(MadeCompany.Campaign(nth));
            activities.Add(activity);
            if (first > today)
            {
                continue;
            }

            activity.Move(FundingStage.Executed, first, activity.Outline.Budget, "", owner, today);
            if (activity.IsFunded && nth % 5 != 2 && first.AddDays(50) <= today)
            {
                activity.Move(FundingStage.Proven, first.AddDays(10), null, "", owner, today);
                activity.Move(FundingStage.Claimed, first.AddDays(14), activity.MostToClaim(activity.Spent!.Value), "C-1", owner, today);
                activity.Move(FundingStage.Paid, first.AddDays(50), activity.Claimed, "", owner, today);
            }
        }

        db.AddRange(activities);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();

        await using var transaction = await db.Database.BeginTransactionAsync();
        using var bulk = BulkWriter.Of(db);
        List<MarketingLead> leads = [];
        foreach (var activity in activities.Where(a => a.First <= today))
        {
            for (var nth = 0; nth < LeadsOfEach; nth++)
            {
                var lead = new MarketingLead(activity.Id, new($"Guest {nth}", $"Company {nth}", "", ""), null, activity.OwnerId, activity.OwnerId, activity.First);
                lead.Become(nth % 4 == 0 ? LeadOutcome.NotInterested : LeadOutcome.FollowedUp, activity.First, null, today);
                bulk.Number(lead);
                leads.Add(lead);
            }
        }

        bulk.Insert(leads);
        await transaction.CommitAsync();
    }
}
