using Plumbline.Accounts;
using Plumbline.People;
using Plumbline.Pipeline;

namespace Plumbline.Opportunities;

/// <summary>A team with a pipeline: Ada manages Mary and Ben; Mary works what is told, and Zoe is of another team.</summary>
internal sealed record SomePipeline(TheSite Site, Person Ada, Person Mary, Person Ben, Person Zoe) : IAsyncDisposable
{
    public static async Task<SomePipeline> Make(Provider provider = Provider.Sqlite)
    {
        var site = await TheSite.Start(provider);
        var ada = await site.Add("Ada", Roles.Manager);
        var mary = await site.Add("Mary", Roles.Salesperson, ada);
        var made = new SomePipeline(site, ada, mary, await site.Add("Ben", Roles.Salesperson, ada), await site.Add("Zoe", Roles.Salesperson));
        await site.Change(db =>
        {
            db.Companies.First().Currency = "EUR";
            db.Add(new Account { Name = "Aurora Shipping", OwnerId = mary.Id });
        });
        return made;
    }

    /// <summary>An opportunity of a CRM, open since a day in the past.</summary>
    public async Task<long> Crm(string name, string stage, decimal? amount, Person? owner = null, DateOnly? opened = null, DateOnly? expected = null)
    {
        var opportunity = new Opportunity { System = "crm", ExternalId = name, Name = name, Stage = stage, Amount = amount, SalespersonId = (owner ?? Mary).Id, AccountId = 1, Opened = opened ?? new(2026, 9, 1), ExpectedClose = expected ?? new(2026, 12, 10) };
        await Site.Change(db => db.Add(opportunity));
        return opportunity.Id;
    }

    /// <summary>Fills in the form for a new one, and sends it.</summary>
    public static async Task<Page> Open(Visitor visitor, string name, Dictionary<string, string>? more = null)
    {
        var fields = new Dictionary<string, string> { ["Name"] = name, ["Account"] = "Aurora Shipping", ["Amount"] = "12,500", ["ExpectedClose"] = "18 Dec 2026", ["NextStep"] = "Call them", ["NextStepDue"] = "27 Nov 2026" };
        foreach (var (field, value) in more ?? [])
        {
            fields[field] = value;
        }

        return await (await visitor.Open("/opportunities/new")).Submit("opportunity", fields);
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
