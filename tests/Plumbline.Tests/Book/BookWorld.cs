using Plumbline.Accounts;
using Plumbline.Activities;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Products;

namespace Plumbline.Book;

/// <summary>Two salespeople and their manager, some accounts with facts, on Tue 24 Nov 2026.</summary>
internal sealed class BookWorld
{
    private int _facts;

    private BookWorld(TheSite site) => Site = site;

    public TheSite Site { get; }

    public Person Ada { get; private set; } = null!;

    public Person Mary { get; private set; } = null!;

    public Person Ben { get; private set; } = null!;

    /// <summary>Accounts 1 to 4 are Mary's, Ben's, nobody's, and nobody's that another system looks after.</summary>
    public static async Task<BookWorld> On(TheSite site)
    {
        var world = new BookWorld(site) { Ada = await site.Add("Ada Lovelace", Roles.Manager) };
        world.Mary = await site.Add("Mary Seller", Roles.Salesperson, world.Ada);
        world.Ben = await site.Add("Ben Ólafsson", Roles.Salesperson, world.Ada);
        await site.Change(db =>
        {
            db.Companies.First().Currency = "EUR";
            db.AddRange(new Product { Name = "Ovens" }, new Product { Name = "Mixers" }, new ActivityType { Name = "Visit" });
        });
        foreach (var account in new[]
        {
            new Account { Name = "Aurora Shipping", Industry = "Transport", Region = "North", OwnerId = world.Mary.Id },
            new Account { Name = "Borealis Öl & Gas", Industry = "Energy", Region = "North", OwnerId = world.Ben.Id },
            new Account { Name = "Cirrus Bakery", Industry = "Food" },
            new Account { Name = "Delta Group", System = "crm", ExternalId = "d" },
        })
        {
            await site.Change(db => db.Add(account));
        }

        return world;
    }

    public Task Sell(long account, decimal amount, DateOnly closed, long product = 1) => Add(account, product, OpportunityState.Won, amount, closed);

    public Task Open(long account, decimal amount, string name = "Two ovens") => Add(account, 1, OpportunityState.Open, amount, null, name);

    public Task Visit(long account, DateOnly day) => Site.Change(db => db.Add(new Activity { System = "test", ExternalId = $"{++_facts}", TypeId = 1, Date = day, SalespersonId = Mary.Id, AccountId = account }));

    private Task Add(long account, long product, OpportunityState state, decimal amount, DateOnly? closed, string name = "Two ovens") => Site.Change(db => db.Add(new Opportunity
    {
        System = "test",
        ExternalId = $"{++_facts}",
        Name = name,
        AccountId = account,
        ProductId = product,
        SalespersonId = Mary.Id,
        State = state,
        Amount = amount,
        Opened = closed?.AddDays(-20) ?? new(2026, 10, 1),
        Closed = closed,
    }));
}
