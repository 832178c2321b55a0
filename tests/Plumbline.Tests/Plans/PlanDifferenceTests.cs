using FsCheck.Xunit;

namespace Plumbline.Plans;

public class PlanDifferenceTests
{
    [Property]
    public void The_difference_makes_the_one_into_the_other(int before, int after)
    {
        var (a, b) = (SomePlan.Arbitrary(before), SomePlan.Arbitrary(after));
        Assert.Equal(b, PlanDifference.Between(a, b).ApplyTo(a));
    }

    [Property]
    public void A_plan_does_not_differ_from_itself(int seed) =>
        Assert.Empty(PlanDifference.Between(SomePlan.Arbitrary(seed), SomePlan.Arbitrary(seed)).Changes);

    [Property]
    public void Totals_change_by_what_their_lines_change(int before, int after)
    {
        var difference = PlanDifference.Between(SomePlan.Arbitrary(before), SomePlan.Arbitrary(after));
        foreach (var total in difference.Totals)
        {
            Assert.Equal(total.Delta, difference.Changes.Where(c => c.Section == total.Section && c.Field.Measure == total.Measure).Sum(c => c.Delta));
        }
    }

    [Fact]
    public void Each_line_says_how_it_differs()
    {
        var before = SomePlan.Content() with { Goals = [new("k1") { Statement = "Win five customers" }] };
        var after = SomePlan.Content() with
        {
            Goals = [new("k1") { Statement = "Win five customers", Commit = 5 }],
            Quotas = [.. before.Quotas.Select((q, i) => i == 0 ? q with { Revenue = 12_500 } : i == 1 ? q with { Margin = null } : q)],
        };

        var difference = PlanDifference.Between(before, after);

        Assert.Equal(
            [("goals.k1.commit", LineChangeKind.Added, 5m), ("quotas.2027-01.revenue", LineChangeKind.Changed, 2_500m), ("quotas.2027-02.margin", LineChangeKind.Removed, -2_500m)],
            difference.Changes.Select(c => (c.Path, c.Kind, c.Delta ?? 0)));
        Assert.Equal(["Win five customers", "Jan 2027", "Feb 2027"], difference.Changes.Select(c => c.Row));
        Assert.Contains(new SectionTotal(PlanSection.Quotas, "Revenue", 60_000, 62_500), difference.Totals);
    }

    [Fact]
    public void A_deleted_row_is_still_called_by_its_name()
    {
        var before = SomePlan.Content();
        var change = PlanDifference.Between(before, before with { Forecast = [] }).Changes[0];
        Assert.Equal("Corner Bakery, Ovens", change.Row);
    }

    [Fact]
    public void Plans_for_different_periods_are_not_compared() =>
        Assert.Throws<RefusedException>(() => PlanDifference.Between(new BusinessPlanContent(SomePlan.HalfYear), new BusinessPlanContent(SomePlan.HalfYear.Next)));
}
