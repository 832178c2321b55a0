using System.Globalization;
using Plumbline.Fiscal;
using Plumbline.Importing;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Plans;
using Plumbline.Products;

namespace Plumbline.Sample;

/// <summary>The sample company's business plans: two halves agreed, with amendments, and the next half in every state a plan can be in.</summary>
internal sealed class SamplePlans(
    SampleCompany company, IReadOnlyDictionary<string, Person> people, IReadOnlyDictionary<string, long> accounts, IReadOnlyList<Product> products, IReadOnlyDictionary<string, long> activityTypes, IReadOnlyDictionary<string, Opportunity> open)
{
    private static readonly FiscalYear _year = new(1);

    private readonly ILookup<string, OpportunityRow> _won = company.Pipeline.Opportunities.Where(o => o.State == OpportunityState.Won).ToLookup(o => o.Account.Id!);
    private readonly SampleForecast _forecast = new(company, accounts, products, activityTypes, open);

    public IEnumerable<BusinessPlan> All()
    {
        var current = _year.Half(company.Today);
        foreach (var (seller, i) in company.Sellers.Select((s, i) => (s, i)))
        {
            if (seller.IsThere(current.Previous.FirstDay))
            {
                yield return Agreed(seller, current.Previous, amends: i == 2);
            }

            if (!seller.IsThere(current.FirstDay))
            {
                continue;
            }

            yield return i switch
            {
                5 => Negotiated(seller, current, counters: 2),
                9 or 17 => Agreed(seller, current, amends: true),
                12 => Amending(seller, current),
                _ => Agreed(seller, current, amends: false),
            };

            if (i % 8 < 6 && seller.Left is null)
            {
                yield return (i % 8) switch
                {
                    0 => Negotiated(seller, current.Next, counters: 1),
                    1 => Submitted(seller, current.Next),
                    2 => Drafted(seller, current.Next),
                    3 => Agreed(seller, current.Next, amends: false),
                    4 => Submitted(seller, current.Next),
                    _ => Drafted(seller, current.Next),
                };
            }
        }
    }

    private BusinessPlan Drafted(SampleSeller seller, Period half) => new(Id(seller), Author(seller), Content(seller, half), At(half, -20));

    private BusinessPlan Submitted(SampleSeller seller, Period half)
    {
        var plan = Drafted(seller, half);
        plan.Propose(Author(seller), null, signs: true, Known(), At(half, -16), Day(half, -16));
        return plan;
    }

    /// <summary>The manager asks for more, the salesperson meets halfway; after an even number of counters it is the manager's turn.</summary>
    private BusinessPlan Negotiated(SampleSeller seller, Period half, int counters)
    {
        var plan = Submitted(seller, half);
        plan.Comment(Manager(seller), $"quotas.{half.First}.revenue", "You opened 30 deals in these months last year. Why less now?", At(half, -13));
        for (var counter = 1; counter <= counters; counter++)
        {
            var (by, factor) = counter % 2 == 1 ? (Manager(seller), 1.10m) : (Author(seller), 1.05m);
            plan.Replace(by, Raise(Content(seller, half), factor), At(half, -13 + counter));
            plan.Propose(by, plan.OnTable!.Number, signs: true, Known(), At(half, -13 + counter), Day(half, -13 + counter));
        }

        plan.Comment(Author(seller), "", "I can go along if I get two days of presales a month.", At(half, -10));
        return plan;
    }

    private BusinessPlan Agreed(SampleSeller seller, Period half, bool amends)
    {
        var plan = Submitted(seller, half);
        var signed = seller.Name.Length % 3 == 0 ? 5 : -9; // Some are agreed late, as everywhere.
        Sign(plan, Manager(seller), half, signed);
        if (amends && half.FirstDay.AddDays(70) <= company.Today)
        {
            plan.Amend(Author(seller), "A large customer was taken over and stopped all projects.", At(half, 64));
            plan.Replace(Author(seller), Raise(Content(seller, half), 0.9m), At(half, 65));
            plan.Propose(Author(seller), null, signs: true, Known(), At(half, 66), Day(half, 66));
            Sign(plan, Manager(seller), half, 70);
        }

        return plan;
    }

    private BusinessPlan Amending(SampleSeller seller, Period half)
    {
        var plan = Agreed(seller, half, amends: false);
        plan.Amend(Manager(seller), "The team takes over two accounts of a colleague who left.", At(half, 40));
        plan.Replace(Manager(seller), Raise(Content(seller, half), 1.08m), At(half, 41));
        plan.Propose(Manager(seller), null, signs: true, Known(), At(half, 42), Day(half, 42));
        return plan;
    }

    private void Sign(BusinessPlan plan, Party by, Period half, int day) => plan.Sign(by, plan.OnTable!.Number, plan.OnTable.Hash, At(half, day), Day(half, day));

    private BusinessPlanContent Content(SampleSeller seller, Period half)
    {
        var quotas = half.Months.Select(m => new Quota(m) { Revenue = seller.QuotaOf(m), Margin = Math.Round(seller.QuotaOf(m) * 0.36m / 100) * 100 }).ToList();
        var book = company.Accounts.Where(a => a.Owner.Id == SampleCompany.Key(seller.Name)).ToList();
        return new(half)
        {
            LastPeriod = new() { Worked = "Assessments opened doors at three customers.", DidNot = "Too many small licence deals late in the quarter.", Stops = "Quoting before I know who decides." },
            Market = new() { Territory = $"{SampleCompany.TeamNames[seller.Team]}, all regions", Accounts = book.Count, InCycle = book.Count / 2, Potential = quotas.Sum(q => q.Revenue) * 4, Segments = "Manufacturing, retail", Threats = "Two customers rebuild their IT in house." },
            Named = Named(seller, book, half.FirstDay),
            Goals =
            [
                new("1") { Statement = "Win new customers", Measure = "Customers with a first order", Baseline = 1, Commit = 3, Target = 4, Stretch = 6, ByWhen = half.LastDay, Why = "Half of last year's revenue came from two names.", Proof = "Their first bookings on the scoreboard" },
                new("2") { Statement = "Lead my own security conversations", Measure = "Assessments sold without presales", Commit = 2, Target = 3, ByWhen = half.LastDay.AddMonths(-1), IsPersonal = true },
            ],
            Training =
            [
                new("1") { Skill = "Data and AI fundamentals", Why = "Lost two data projects in discovery", How = "Vendor course and exam", ByWhen = half.FirstDay.AddDays(75), Cost = 690, Prepares = "Can sell data and AI projects", Support = "Two free Fridays" },
            ],
            Quotas = [.. quotas],
            Assumptions = new() { AverageDeal = 18_000, WinRate = 0.3m, Cycle = 75, Deals = Math.Ceiling(quotas.Sum(q => q.Revenue ?? 0) / 18_000), Gap = "Three assessments a month at accounts on the bench." },
            Levels = new() { TargetRevenue = quotas.Sum(q => q.Revenue) * 1.1m, StretchRevenue = quotas.Sum(q => q.Revenue) * 1.25m },
            Forecast = _forecast.Of(seller, half),
            Activities = _forecast.Goals(half),
            Marketing =
            [
                new("1")
                {
                    Title = "Security breakfast", Vendor = "Microsoft", Program = "Co-op, market development", Audience = "IT leads of 25 accounts", Starts = half.FirstDay.AddDays(47), Ends = half.FirstDay.AddDays(47), Budget = 3_200, FundedShare = 0.5m,
                    Leads = 12, Opportunities = 3, Pipeline = 60_000, FollowUp = seller.Name, ClaimBy = half.LastDay.AddDays(45),
                },
            ],
            Obstacles = [new("1") { What = "Presales is booked out for weeks", Help = "A fixed day each fortnight", Owner = SampleCompany.ManagerOf(seller.Team), Action = "Agrees the day with the head of presales" }],
            Improvements = [new("1") { Action = "Ask for the budget in the first meeting", Brings = "Fewer deals lost to no decision", ByWhen = half.FirstDay.AddDays(30) }],
            Commitments = [new("1") { Sentence = "Every open opportunity has a next step with a date, every Friday.", ByWhen = half.LastDay }],
            Review = new() { Day = _year.Quarter(half.FirstDay).LastDay.AddDays(-6) },
        };
    }

    /// <summary>The head of the book as the top ten, the next five on the bench, as the salesperson sees them.</summary>
    private Rows<NamedAccount> Named(SampleSeller seller, IReadOnlyList<AccountRow> book, DateOnly from) =>
    [
        .. book.Take(NamedAccount.MostTop + 5).Select((account, i) => new NamedAccount((i + 1).ToString(CultureInfo.InvariantCulture))
        {
            AccountId = accounts[account.Id!],
            Client = account.Name,
            Rank = i < NamedAccount.MostTop ? NamedRank.TopTen : NamedRank.Bench,
            Revenue = _won[account.Id!].Where(o => o.Closed >= from.AddYears(-1) && o.Closed < from).Sum(o => o.Amount),
            Potential = 150_000 + (i * 7 % 5 * 50_000),
            Competition = i % 3 == 0 ? "Their own IT" : "",
            Relationship = (Relationship)(1 + (i * 3 % 4)),
            ProductId = products[i % products.Count].Id,
            Product = products[i % products.Count].Name,
            OwnerId = Id(seller),
            Owner = seller.Name,
        }),
    ];

    private static BusinessPlanContent Raise(BusinessPlanContent content, decimal factor) =>
        content with { Quotas = [.. content.Quotas.Select(q => q with { Revenue = Math.Round((q.Revenue ?? 0) * factor / 100) * 100, Margin = Math.Round((q.Margin ?? 0) * factor / 100) * 100 })], Levels = new() };

    private PlanKnown Known() => new(accounts.Values.ToHashSet(), products.Select(p => p.Id).ToHashSet(), _year, SplitsNewBusiness: false, null)
    {
        Opportunities = open.Values.ToDictionary(o => o.Id, o => new NamedOpportunity(o.Name, o.State, o.Amount, o.ExpectedClose)),
    };

    private long Id(SampleSeller seller) => people[seller.Name].Id;

    private Party Author(SampleSeller seller) => new(Id(seller), IsInLine: false);

    private Party Manager(SampleSeller seller) => new(people[SampleCompany.ManagerOf(seller.Team)].Id, IsInLine: true);

    /// <summary>A day so many days after the half begins, but never after today.</summary>
    private DateOnly Day(Period half, int days)
    {
        var day = half.FirstDay.AddDays(days);
        return day <= company.Today ? day : company.Today;
    }

    private DateTimeOffset At(Period half, int days) => new(Day(half, days).ToDateTime(new TimeOnly(8, 0)).AddMinutes(days + 60), TimeSpan.Zero);
}
