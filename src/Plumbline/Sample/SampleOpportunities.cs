using Plumbline.Importing;
using Plumbline.Pipeline;

namespace Plumbline.Sample;

/// <summary>What the sample's salespeople keep of their pipeline: its stages, and beside what their CRM sends next steps with their days, and competitors.</summary>
internal sealed class SampleOpportunities(SampleCompany company)
{
    private static readonly string[] _steps =
    [
        "Send the revised offer", "Call about the budget", "Demo for the whole team", "Agree the timetable with procurement", "Meet the head of operations", "Name a reference customer", "Walk through the contract", "Confirm who decides",
    ];

    private static readonly string[] _competitors = ["Larkfield Systems", "Oakmere", "Tidewell Group", "An offer made in house"];

    /// <summary>The stages of the sample's CRM, in the order of its pipeline.</summary>
    public static IEnumerable<StageRow> Stages() =>
    [
        new(1, "1", "Qualify", OpportunityState.Open, 0.10m, 1), new(2, "2", "Develop", OpportunityState.Open, 0.30m, 2), new(3, "3", "Propose", OpportunityState.Open, 0.55m, 3),
        new(4, "4", "Close", OpportunityState.Open, 0.80m, 4), new(5, "5", "Won", OpportunityState.Won, 1, 5), new(6, "6", "Lost", OpportunityState.Lost, 0, 6),
    ];

    /// <summary>The same stages for what is opened here, so that it stands in the same columns.</summary>
    public static IEnumerable<Stage> OurStages() =>
        Stages().Select(s => new Stage { System = RecordedHere.System, ExternalId = s.Id!, Name = s.Name, State = s.State, Probability = s.Probability, Place = s.Order, IsQualified = IsQualified(s.Name) });

    /// <summary>Whether what stands in a stage counts as qualified.</summary>
    public static bool IsQualified(string stage) => stage != "Qualify";

    /// <summary>Plans next steps for most that are open, some of them overdue; every seventh has none, and every third meets a competitor.</summary>
    public void Plan(IEnumerable<Opportunity> open)
    {
        foreach (var (i, opportunity) in open.OrderBy(o => o.Id).Index())
        {
            if (i % 3 == 0)
            {
                opportunity.Competitor = _competitors[i / 3 % _competitors.Length];
            }

            if (i % 7 != 0)
            {
                (opportunity.NextStep, opportunity.NextStepDue) = (_steps[i % _steps.Length], WorkingDay(company.Today.AddDays((i * 5 % 19) - 3)));
            }
        }
    }

    private static DateOnly WorkingDay(DateOnly day) => day.DayOfWeek switch { DayOfWeek.Saturday => day.AddDays(2), DayOfWeek.Sunday => day.AddDays(1), _ => day };
}
