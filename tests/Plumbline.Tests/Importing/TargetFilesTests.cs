using Plumbline.Fiscal;

namespace Plumbline.Importing;

/// <summary>Files of quotas, as a list and as a sheet, and files that only look like them.</summary>
public class TargetFilesTests : FilesOfTests
{
    [Theory]
    [InlineData("Salesperson,Month,Revenue,Margin\nAnn,2024-01,1000,300\n", "2024-01", 1000, 300)]
    [InlineData("Rep,Quarter,Year,Quota\nAnn,Q2,2024,1000\n", "2024-04 to 2024-06", 1000, null)]
    [InlineData("Rep,Period,Target\nAnn,2024-H1,1000\n", "2024-01 to 2024-06", 1000, null)]
    [InlineData("Rep,Jan 2024,Feb 2024,Mar 2024\nAnn,,1000,\n", "2024-02", 1000, null)]
    [InlineData("Rep,2024-01,2024-02,2024-03\nAnn,1000,,\n", "2024-01", 1000, null)]
    [InlineData("Rep,Year,M01,M02,M03\nAnn,2024,1000,-,-\n", "2024-01", 1000, null)]
    [InlineData("Rep,FY,January,February,March\nAnn,2024,,,1000\n", "2024-03", 1000, null)]
    public void Targets_are_read_as_list_and_as_sheet(string text, string period, int revenue, int? margin)
    {
        var file = Open("quotas.csv", text);
        Assert.Equal(FactKind.Target, file.Kind);
        var row = Facts<TargetRow>(file).Single();
        Assert.Equal(("Ann", period, revenue, (decimal?)margin), (row.Salesperson.Name, row.Period.ToString(), row.Revenue!.Value, row.Margin));
    }

    [Theory]
    [InlineData("Sales Rep,Year,Q1 (k),Q2 (k),Q3 (k),Q4 (k)\nAnn,2026,0.01,0.02,0.03,40k\n", 1_000)]
    [InlineData("Verkäufer,Monat,Umsatzziel\nAnn,Januar 2026,10\nAnn,Februar 2026,20\nAnn,März 2026,30\nAnn,April 2026,40\n")]
    [InlineData("Sales Rep,Year,Q1,Q2,Q3,Q4,Total\nAnn,2026,10,20,30,40,100\n")]
    [InlineData("Sales Rep,Q1 2026,Q2 2026,2026-Q3,Q4 FY26 Quota\nAnn,10,20,30,40\n")]
    [InlineData("Rep Email,Quarter,Quota\nAnn,2026-Q1,10\nAnn,2026Q2,20\nAnn,Q3 2026,30\nAnn,Q4-26,\nAnn,Q4 FY26,40\n")]
    [InlineData("Sales Rep,Start Date,Quota\nAnn,1/1/2026,10\nAnn,2/1/2026,20\nAnn,3/1/2026,30\nAnn,4/1/2026,40\n")]
    [InlineData("Sales Rep,Month,Quota (k)\nAnn,01/01/2026,0.01\nAnn,01/02/2026,0.02\nAnn,01/03/2026,0.03\nAnn,01/04/2026,0.04\n")]
    [InlineData("Sales Rep,1/1/2026,4/1/2026,7/1/2026,10/1/2026\nAnn,10,20,30,40\n")]
    [InlineData("Sales Rep,01.01.2026,01.02.2026,01.03.2026,01.04.2026\nAnn,10,20,30,40\n")]
    public void Quotas_are_read_however_periods_and_columns_are_written(string text, int last = 1)
    {
        var rows = Facts<TargetRow>(Open("quotas.csv", text));
        Assert.Equal([10m, 20, 30, 40 * last], rows.Select(r => r.Revenue!.Value)); // What says itself how large it is is that large.
        Assert.Equal(Enumerable.Range(0, 4).Select(i => new Period(new Month(2026, 1).Plus(i * rows[0].Period.Length), rows[0].Period.Length)), rows.Select(r => r.Period));
    }

    [Theory]
    [InlineData(",Ann Lee,Bo\nQ1 2026,\"1.200,50\",\nQ2 2026,2000,7\n", 3)]
    [InlineData("Quotas 2026\n\nQuarter;Ann Lee;Bo;Total\n2026-Q1;1200,50;;1200\n2026-Q2;2000;7;2007\nTotal;3200;7;3207\n", 3)]
    [InlineData("Year,Quarter,Ann Lee,Bo\n2026,1,1200.5,\n2026,2,2000,7\n", 3)]
    [InlineData("Month,Ann Lee,Bo\n1/1/2026,1200.5,\n2/1/2026,2000,7\n3/1/2026,,\n", 1)]
    [InlineData("Month\tAnn Lee\tBo\n2026-01-01\t1200.5\t\n2026-04-01\t2000\t7\n2026-07-01\t\t\n", 3)]
    public void Quotas_with_people_across_are_read_turned(string text, int months)
    {
        var file = Open("quotas.csv", text);
        Assert.Equal(
            [("Ann Lee", new Period(new(2026, 1), months), 1_200.5m), ("Ann Lee", new Period(new Month(2026, 1).Plus(months), months), 2_000m), ("Bo", new Period(new Month(2026, 1).Plus(months), months), 7m)],
            Facts<TargetRow>(file).Select(t => (t.Salesperson.Name!, t.Period, t.Revenue!.Value)));
        Assert.Contains(file.Notes, n => n.StartsWith("Each column is a salesperson", StringComparison.Ordinal));
    }

