using Plumbline.Fiscal;
using Plumbline.People;

namespace Plumbline.Plans;

public class PlanBeginningTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);
    private static readonly Person _mary = new() { Name = "Mary", Roles = Roles.Salesperson };

    [Theory]
    [InlineData(1, "2026-07", 6, null)]
    [InlineData(4, "2026-10", 6, null)]
    [InlineData(1, "2027-07", 6, null)]
    [InlineData(1, "2025-07", 6, null)]
    [InlineData(1, "2028-01", 6, "begins more than a year from now")]
    [InlineData(1, "2025-01", 6, "ended more than a year ago")]
    [InlineData(4, "2027-01", 6, "is none")]
    [InlineData(1, "2027-01", 3, "is none")]
    public void A_plan_is_for_a_half_of_the_fiscal_year_no_more_than_a_year_away(int firstMonth, string first, int length, string? refused)
    {
        var period = new Period(Month.Of(DateOnly.ParseExact(first + "-01", "yyyy-MM-dd", null)), length);
        var words = PlanBeginning.WhyNot(_mary, period, new FiscalYear(firstMonth), _today);
        Assert.True(refused is null ? words is null : words!.Contains(refused, StringComparison.Ordinal), words);
    }

    [Theory]
    [InlineData(1, "2026-10", 3, null)]
    [InlineData(1, "2027-10", 3, null)]
    [InlineData(2, "2026-11", 3, null)]
    [InlineData(1, "2028-01", 3, "begins more than a year from now")]
    [InlineData(1, "2025-07", 3, "ended more than a year ago")]
    [InlineData(1, "2026-11", 3, "is none")]
    [InlineData(1, "2027-01", 6, "is none")]
    public void An_account_plan_is_for_a_quarter_no_more_than_a_year_away(int firstMonth, string first, int length, string? refused)
    {
        var period = new Period(Month.Of(DateOnly.ParseExact(first + "-01", "yyyy-MM-dd", null)), length);
        var words = PlanBeginning.WhyNotAccount(_mary, period, new FiscalYear(firstMonth), _today);
        Assert.True(refused is null ? words is null : words!.Contains(refused, StringComparison.Ordinal), words);
    }

    [Fact]
    public void Only_who_sells_has_a_plan() =>
        Assert.Equal("Paul does not sell, so there is no plan to begin.", PlanBeginning.WhyNot(new() { Name = "Paul", Roles = Roles.Manager }, new(new Month(2027, 1), 6), new FiscalYear(1), _today));
}
