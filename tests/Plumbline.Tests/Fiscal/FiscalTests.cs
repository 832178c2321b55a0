using System.Globalization;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Plumbline.Fiscal;

public class FiscalTests
{
    [Theory]
    [InlineData(DayOfWeek.Monday, 23)]
    [InlineData(DayOfWeek.Sunday, 22)]
    [InlineData(DayOfWeek.Tuesday, 24)]
    [InlineData(DayOfWeek.Wednesday, 18)]
    public void A_week_begins_on_the_companys_first_day(DayOfWeek first, int day) => Assert.Equal(new(new(2026, 11, day)), Week.Of(new(2026, 11, 24), first));

    private static readonly int[] _lengths = [1, 3, 6, 12];

    [Theory]
    [InlineData(1, "2027-05-17", "2027-01", "2027-04", "2027-H1", "2027-Q2", "2027")]
    [InlineData(7, "2025-08-01", "2025-07", "2025-07", "2026-H1", "2026-Q1", "2026")]
    [InlineData(4, "2027-03-31", "2026-10", "2027-01", "2027-H2", "2027-Q4", "2027")]
    [InlineData(2, "2027-01-01", "2026-08", "2026-11", "2027-H2", "2027-Q4", "2027")]
    public void Periods_follow_the_fiscal_year_and_are_named_by_the_year_in_which_it_ends(int firstMonth, string date, string half, string quarter, string halfName, string quarterName, string yearName)
    {
        var year = new FiscalYear(firstMonth);
        var day = DateOnly.Parse(date, CultureInfo.InvariantCulture);

        Assert.Equal(half, year.Half(day).First.ToString());
        Assert.Equal(quarter, year.Quarter(day).First.ToString());
        Assert.Equal(halfName, year.Name(year.Half(day)));
        Assert.Equal(quarterName, year.Name(year.Quarter(day)));
        Assert.Equal(yearName, year.Name(year.Year(day)));
    }

    [Property]
    public bool A_period_is_found_again_by_its_name(int month, int first, int length)
    {
        var year = new FiscalYear((((first % 12) + 12) % 12) + 1);
        var day = new DateOnly(2020, 1, 1).AddMonths(month % 600);
        var period = year.Cut(day, _lengths[((length % 4) + 4) % 4]);

        return year.TryParse(year.Name(period), out var found) && found == period && period.Contains(day);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2017-Q5")]
    [InlineData("2017-H3")]
    [InlineData("2017-13")]
    [InlineData("17-Q1")]
    [InlineData("2017-Q1-1")]
    [InlineData("next month")]
    public void What_names_no_period_is_refused(string name) => Assert.False(new FiscalYear(1).TryParse(name, out _));

    [Property]
    public bool Working_days_are_counted_as_on_the_fingers(int start, ushort days)
    {
        var first = new DateOnly(2026, 1, 1).AddDays(start % 5_000);
        var last = first.AddDays((days % 400) - 1);
        var counted = Enumerable.Range(0, days % 400).Count(i => first.AddDays(i).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

        return WorkingDays.Between(first, last) == counted;
    }

    [Fact]
    public void Before_a_period_none_of_it_is_gone_and_after_it_all()
    {
        var quarter = new Period(new(2026, 10), 3);

        Assert.Equal(0, WorkingDays.ShareGone(quarter, new(2026, 9, 30)));
        Assert.Equal(1, WorkingDays.ShareGone(quarter, new(2027, 1, 1)));
        Assert.Equal(22m / 66, WorkingDays.ShareGone(quarter, new(2026, 10, 31)));
    }

    [Property]
    public bool Splitting_loses_nothing(decimal amount, ushort[] weights)
    {
        var whole = Math.Round(amount % 1_000_000_000, 4);
        var parts = Split.ByWeight(whole, [.. weights.Select(w => (decimal)w)]);

        return weights.Length == 0 ? parts.Count == 0 : parts.Sum() == whole && parts.All(p => Math.Round(p, 4) == p);
    }

    [Fact]
    public void Splitting_evenly_differs_by_a_ten_thousandth_at_most()
    {
        var parts = Split.Evenly(100, 3);

        Assert.Equal([33.3334m, 33.3333m, 33.3333m], parts);
    }
}
