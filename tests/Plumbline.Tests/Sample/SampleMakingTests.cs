using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Plumbline.Commitments;
using Plumbline.Inspection;
using Plumbline.Plans;
using Plumbline.Reviews;
using Plumbline.Scoring;

namespace Plumbline.Sample;

public class SampleMakingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>On the first day of a half, and early in one. The tour in the browser walks through one amid a half.</summary>
    [Theory]
    [InlineData(Provider.Sqlite, "2027-01-01")]
    [InlineData(Provider.Postgres, "2026-07-20")]
    public async Task Whatever_the_day_there_is_a_plan_in_each_state_and_promises_are_kept_and_broken(Provider provider, string today)
    {
        await using var site = await TheSite.Start(provider, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(new(DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture), new(9, 0), TimeSpan.Zero)));
            builder.Services.AddScoped<SampleMaking>();
        });
        await site.With<SampleMaking, bool>(async making =>
        {
            await making.Make(Cancel);
            return true;
        });

        Assert.Equal(
            [PlanState.Draft, PlanState.Submitted, PlanState.Negotiating, PlanState.Agreed, PlanState.Amending],
            await site.Db(async db => (await db.BusinessPlans.IgnoreAutoIncludes().Select(p => p.State).Distinct().ToListAsync(Cancel)).Order()));
        Assert.Superset(
            new HashSet<PlanState> { PlanState.Draft, PlanState.Submitted, PlanState.Agreed, PlanState.Reviewed },
            (await site.Db(db => db.AccountPlans.IgnoreAutoIncludes().Select(p => p.State).Distinct().ToListAsync(Cancel))).ToHashSet());
        var standings = (await site.Db(db => db.Commitments.AsNoTracking().ToListAsync(Cancel))).SelectMany(c => c.Promises(DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture))).Select(p => p.Standing).ToHashSet();
        Assert.Superset(new HashSet<PromiseStanding> { PromiseStanding.Kept, PromiseStanding.Late, PromiseStanding.Broken, PromiseStanding.Renegotiated, PromiseStanding.Open }, standings);
        Assert.True(await site.Db(db => db.Commitments.AllAsync(c => c.PromisedOn <= DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture), Cancel)));
        var reviews = await site.Db(db => db.Reviews.AsNoTracking().ToListAsync(Cancel));
        Assert.Equal(Enum.GetValues<ReviewState>(), reviews.Select(r => r.State).Distinct().Order());
        Assert.All(reviews, review => Assert.True(review.IsIntact));
        var day = DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture);
        var sellers = await site.Db(db => db.People.Where(p => p.Roles.HasFlag(People.Roles.Salesperson) && p.Left == null).Select(p => p.Id).ToArrayAsync(Cancel));
        var stands = await site.With<StandingReader, IReadOnlyDictionary<long, IReadOnlyList<AreaStanding>>>(standings => standings.Of(sellers, Cancel));
        Assert.Equal(Enum.GetValues<AreaState>().ToHashSet(), stands.Values.SelectMany(areas => areas).Select(a => a.State).ToHashSet());
        Assert.Superset(new HashSet<ValidationState> { ValidationState.Writing, ValidationState.Taking, ValidationState.Shared, ValidationState.Acknowledged }, (await site.Db(db => db.Validations.Select(v => v.State).Distinct().ToListAsync(Cancel))).ToHashSet());
        Assert.True(await site.Db(db => db.Validations.AllAsync(v => v.Day <= day, Cancel)));
        Assert.Empty(await site.Db(db => Recounting.Differences(db, Cancel)));
        Assert.Empty(await site.With<QuotaWriter, IReadOnlyList<string>>(quotas => quotas.Differences(Cancel)));
    }
}
