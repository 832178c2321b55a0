using Microsoft.EntityFrameworkCore;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Storage;

namespace Plumbline.Sample;

/// <summary>The sample company's account plans: of the last quarter reviewed, of this one in every state, of the next one begun; made from what the sample's own records say of each account.</summary>
internal sealed class SampleAccountPlans(SampleCompany company, PlumblineDb db, AccountFacts facts, Agreements agreements)
{
    private static readonly FiscalYear _year = new(1);
    private static readonly string[] _competitors = ["Nimbus Partners", "Harbour IT", "Bluestone Systems", "Kettle & Wright"];
    private static readonly string[] _actions = ["Walk through their year with the team that uses it", "Show a customer of the same trade", "Bring our reckoning of cost and gain", "Meet the one who releases the money", "Agree the next steps in writing"];

    private Dictionary<string, Person> _people = [];
    private HashSet<long> _products = [];

    public async Task Make(CancellationToken cancel)
    {
        _people = await db.People.AsNoTracking().ToDictionaryAsync(p => p.Name, cancel);
        _products = await db.Products.Select(p => p.Id).ToHashSetAsync(cancel);
        var accounts = await db.Accounts.Select(a => new { Key = a.ExternalId!, a.Id }).ToDictionaryAsync(a => a.Key, a => a.Id, cancel);
        var quarter = _year.Quarter(company.Today);
        await db.AllOrNothing(
            async () =>
            {
                foreach (var (seller, i) in company.Sellers.Where(s => s.Left is null).Select((s, i) => (s, i)))
                {
                    var book = company.Accounts.Where(a => a.Owner.Id == SampleCompany.Key(seller.Name)).Take(2).Select(a => accounts[a.Id!]).ToList();
                    var (first, second) = (await facts.History(book[0], cancel), await facts.History(book[1], cancel));
                    foreach (var plan in Plans(seller, i, quarter, first, second))
                    {
                        db.Add(plan);
                        await agreements.Save(plan, cancel);
                    }
                }
            },
            cancel);
        db.ChangeTracker.Clear();
    }

    private IEnumerable<AccountPlan> Plans(SampleSeller seller, int i, Period quarter, AccountHistory first, AccountHistory second)
    {
        if (i % 3 == 0 && seller.IsThere(quarter.Previous.FirstDay))
        {
            var past = Agreed(seller, quarter.Previous, first, i);
            past.Review(Manager(seller), "The walk through their year opened the door to operations.", "We came too late to their budget talks.", At(quarter, 3), Day(quarter, 3));
            yield return past;
        }

        yield return (i % 6) switch
        {
            2 => Submitted(seller, quarter, first, i),
            3 => Drafted(seller, quarter, first, i),
            4 => Negotiated(seller, quarter, first, i),
            5 => Amending(seller, quarter, first, i),
            _ => Agreed(seller, quarter, first, i),
        };
        if (i % 2 == 0)
        {
            yield return i % 4 == 0 ? Submitted(seller, quarter, second, i + 1) : Agreed(seller, quarter, second, i + 1);
        }

        if (i % 8 == 0)
        {
            yield return new(Id(seller), Author(seller), Content(seller, quarter, first, i).CarryOver(first.AccountId, quarter.Next, new HashSet<string>()), At(quarter, 50));
        }
    }

    private AccountPlan Drafted(SampleSeller seller, Period quarter, AccountHistory history, int i) => new(Id(seller), Author(seller), Content(seller, quarter, history, i), At(quarter, -10));

    private AccountPlan Submitted(SampleSeller seller, Period quarter, AccountHistory history, int i)
    {
        var plan = Drafted(seller, quarter, history, i);
        plan.Propose(Author(seller), null, signs: true, Known(history), At(quarter, -8), Day(quarter, -8));
        return plan;
    }

    private AccountPlan Negotiated(SampleSeller seller, Period quarter, AccountHistory history, int i)
    {
        var plan = Submitted(seller, quarter, history, i);
        plan.Comment(Manager(seller), $"steps.{((AccountPlanContent)plan.OnTable!.Content).Steps[0].Key}.expected", "What tells us by the middle of the quarter that this works?", At(quarter, -6));
        var content = Content(seller, quarter, history, i);
        plan.Replace(Manager(seller), content with { Aims = content.Aims with { Revenue = content.Aims.Revenue * 1.2m } }, At(quarter, -5));
        plan.Propose(Manager(seller), plan.OnTable!.Number, signs: true, Known(history), At(quarter, -5), Day(quarter, -5));
        return plan;
    }

    private AccountPlan Agreed(SampleSeller seller, Period quarter, AccountHistory history, int i)
    {
        var plan = Submitted(seller, quarter, history, i);
        plan.Sign(Manager(seller), plan.OnTable!.Number, plan.OnTable.Hash, At(quarter, -3), Day(quarter, -3));
        return plan;
    }

    private AccountPlan Amending(SampleSeller seller, Period quarter, AccountHistory history, int i)
    {
        var plan = Agreed(seller, quarter, history, i);
        plan.Amend(Author(seller), "Their head of operations has left; the new one starts over.", At(quarter, 20));
        return plan;
    }

