using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Ui;

namespace Plumbline.Signals;

/// <summary>What a rule looks after, under which it stands where all rules do.</summary>
internal enum RuleGroup
{
    /// <summary>Whether what was agreed is reached.</summary>
    QuotaAndForecast,

    /// <summary>Open opportunities.</summary>
    Pipeline,

    /// <summary>What people said they do, and how steadily they work.</summary>
    PromisesAndRhythm,

    /// <summary>Marketing, what comes of it, and what vendors pay of it.</summary>
    MarketingAndVendors,

    /// <summary>What could be won besides.</summary>
    Market,
}

/// <summary>
/// One rule by which a signal is raised: what it looks at, when it speaks, in words for everyone to read, and what it proposes. Each is a file in <c>Rules</c>, found by itself; it reads for all the people it is asked about at once.
/// </summary>
internal abstract class SignalRule
{
    /// <summary>Stands in the database, so it never changes.</summary>
    public abstract string Key { get; }

    /// <summary>What it is called on pages, as in "Opportunity stands still".</summary>
    public abstract string Name { get; }

    /// <summary>What it looks after.</summary>
    public abstract RuleGroup Group { get; }

    /// <summary>The number on which it turns; null where it has none.</summary>
    public virtual RuleLimit? Limit => null;

    /// <summary>The number on which it turns, as the company has it; 0 where it has none.</summary>
    public decimal LimitBy(SignalPolicy? policy) => policy?.Limit ?? Limit?.Usual ?? 0;

    /// <summary>Whether it looks at forecasts, and so at everyone again when these are others.</summary>
    public virtual bool RestsOnForecasts => false;

    /// <summary>Whether it tells of what could be won besides, and not of what drifts: nobody needs their manager for that.</summary>
    public virtual bool IsChance => false;

    /// <summary>The whole rule, for whoever it speaks to.</summary>
    /// <param name="limit">The number on which it turns, as the company has it.</param>
    public abstract string Says(decimal limit);

    /// <summary>Looks at the people.</summary>
    public abstract Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel);
}

/// <summary>A team by its name, and who leads it.</summary>
internal readonly record struct LedTeam(string Name, long LeaderId)
{
    /// <summary>To whom it is told what concerns a team.</summary>
    public const string Words = "whoever leads it, or where it names nobody to the manager above all in it";
}

/// <summary>Whom a rule is asked about, as of when, and what all rules need.</summary>
/// <param name="People">Those who are looked at: they work here, and sell, manage, lead or look after marketing.</param>
/// <param name="IsOfAll">Whether these are all of them.</param>
/// <param name="Today">The company's day.</param>
/// <param name="Limit">The number on which the rule turns.</param>
/// <param name="Quotas">The quotas in force by person and month, of the half that runs and the one after.</param>
/// <param name="Company">The settings.</param>
/// <param name="Clock">Tells days from instants.</param>
/// <param name="Colleagues">Everyone.</param>
internal sealed record Watch(
    IReadOnlyList<Person> People, bool IsOfAll, DateOnly Today, decimal Limit, IReadOnlyDictionary<(long Person, Month Month), decimal> Quotas, Company Company, CompanyClock Clock, Colleagues Colleagues)
{
    /// <summary>So far ahead is looked: what is to be ordered then is begun now.</summary>
    public const int DaysAhead = 90;

    /// <summary>Rules that can tell nothing for now, as on the first of a month until forecasts are made anew: what they found before stands.</summary>
    public HashSet<string> Untold { get; } = [];

    /// <summary>How money is written.</summary>
    public Figures Money { get; } = new(Company.Currency);

    /// <summary>Those of them who sell.</summary>
    public IReadOnlyList<Person> Sellers { get; } = [.. People.Where(p => p.Roles.HasFlag(Roles.Salesperson))];

    /// <summary>Their numbers.</summary>
    public long[] SellerIds => [.. Sellers.Select(p => p.Id)];

    /// <summary>The teams that they lead.</summary>
    public IReadOnlyDictionary<long, LedTeam> Led { get; } = TeamsLedBy([.. People.Select(p => p.Id)], Colleagues, Today);

    public FiscalYear Fiscal => Company.FiscalYear;

    /// <summary>What a person is asked for in a period, as far as it is known; 0 where nothing is.</summary>
    public decimal Quota(long person, Period period) => period.Months.Sum(m => Quotas.GetValueOrDefault((person, m)));

    /// <summary>Whether somebody works here still, with Plumbline.</summary>
    public bool IsHere(Person person) => person.IsHere(Today);

    /// <summary>The next manager above somebody who works here still; null where there is none.</summary>
    public long? ManagerOf(Person person)
    {
        HashSet<long> asked = [person.Id]; // A line that leads back to itself ends.
        for (var next = person.ManagerId; next is { } id && asked.Add(id); next = Colleagues.Find(id)?.ManagerId)
        {
            if (Colleagues.Find(id) is { } above && IsHere(above))
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>Who is told of what somebody does not look after any more: the next manager above who is here; else who leads the team that they are in, or were in last. Null where nobody does.</summary>
    public long? HeirOf(Person person)
    {
        var team = Colleagues.Roster.TeamOn(person.Id, person.Left ?? Today);
        return ManagerOf(person) ?? (Colleagues.Teams.FirstOrDefault(t => t.Id == team)?.LeaderId is { } leader && Colleagues.Find(leader) is { } leads && IsHere(leads) ? leader : null);
    }

    private static Dictionary<long, LedTeam> TeamsLedBy(HashSet<long> people, Colleagues colleagues, DateOnly today)
    {
        var led = new Dictionary<long, LedTeam>();
        foreach (var team in colleagues.Teams)
        {
            if (colleagues.LeaderOf(team, today) is { } leader && people.Contains(leader))
            {
                led.Add(team.Id, new(team.Name, leader));
            }
        }

        return led;
    }

    /// <summary>A day as words write it.</summary>
    public string Day(DateOnly day) => Figures.Day(day, Today);
}
