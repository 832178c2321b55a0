namespace Plumbline.Plans;

public class RowsTests
{
    private static readonly Goal _first = new("k2") { Statement = "First" };
    private static readonly Goal _second = new("k10") { Statement = "Second" };

    [Fact]
    public void Rows_are_equal_however_they_came_about()
    {
        Rows<Goal> rows = [_second, _first];

        Assert.Equal([_first, _second], rows);
        Assert.Equal(rows, ((Rows<Goal>)[_first]).With(_second));
        Assert.Equal(rows.GetHashCode(), ((Rows<Goal>)[_first, _second]).GetHashCode());
        Assert.NotEqual(rows, [_first]);
    }

    [Fact]
    public void A_row_whose_last_field_is_cleared_is_gone()
    {
        Rows<Goal> rows = [_first, _second];
        Assert.Equal([_second], rows.With(_first with { Statement = "" }));
    }

    [Fact]
    public void Two_rows_with_one_key_are_refused() =>
        Assert.Throws<RefusedException>(() => (Rows<Goal>)[_first, _second with { Key = _first.Key }]);

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("abcdefghijklmnopqrstuvwxy")]
    public void A_key_that_would_break_a_path_is_refused(string key) =>
        Assert.Throws<RefusedException>(() => (Rows<Goal>)[_first with { Key = key }]);

    [Fact]
    public void New_keys_differ_by_person_and_row_and_sort_by_time()
    {
        string[] keys = [Rows.NewKey(SomePlan.At, 1), Rows.NewKey(SomePlan.At, 2), Rows.NewKey(SomePlan.At, 1, 1), Rows.NewKey(SomePlan.At.AddSeconds(1), 1)];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[^1], keys.Order(StringComparer.Ordinal).Last());
        Assert.All(keys, key => Assert.True(Rows.IsKey(key), key));
    }

    [Fact]
    public void A_month_outside_the_period_is_refused()
    {
        var outside = SomePlan.HalfYear.Last.Plus(1);
        Assert.Throws<RefusedException>(() => SomePlan.Content() with { Quotas = [new(outside) { Revenue = 1 }] });
        Assert.Throws<RefusedException>(() => SomePlan.Content() with { Forecast = [new("k1") { Months = [new(outside) { Revenue = 1 }] }] });
    }

    [Fact]
    public void Carrying_a_plan_over_keeps_the_figures_and_drops_what_must_be_thought_anew()
    {
        var last = SomePlan.Full();

        var next = last.CarryOver(SomePlan.HalfYear.Next);

        Assert.Equal(last.QuotaOf(last.Period), next.QuotaOf(next.Period));
        Assert.Equal(last.ForecastOf(last.Period), next.ForecastOf(next.Period));
        Assert.Equal(last.Quotas[1].Revenue, next.Quota(last.Quotas[1].Month.Plus(6)).Revenue);
        Assert.All(next.Goals, g => Assert.Null(g.ByWhen));
        Assert.Empty(next.Commitments);
        Assert.Empty(next.Marketing);
    }
}