    [Fact]
    public void A_quota_that_is_no_number_is_refused_with_its_person_and_the_others_are_taken()
    {
        var file = Open("quotas.csv", "Quarter,Ann Lee,Bo\n2026-Q1,lots,250\n2026-Q2,260,\n");
        Assert.Equal("Bo", Assert.Single(Facts<TargetRow>(file)).Salesperson.Name);
        var refused = Refused(file).Single();
        Assert.StartsWith("Ann Lee, 2026-Q1: \"lots\" is not a number", refused.Reason, StringComparison.Ordinal);
        Assert.Contains("Ann Lee", refused.Cells);
    }

    [Theory]
    [InlineData("Quarter,Ann Lee\n2026-Q1,10\n2026-Q2,10\n")] // Of one nothing tells that it is a person.
    [InlineData("Month,Revenue,Margin\n2026-01,10,5\n2026-02,10,5\n")]
    [InlineData("Quarter,Ann Lee,Bo\n2026-Q1,good,better\n2026-Q2,bad,worse\n")]
    [InlineData("Quarter,Ann Lee,Bo\nQ1,10,20\nQ2,10,20\n")] // Of which year?
    [InlineData("Quarter,EMEA,APAC\n2026-Q1,10,20\n2026-Q2,10,20\n", "kpis.csv")] // Nothing says that it is of quotas.
    public void What_has_no_people_across_is_not_turned(string text, string name = "quotas.csv") => Assert.DoesNotContain(Open(name, text).Notes, n => n.StartsWith("Each column", StringComparison.Ordinal));

    [Fact]
    public void Quarters_beside_months_are_not_counted_once_more_and_quotas_of_teams_are_told_to_be_none()
    {
        Assert.Equal([10m, 20, 30], Facts<TargetRow>(Open("quotas.csv", "Rep,Year,Jan,Feb,Mar,Q1,Q2\nAnn,2026,10,20,30,60,\n")).Select(r => r.Revenue!.Value));
        var teams = Open("team.csv", "Team,Quarter,Quota\nNorth,2026-Q1,10\n");
        Assert.Null(teams.Kind);
        Assert.StartsWith("Quotas of teams", teams.ReasonLeft, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Employee,Q1,Q2,Q3,Q4,Score\nAnn,3,4,5,4,16\n")] // A survey.
    [InlineData("Sales Rep,Month,Quota\nAnn,31/01/2026,10\n")] // No month begins so.
    [InlineData("Sales Rep,Month,Quota\nAnn,01/15/2026,10\n")]
    public void What_is_no_quota_of_a_period_is_none(string text)
    {
        var file = Open("quotas.csv", text);
        Assert.Empty(file.Kind is null ? [] : Facts<TargetRow>(file));
        Assert.DoesNotContain("0001", file.Kind is null ? "" : Refused(file).Single().Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Actual sales by rep.csv", "Sales Rep,Jan 2024,Feb 2024,Mar 2024\nAnn,100,200,300\n", false)] // What each sold, which nobody was asked for.
    [InlineData("monthly sales.csv", "Sales Rep,Month,Revenue\nAnn,2024-01,100\n", false)]
    [InlineData("Sales targets.csv", "Sales Rep,Jan 2024,Feb 2024,Mar 2024\nAnn,100,200,300\n", true)]
    [InlineData("sales plan 2024.csv", "Sales Rep,Month,Revenue\nAnn,2024-01,100\n", true)]
    [InlineData("monthly sales.csv", "Sales Rep,Month,Quota\nAnn,2024-01,100\n", true)]
    [InlineData("sales forecast 2026.csv", "Sales Rep,Jan 2024,Feb 2024,Mar 2024\nAnn,100,200,300\n", true)]
    [InlineData("2024.csv", "Sales Rep,Month,Revenue\nAnn,2024-01,100\n", true)]
    public void What_was_sold_is_no_target(string name, string text, bool isTarget) => Assert.Equal(isTarget, Open(name, text).Kind == FactKind.Target);

    [Fact]
    public void A_folder_of_targets_says_so_of_its_files() => Assert.Equal(FactKind.Target, Recognition.Recognise(["Sales Rep", "Jan 2024", "Feb 2024", "Mar 2024"], "targets/sales.csv", new(), null)!.Value.Table.Kind);
}
