using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Ui;

namespace Plumbline.Plans;

/// <summary>A plan as its pages show it to a reader, with the names and the clock that their words need.</summary>
public sealed class PlanView
{
    internal PlanView(OpenedPlan opened, Colleagues people, Company company, DateOnly today, bool mayWrite, PlannedAccount? account) =>
        (Opened, People, Company, Today, MayWrite, Account) = (opened, people, company, today, mayWrite, account);

    internal OpenedPlan Opened { get; }

    internal Colleagues People { get; }

    internal Company Company { get; }

    internal DateOnly Today { get; }

    /// <summary>Whether the reader's roles open the pages on which plans are written and agreed.</summary>
    internal bool MayWrite { get; }

    /// <summary>The account of an account plan; null for a business plan.</summary>
    internal PlannedAccount? Account { get; }

    /// <summary>As in "Mary, Jan to Jun 2027", "Kestrel Works, Jan to Mar 2027".</summary>
    internal string Title => $"{Account?.Name ?? Owner}, {PlanWords.Of(Plan.Period)}";

    /// <summary>As in "my plan for Jan to Jun 2027", "Mary's plan for Kestrel Works, Jan to Mar 2027".</summary>
    internal string Named => $"{(IsOwn ? "my" : $"{Owner}'s")} plan for {(Account is null ? "" : $"{Account.Name}, ")}{PlanWords.Of(Plan.Period)}";

    internal Plan Plan => Opened.Plan;

    internal FiscalYear Fiscal => Company.FiscalYear;

    /// <summary>Whose plan it is.</summary>
    internal string Owner => People.NameOf(Plan.SalespersonId);

    internal bool IsOwn => Opened.Me.PersonId == Plan.SalespersonId;

    /// <summary>That an agreed plan is being amended is between the two sides until they agree.</summary>
    internal PlanState State => Opened.IsParty || Plan.State == PlanState.Reviewed ? Plan.State : PlanState.Agreed;

    /// <summary>The version to read: the one in force, else the one on the table; null where there is a draft only, which the two sides read.</summary>
    internal PlanVersion? Shown => Plan.InForce ?? Plan.OnTable;

    /// <summary>The scoreboard on which results stand beside this plan.</summary>
    internal string ScoresHref => $"people/{Plan.SalespersonId}?period={(Fiscal.TryParse(Fiscal.Name(Plan.Period), out var named) && named == Plan.Period ? Fiscal.Name(Plan.Period) : Plan.Period.First.ToString())}";

    internal bool Can(PlanMove move) => MayWrite && Opened.Can(move);

    /// <summary>The person's name, or "you".</summary>
    internal string Name(long person) => person == Opened.Me.PersonId ? "you" : People.NameOf(person);

    /// <summary>Who speaks for a side: "you" where the reader does.</summary>
    internal string Name(Side side) =>
        side == Opened.Side ? "you"
        : side == Side.Salesperson ? Owner
        : People.Find(Plan.SalespersonId)?.ManagerId is { } manager ? People.NameOf(manager) : "a manager above";

    /// <summary>As in "Tue 24 Nov, 09:05", at the company's place.</summary>
    internal string When(DateTimeOffset at) => Figures.Moment(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(Company.TimeZone)), Today);

    /// <summary>The day of it at the company's place.</summary>
    internal DateOnly DayOf(DateTimeOffset at) => CompanyClock.Of(Company).DayOf(at);

    /// <summary>From when results are measured against the version, in a clause; it counts for no month where a later one took its place before any ended.</summary>
    internal string CountsFrom(PlanVersion version)
    {
        if (Account is not null)
        {
            return version.Standing == Standing.Agreed ? $"it is in force for {PlanWords.Of(Plan.Period)}" : "another has taken its place";
        }

        Month[] months = [.. Plan.Period.Months.Where(m => Plan.InForceFor(m) == version)];
        return months.Length == 0 ? "no month is measured against it"
            : months.Length == Plan.Period.Length ? $"it counts for all of {PlanWords.Of(Plan.Period)}"
            : $"it counts from {Figures.Name(months[0])}{(months[^1] == Plan.Period.Last ? "" : $" to {Figures.Name(months[^1])}")}; each month is measured against the version agreed by its end";
    }
}

/// <summary>Opens plans for their pages.</summary>
internal sealed class PlanViews(PlanDesk desk, AccountFacts accounts, CurrentPerson me, OurCompany company)
{
    /// <summary>Null where there is no such plan, or none that the reader may see.</summary>
    public async Task<PlanView?> Open(long planId, CancellationToken cancel) =>
        await desk.Open(planId, cancel) is { } opened
            ? new(
                opened, await me.Colleagues(cancel), await company.Load(cancel), await company.Today(cancel), await me.Has(Roles.Salesperson | Roles.Manager, cancel),
                opened.Plan is AccountPlan plan ? await accounts.Find(plan.AccountId, cancel) : null)
            : null;
}
