using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Ui;

namespace Plumbline.Plans;

/// <summary>A plan as its pages show it to a reader, with the names and the clock that their words need.</summary>
public sealed class PlanView
{
    internal PlanView(OpenedPlan opened, Colleagues people, Company company, DateOnly today, bool mayWrite) =>
        (Opened, People, Company, Today, MayWrite) = (opened, people, company, today, mayWrite);

    internal OpenedPlan Opened { get; }

    internal Colleagues People { get; }

    internal Company Company { get; }

    internal DateOnly Today { get; }

    /// <summary>Whether the reader's roles open the pages on which plans are written and agreed.</summary>
    internal bool MayWrite { get; }

    internal BusinessPlan Plan => Opened.Plan;

    internal FiscalYear Fiscal => Company.FiscalYear;

    /// <summary>Whose plan it is.</summary>
    internal string Owner => People.NameOf(Plan.SalespersonId);

    internal bool IsOwn => Opened.Me.PersonId == Plan.SalespersonId;

    /// <summary>That an agreed plan is being amended is between the two sides until they agree.</summary>
    internal PlanState State => Opened.IsParty ? Plan.State : PlanState.Agreed;

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

    /// <summary>From when results are measured against the version, in a clause; it counts for no month where a later one took its place before any ended.</summary>
    internal string CountsFrom(PlanVersion version)
    {
        Month[] months = [.. Plan.Period.Months.Where(m => Plan.InForceFor(m) == version)];
        return months.Length == 0 ? "no month is measured against it"
            : months.Length == Plan.Period.Length ? $"it counts for all of {PlanWords.Of(Plan.Period)}"
            : $"it counts from {Figures.Name(months[0])}{(months[^1] == Plan.Period.Last ? "" : $" to {Figures.Name(months[^1])}")}; each month is measured against the version agreed by its end";
    }
}

/// <summary>Opens plans for their pages.</summary>
internal sealed class PlanViews(PlanDesk desk, CurrentPerson me, OurCompany company)
{
    /// <summary>Null where there is no such plan, or none that the reader may see.</summary>
    public async Task<PlanView?> Open(long planId, CancellationToken cancel) =>
        await desk.Open(planId, cancel) is { } opened
            ? new(opened, await me.Colleagues(cancel), await company.Load(cancel), await company.Today(cancel), await me.Has(Roles.Salesperson | Roles.Manager, cancel))
            : null;
}
