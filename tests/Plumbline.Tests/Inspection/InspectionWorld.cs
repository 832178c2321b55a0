using Microsoft.EntityFrameworkCore;
using Plumbline.People;

namespace Plumbline.Inspection;

/// <summary>Mary sells and reports to Paul, who reports to Dana; Petra manages others, Lee leads, Cleo sells beside Mary, Ada administers. One form: <see cref="SomeForm.Meeting"/>, and what else is added.</summary>
internal sealed class InspectionWorld
{
    public static readonly DateOnly Today = new(2026, 11, 24);

    private InspectionWorld(TheSite site) => Site = site;

    public TheSite Site { get; }

    public Person Dana { get; private set; } = null!;

    public Person Paul { get; private set; } = null!;

    public Person Petra { get; private set; } = null!;

    public Person Lee { get; private set; } = null!;

    public Person Mary { get; private set; } = null!;

    public Person Cleo { get; private set; } = null!;

    public Person Ada { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<InspectionWorld> On(TheSite site, params FormContent[] forms)
    {
        var world = new InspectionWorld(site) { Dana = await site.Add("Dana", Roles.Manager), Petra = await site.Add("Petra", Roles.Manager), Lee = await site.Add("Lee", Roles.Leadership), Ada = await site.Add("Ada", Roles.Administrator) };
        world.Paul = await site.Add("Paul", Roles.Manager, world.Dana);
        world.Mary = await site.Add("Mary", Roles.Salesperson, world.Paul);
        world.Cleo = await site.Add("Cleo", Roles.Salesperson, world.Petra);
        foreach (var form in forms is [] ? [SomeForm.Meeting] : forms)
        {
            await site.Change(db => db.Add(SomeForm.Of(form))); // One after the other, so that the first is number 1.
        }

        return world;
    }

    /// <summary>An observation that is shared, of the first form.</summary>
    /// <returns>Its number.</returns>
    public Task<long> Observed(Person of, Person by, DateOnly day, int score = 4, long form = 1) => Site.Db(async db =>
    {
        var observation = SomeForm.Shared(of, await db.ValidationForms.SingleAsync(f => f.Id == form, Cancel), by, day, score);
        db.Add(observation);
        await db.SaveChangesAsync(Cancel);
        return observation.Id;
    });
}
