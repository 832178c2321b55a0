using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Products;

namespace Plumbline.Plans;

/// <summary>The people of <see cref="PlanWorld"/>, and a bakery that bought an oven last year and may buy another; the running quarter is the fourth of 2026.</summary>
internal sealed class AccountWorld
{
    public static readonly Period Quarter = new(new Month(2026, 10), 3);

    private static readonly DateTimeOffset _at = new(2026, 9, 28, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly _day = new(2026, 9, 28);

    private AccountWorld(PlanWorld people) => People = people;

    public PlanWorld People { get; }

    public Person Mary => People.Mary;

    public Person Paul => People.Paul;

    public Person Ben => People.Ben;

    public long Contact { get; private set; }

    public static async Task<AccountWorld> On(TheSite site)
    {
        var world = new AccountWorld(await PlanWorld.On(site));
        var contact = new Contact { Name = "Ada Aldana", AccountId = 1, Title = "Owner" };
        await site.Change(db =>
        {
            db.Accounts.Single(a => a.Id == 1).OwnerId = world.Mary.Id;
            db.AddRange(contact, new Product { Name = "Mixers" });
        });
        await site.Change(db => db.AddRange(
            Deal(world.Mary, "1", "First oven", OpportunityState.Won, 9_000, new(2025, 8, 4)), Deal(world.Mary, "2", "A second oven", OpportunityState.Open, 30_000, new(2026, 12, 15)),
            new Activity { System = "test", ExternalId = "a", TypeId = 1, Date = new(2026, 3, 3), SalespersonId = world.Mary.Id, AccountId = 1, ContactId = contact.Id }));
        world.Contact = contact.Id;
        return world;
    }

    public AccountPlanContent Content(int steps) => new(1, Quarter)
    {
        Aims = new() { Purpose = AccountPurpose.Defend, Revenue = 40_000 },
        Contacts = [new("c1") { ContactId = Contact, Name = "Ada Aldana", Role = BuyingRole.Economic, Influence = Influence.High, Relationship = Relationship.Supporter }],
        Steps = [.. Enumerable.Range(1, steps).Select(i => new PlanStep($"s{i}") { Method = $"Method {i}", Expected = "An order", By = new(2026, 12, i) })],
        Tactics = [.. Enumerable.Range(1, steps).Select(i => new Tactic($"t{i}") { Step = $"s{i}", Action = $"Visit {i}", OwnerId = Mary.Id, Owner = Mary.Name, Due = new(2026, 11, i) })],
    };

    /// <summary>Mary's plan for the bakery.</summary>
    public async Task<AccountPlan> Plan(AccountPlanContent content, Action<AccountPlan>? so = null)
    {
        var plan = new AccountPlan(Mary.Id, People.Author, content, _at);
        so?.Invoke(plan);
        await People.Site.Change(db => db.Add(plan));
        return plan;
    }

    /// <summary>The same, with two steps where nothing else is given, signed by both.</summary>
    public Task<AccountPlan> Agreed(AccountPlanContent? content = null) => Plan(content ?? Content(2), plan =>
    {
        plan.Propose(People.Author, null, signs: true, new(new HashSet<long> { 1 }, new HashSet<long>(), new FiscalYear(1), SplitsNewBusiness: false, Arithmetic: null) { People = new HashSet<long> { Mary.Id } }, _at, _day);
        plan.Sign(People.Manager, 1, plan.OnTable!.Hash, _at, _day);
    });

    public async Task<AccountPlanContent> Draft() =>
        await People.Site.Db(async db => (AccountPlanContent)(await db.AccountPlans.FindAsync([1L], TestContext.Current.CancellationToken))!.DraftOf(Side.Salesperson)!);

    private static Opportunity Deal(Person by, string id, string name, OpportunityState state, decimal amount, DateOnly day) => new()
    {
        System = "test",
        ExternalId = id,
        Name = name,
        AccountId = 1,
        ProductId = 1,
        SalespersonId = by.Id,
        State = state,
        Amount = amount,
        Opened = new(2025, 6, 1),
        Closed = state == OpportunityState.Open ? null : day,
        ExpectedClose = day,
    };
}
