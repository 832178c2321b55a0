using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Reviews;
using Plumbline.Storage;

namespace Plumbline.Sample;

/// <summary>The sample company's reviews of the quarter that ended last: some closed by both signatures, the others in each state a review can be in.</summary>
internal sealed class SampleReviews(SampleCompany company, PlumblineDb db, PackReader packs)
{
    private const int States = 6;

    public async Task Make(CancellationToken cancel)
    {
        var quarter = new FiscalYear(1).Quarter(company.Today).Previous;
        var people = await db.People.AsNoTracking().Where(p => (p.Roles & Roles.Salesperson) != 0 && p.Left == null && p.ManagerId != null).OrderBy(p => p.Id).ToListAsync(cancel);
        foreach (var (nth, person) in people.Where(p => !(p.Joined > quarter.FirstDay)).Index())
        {
            if (nth % States < States - 1) // The last of each six has not begun.
            {
                db.Add(await Make(person, quarter, nth, cancel));
            }
        }

        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private async Task<QuarterlyReview> Make(Person person, Period quarter, int nth, CancellationToken cancel)
    {
        var (own, manager, handedIn) = (new Party(person.Id, IsInLine: false), new Party(person.ManagerId!.Value, IsInLine: true), Day(quarter, 4 + (nth % 5)));
        var review = new QuarterlyReview(person.Id, quarter, own, Day(quarter, 1));
        var pack = await packs.Read(person.Id, quarter, cancel);
        var isMissed = pack.Attainment < 1;
        review.WriteOwn(own, new Dictionary<string, string>
        {
            ["results-happened"] = isMissed ? "Two large orders went into the next quarter." : "The large renewal came, and three new customers with it.",
            ["results-why"] = isMissed ? "I learned too late that procurement had a freeze." : "I began the talks four months ahead, with the user and the buyer at one table.",
            ["results-change"] = isMissed ? "I ask for the way to the signature in the second meeting." : "I do the same for the two renewals of next quarter.",
            ["activities-why"] = "Fewer first meetings in the last month: I was with the customers of the open orders.",
            [isMissed ? "missed-known" : "exceeded-again"] = isMissed ? "When the champion stopped answering, in the sixth week." : "The early start can be done again; that their budget grew was luck.",
            ["proud"] = "The assessment at a customer who had not talked to us for two years.",
            ["need"] = "A fixed day of presales each fortnight.",
        });
        if (nth % States == 0)
        {
            return review;
        }

        review.HandIn(own, pack, handedIn);
        if (nth % States == 1)
        {
            return review;
        }

        review.WriteAnswer(manager, new Dictionary<string, string>
        {
            ["see"] = isMissed ? "I see it the same way. I had the freeze in my notes and did not tell you." : "The same way, and I think luck was the smaller part.",
            ["help"] = "I come along to the two largest customers this month.",
            ["ask"] = "Three first meetings a week from the first week on.",
        });
        review.GiveAnswer(manager, Later(handedIn, 5));
        review.Decide(own, FormattableString.Invariant($"sample-{person.Id}"), "A plan for each renewal, with who signs and when", person.Id, company.Today.AddDays(10), Later(handedIn, 8));
        if (nth % States > 2 && await packs.PlanOf(person.Id, quarter.Next, cancel) is { InForce: { } version } plan)
        {
            review.Recommit(own, plan.Id, version.Number, version.Hash, At(Later(handedIn, 8)), Later(handedIn, 8));
            if (nth % States > 3 || nth % 2 == 0)
            {
                review.Recommit(manager, plan.Id, version.Number, version.Hash, At(Later(handedIn, 8)), Later(handedIn, 8));
            }
        }

        return review;
    }

    /// <summary>A day so many days after the quarter's end, but never after today.</summary>
    private DateOnly Day(Period quarter, int days) => Later(quarter.LastDay, days);

    private DateOnly Later(DateOnly day, int days) => day.AddDays(days) is var later && later <= company.Today ? later : company.Today;

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(new(9, 30)), TimeSpan.Zero);
}
