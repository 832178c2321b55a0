using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plumbline.CommandLine;
using Plumbline.People;
using Plumbline.Storage;
using static Plumbline.Plans.SomePlan;

namespace Plumbline.Plans;

/// <summary>What was signed stands as it was signed, and <c>plumbline verify</c> tells where it does not.</summary>
public class AgreementsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task What_was_signed_verifies(Provider provider)
    {
        await using var site = await Agreed(provider);

        Assert.Equal((0, "All summaries are as the facts say, and all plans and quotas as they were signed."), await Verify(site));
        Assert.Equal(6, await site.Db(db => db.AgreedQuotas.CountAsync(Cancel)));
    }

    [Theory, EachDatabase]
    public async Task A_version_whose_text_was_changed_is_told(Provider provider)
    {
        await using var site = await Agreed(provider);

        Assert.Equal(1, await site.Db(db => db.Database.ExecuteSqlAsync($"""UPDATE "PlanVersions" SET "Text" = replace("Text", '10000', '9000')""", Cancel)));

        Assert.Equal((1, "Plan of salesperson 1 from 2027-01, version 1: its text is not the one that was put forward and signed.\n1 figure is not what it should be."), await Verify(site));
    }

    [Theory, EachDatabase]
    public async Task A_changed_text_with_a_new_hash_is_told_since_it_was_not_signed(Provider provider)
    {
        await using var site = await Agreed(provider);
        var forged = PlanText.Of(Content(9_000));

        await site.Db(db => db.Database.ExecuteSqlAsync($"""UPDATE "PlanVersions" SET "Text" = {forged}, "Hash" = {PlanText.Hash(forged)}""", Cancel));

        Assert.Equal((1, "Plan of salesperson 1 from 2027-01, version 1: its text is not the one that was put forward and signed.\n1 figure is not what it should be."), await Verify(site));
    }

    [Theory, EachDatabase]
    public async Task A_quota_that_was_changed_or_lost_is_told(Provider provider)
    {
        await using var site = await Agreed(provider);
        var (february, march) = (new Fiscal.Month(2027, 2), new Fiscal.Month(2027, 3));

        await site.Db(db => db.AgreedQuotas.Where(q => q.Month == february).ExecuteUpdateAsync(set => set.SetProperty(q => q.Margin, 1), Cancel));
        await site.Db(db => db.AgreedQuotas.Where(q => q.Month == march).ExecuteDeleteAsync(Cancel));

        var (exit, told) = await Verify(site);
        Assert.Equal(1, exit);
        Assert.Contains("Agreed quota of 2027-02, salesperson 1, version 1, revenue 10000, margin 1, of 2026-12-01: kept, but not what was agreed.\n", told, StringComparison.Ordinal);
        Assert.Contains("Agreed quota of 2027-02, salesperson 1, version 1, revenue 10000, margin 2500, of 2026-12-01: agreed, but not kept so.\n", told, StringComparison.Ordinal);
        Assert.Contains("Agreed quota of 2027-03, salesperson 1, version 1, revenue 10000, margin 2500, of 2026-12-01: agreed, but not kept so.\n", told, StringComparison.Ordinal);
        Assert.Contains("Quota of 2027-03, salesperson 1", told, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Activity_goals_are_kept_by_month_and_told_where_they_differ(Provider provider)
    {
        await using var site = await Agreed(provider, Content() with
        {
            Activities = [new("k1") { TypeId = 1, Type = "Call", PerWeek = 5 }, new("k2") { TypeId = 1, Type = "Call", PerMonth = 13 }, new("k3") { TypeId = 77, Type = "No such type", PerWeek = 3 }, new("k4") { Type = "Only named", PerWeek = 3 }],
        });
        var march = new Fiscal.Month(2027, 3);

        Assert.All(await site.Db(db => db.AgreedActivities.AsNoTracking().ToListAsync(Cancel)), a => Assert.Equal((1L, 8m, 1L), (a.TypeId, a.PerWeek, a.Version)));
        Assert.Equal((6, 0), (await site.Db(db => db.AgreedActivities.CountAsync(Cancel)), (await Verify(site)).Exit));
        await site.Db(db => db.AgreedActivities.Where(a => a.Month == march).ExecuteUpdateAsync(set => set.SetProperty(a => a.PerWeek, 7), Cancel));

        var (exit, told) = await Verify(site);
        Assert.Equal(1, exit);
        Assert.Contains("Agreed activities of 2027-03, salesperson 1, version 1, type 1, 7 a week, of 2026-12-01: kept, but not what was agreed.\n", told, StringComparison.Ordinal);
        Assert.Contains("Agreed activities of 2027-03, salesperson 1, version 1, type 1, 8 a week, of 2026-12-01: agreed, but not kept so.\n", told, StringComparison.Ordinal);
    }

    /// <summary>Mary's plan for half a year, which Paul has signed as well.</summary>
    private static async Task<TheSite> Agreed(Provider provider, BusinessPlanContent? content = null)
    {
        var site = await TheSite.Start(provider);
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db => db.ActivityTypes.Add(new() { Name = "Call" }));
        var plan = new BusinessPlan(mary.Id, Mary, content ?? Content(), At);
        plan.Propose(Mary, answers: null, signs: true, Known, At, Today);
        plan.Sign(Paul, 1, plan.OnTable!.Hash, At, Today);
        await site.With<IServiceProvider, bool>(async services =>
        {
            services.GetRequiredService<PlumblineDb>().Add(plan);
            await services.GetRequiredService<Agreements>().Save(plan, Cancel);
            return true;
        });
        return site;
    }

    private static async Task<(int Exit, string Told)> Verify(TheSite site)
    {
        var told = new StringWriter { NewLine = "\n" };
        return (await VerifyVerb.Verify(site.Data, told, asJson: false, Cancel), told.ToString().TrimEnd());
    }
}