    private AccountPlanContent Content(SampleSeller seller, Period quarter, AccountHistory history, int i)
    {
        var suggested = AccountPlanSuggestion.From(history, quarter, quarter.FirstDay);
        var own = FormattableString.Invariant($"m{quarter.FirstDay.Month}"); // Each quarter's steps are its own: under the same key and words they would be those of the quarter before, carried over.
        var steps = suggested.Steps.Select((s, nth) => s with { Key = s.Key + own, By = quarter.FirstDay.AddDays(60 + (nth * 7)) })
            .Append(new("n1" + own) { Method = "Get to know who decides beyond IT", Expected = "Two talks with the business side", Measure = "Names, roles and what matters to them are in this plan", By = quarter.FirstDay.AddDays(45) }).ToList();
        var revenue = suggested.Aims.Revenue ?? 20_000 + (i % 5 * 4_000);
        return suggested with
        {
            Aims = suggested.Aims with { Revenue = revenue, Margin = Math.Round(revenue * 0.34m / 100) * 100, Potential = revenue * 4, KnowsPlan = (CustomerKnows)(i % 3), Renewal = quarter.LastDay.AddDays(30 + (i % 60)) },
            Customer = new() { Priorities = "Fewer suppliers, and less effort in running what they have.", Decides = "IT proposes, finance releases above 25,000; decisions fall in the last month of a quarter." },
            Contacts =
            [
                .. suggested.Contacts.Select((c, nth) => c with
                {
                    Role = nth == 0 ? BuyingRole.Economic : nth == 1 ? BuyingRole.Technical : BuyingRole.User,
                    Influence = (Influence)(2 - (nth % 3)),
                    Relationship = (Relationship)((i + (nth * 2)) % 5),
                    LastContact = quarter.FirstDay.AddDays(-9 - (nth * 13)),
                    Matters = nth == 0 ? "A cost that can be planned" : "Nights without alarms",
                    OwnerId = Id(seller),
                    Owner = seller.Name,
                }),
                new("k1") { Name = SampleNames.FirstNames[i % SampleNames.FirstNames.Length] + " " + SampleNames.LastNames[(i * 7) % SampleNames.LastNames.Length], Title = "Head of operations", ReportsTo = "Managing director", NextContact = quarter.FirstDay.AddDays(21), Role = BuyingRole.User, Influence = Influence.High, Relationship = (Relationship)((i + 3) % 5), Matters = "Orders out of the door on time" },
            ],
            Competition = [new("1") { Name = _competitors[i % _competitors.Length], Product = "Managed services", Strong = "Long known to IT", Weak = "Slow on anything new", Answer = "A pilot in four weeks, at a fixed price" }],
            Swot = new() { Strengths = "Their IT has known us for years\nOur service is rated best", Weaknesses = "Nobody of ours knows the owners", Opportunities = "A second site opens next year", Threats = "Their group may buy centrally" },
            Successes = [.. suggested.Successes.Select((s, nth) => s with { Reference = (ReferenceAllowed)((i + nth) % 3) })],
            Strategy = new() { Goal = "Be the one they ask first when something is to change.", Reason = "We know their trade, and two customers next door vouch for us." },
            Steps = [.. steps],
            Tactics = [.. steps.SelectMany((s, nth) => TacticsOf(seller, quarter, s.Key, nth))],
            Risks = [new("1") { What = "Their budget freeze could last into next quarter", Help = "A talk between the two managing directors", Owner = SampleCompany.ManagerOf(seller.Team) }],
        };
    }

    /// <summary>Two for each step; every third is a colleague's.</summary>
    private IEnumerable<Tactic> TacticsOf(SampleSeller seller, Period quarter, string step, int nth)
    {
        for (var at = 0; at < 2; at++)
        {
            var owner = (nth + at) % 3 == 2 ? SampleCompany.ManagerOf(seller.Team) : seller.Name;
            yield return new($"{step}-{at + 1:0}") { Step = step, Action = _actions[((nth * 2) + at) % _actions.Length], OwnerId = _people[owner].Id, Owner = owner, Due = quarter.FirstDay.AddDays(12 + (nth * 14) + (at * 9)), Expected = at == 0 ? "A date for the next talk" : "" };
        }
    }

    private PlanKnown Known(AccountHistory history) =>
        new(new HashSet<long> { history.AccountId }, _products, _year, SplitsNewBusiness: false, null) { People = _people.Values.Select(p => p.Id).ToHashSet() };

    private long Id(SampleSeller seller) => _people[seller.Name].Id;

    private Party Author(SampleSeller seller) => new(Id(seller), IsInLine: false);

    private Party Manager(SampleSeller seller) => new(_people[SampleCompany.ManagerOf(seller.Team)].Id, IsInLine: true);

    /// <summary>A day so many days after the quarter begins, but never after today.</summary>
    private DateOnly Day(Period quarter, int days) => quarter.FirstDay.AddDays(days) is var day && day <= company.Today ? day : company.Today;

    private DateTimeOffset At(Period quarter, int days) => new(Day(quarter, days).ToDateTime(new TimeOnly(8, 0)).AddMinutes(days + 60), TimeSpan.Zero);
}
