using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Plans;

/// <summary>A company with a salesperson, the manager, a colleague in another team and the chief, and the salesperson's plan for the running half.</summary>
internal sealed class PlanWorld
{
    public static readonly Period Half = new(new Month(2026, 7), 6);

    private static readonly DateTimeOffset _at = new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly _day = new(2026, 6, 15);

    private PlanWorld(TheSite site) => Site = site;

    public TheSite Site { get; }

    public Person Mary { get; private set; } = null!;

    public Person Paul { get; private set; } = null!;

    public Person Ben { get; private set; } = null!;

    public Person Olga { get; private set; } = null!;

    public static async Task<PlanWorld> On(TheSite site)
    {
        var world = new PlanWorld(site) { Olga = await site.Add("Olga Chief", Roles.Manager | Roles.Leadership) };
        world.Paul = await site.Add("Paul Manager", Roles.Manager, world.Olga);
        world.Mary = await site.Add("Mary Seller", Roles.Salesperson, world.Paul);
        world.Ben = await site.Add("Ben Colleague", Roles.Salesperson, world.Olga);
        await site.Change(db =>
        {
            db.Companies.First().Currency = "EUR";
            db.AddRange(new Account { Name = "Corner Bakery" }, new Plumbline.Products.Product { Name = "Ovens" }, new ActivityType { Name = "Call" });
        });
        return world;
    }

    /// <summary>What Mary promises: so much a month.</summary>
    public static BusinessPlanContent Content(decimal revenue = 10_000) => new(Half)
    {
        LastPeriod = new() { Worked = "Tastings opened doors." },
        Goals = [new("1") { Statement = "Win new customers", Measure = "First orders", Commit = 3, ByWhen = Half.LastDay }],
        Quotas = [.. Half.Months.Select(m => new Quota(m) { Revenue = revenue, Margin = revenue / 4 })],
        Forecast =
        [
            new("k1") { AccountId = 1, Client = "Corner Bakery", ProductId = 1, Product = "Ovens", Months = [new(Half.First) { Revenue = 6 * revenue, Margin = 2 * revenue }] },
            new("k2") { Client = "Perhaps Patisserie", Product = "Mixers", Months = [new(Half.Last) { Revenue = 500 }] },
        ],
        Activities = [new("1") { TypeId = 1, Type = "Call", PerWeek = 10 }],
        Commitments = [new("1") { Sentence = "Every Friday each opportunity has a next step." }],
    };

    /// <summary>A plan with what has been done to it so far, put away.</summary>
    public async Task<long> Plan(Action<BusinessPlan>? so = null)
    {
        var plan = new BusinessPlan(Mary.Id, Author, Content(), _at);
        so?.Invoke(plan);
        await Site.Db(async db =>
        {
            db.Add(plan);
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        return plan.Id;
    }

    /// <summary>Mary submits, and so signs.</summary>
    public void Submit(BusinessPlan plan) => Propose(plan, Author, Content());

    public static PlanVersion Propose(BusinessPlan plan, Party by, BusinessPlanContent content)
    {
        plan.Replace(by, content, _at);
        return plan.Propose(by, plan.OnTable?.Number, signs: true, Known, _at, _day);
    }

    /// <summary>Paul signs what is on the table.</summary>
    public void Agree(BusinessPlan plan) => plan.Sign(Manager, plan.OnTable!.Number, plan.OnTable.Hash, _at, _day);

    public Party Author => new(Mary.Id, IsInLine: false);

    public Party Manager => new(Paul.Id, IsInLine: true);

    /// <summary>Mary sold ovens to the bakery in August.</summary>
    public async Task Sell(decimal amount)
    {
        await Site.Change(db => db.Opportunities.Add(new()
        {
            System = "test",
            ExternalId = "1",
            Name = "Two ovens",
            AccountId = 1,
            ProductId = 1,
            SalespersonId = Mary.Id,
            State = OpportunityState.Won,
            Amount = amount,
            Opened = new(2026, 7, 1),
            Closed = new(2026, 8, 3),
        }));
        await Site.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            using var bulk = BulkWriter.Of(db);
            await Scoring.Recounting.Whole(db, bulk, TestContext.Current.CancellationToken);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
            return true;
        });
    }

    public Task<BusinessPlan> Read(long plan) => Site.Db(db => db.BusinessPlans.AsSingleQuery().SingleAsync(p => p.Id == plan, TestContext.Current.CancellationToken));

    private static PlanKnown Known => new(new HashSet<long> { 1 }, new HashSet<long> { 1 }, new FiscalYear(1), SplitsNewBusiness: false, Arithmetic: null);
}
