using System.Collections;
using System.Globalization;
using FsCheck.Xunit;
using Plumbline.Fiscal;

namespace Plumbline.Plans;

public class PlanTextTests
{
    [Property]
    public void The_text_gives_back_the_content(int seed)
    {
        var content = SomePlan.Arbitrary(seed);
        Assert.Equal(content, PlanText.Read(PlanText.Of(content)));
    }

    [Fact]
    public void The_text_of_a_signed_plan_never_changes()
    {
        var content = new BusinessPlanContent(new Period(new Month(2027, 1), 6))
        {
            Quotas = [new(new Month(2027, 2)) { Revenue = 10_000.50m, Margin = 2_500.00m }],
            Goals = [new("k1") { Statement = "Two\nlines", ByWhen = new(2027, 6, 30), IsPersonal = true }],
            Forecast = [new("k1") { AccountId = 7, Confidence = 0.60m, Months = [new(new Month(2027, 1)) { Margin = -1 }] }],
        };

        const string expected = "plan 1\t2027-01\t6\ngoals.k1.statement\tTwo\\nlines\ngoals.k1.by\t2027-06-30\ngoals.k1.personal\tyes\n"
            + "quotas.2027-02.revenue\t10000.5\nquotas.2027-02.margin\t2500\nforecast.k1.account\t7\nforecast.k1.confidence\t0.6\nforecast.k1.2027-01.margin\t-1\n";
        Assert.Equal(expected, PlanText.Of(content));
        Assert.Equal("5fc6f529f23677ba904d66e5f83e2c325b5336506b7a8cbdb88c735e5d166206", PlanText.Hash(expected));
    }

    [Fact]
    public void The_hash_tells_every_field()
    {
        var full = SomePlan.Full();
        var hash = PlanText.Hash(PlanText.Of(full));
        var lines = PlanLines.Of(full).ToList();

        Assert.All(lines, line =>
        {
            var cleared = PlanLines.Write(full, line.Path, "");
            Assert.NotEqual(hash, PlanText.Hash(PlanText.Of(cleared)));
            var back = PlanLines.Write(cleared, line.Path, line.Value);
            Assert.Equal(hash, PlanText.Hash(PlanText.Of(back)));
        });
        Assert.Equal(SomePlan.Places(["k1", "k2"]).Count(), lines.Count);
    }

    [Fact]
    public void The_hash_tells_the_period() =>
        Assert.NotEqual(PlanText.Of(new BusinessPlanContent(SomePlan.HalfYear)), PlanText.Of(new BusinessPlanContent(SomePlan.HalfYear.Next)));

    [Fact]
    public void Every_property_of_the_content_has_its_field() => AssertNothingIsDefault(SomePlan.Full());

    [Fact]
    public void No_two_fields_share_a_path()
    {
        var paths = SomePlan.Places(["k1"]).Select(p => p.Path).ToList();
        Assert.Equal(paths.Count, paths.Distinct().Count());
    }

    [Fact]
    public void Every_number_of_a_record_that_a_text_holds_is_found()
    {
        foreach (var full in (PlanContent[])[SomePlan.Full(), SomePlan.Full(SomeAccountPlan.Blank)])
        {
            var numbers = PlanLines.Of(full).Where(l => l.Field.Kind == PlanFieldKind.Reference).Select(l => long.Parse(l.Value, CultureInfo.InvariantCulture)).ToHashSet();
            Assert.NotEmpty(numbers);
            Assert.Equal(numbers, PlanReferences.In(PlanText.Of(full)).Select(r => r.Id).ToHashSet());
        }

        Assert.Equal([(PlanReferred.Account, 11), (PlanReferred.Product, 21)], PlanReferences.In(PlanText.Of(SomePlan.Content())).Order());
    }

    [Fact]
    public void A_field_that_the_form_no_longer_has_is_left_out()
    {
        var text = PlanText.Of(SomePlan.Content());
        Assert.Equal(SomePlan.Content(), PlanText.Read(text + "goals.k1.colour\tblue\nhoroscope.sign\tleo\n"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plan 2\t2027-01\t6\n")]
    [InlineData("plan 1\t2027-01\t6\nnothing here\n")]
    [InlineData("plan 1\t2027-01\t6\nquotas.2027-01.revenue\tmuch\n")]
    public void What_is_no_plan_is_not_read_as_one(string text) => Assert.Throws<FormatException>(() => PlanText.Read(text));

    private static void AssertNothingIsDefault(object value)
    {
        foreach (var property in value.GetType().GetProperties().Where(p => p.SetMethod is not null || p.PropertyType.IsAssignableTo(typeof(IEnumerable))))
        {
            var inner = property.GetValue(value);
            var name = $"{value.GetType().Name}.{property.Name}";
            Assert.True(inner is not (null or "" or false or 0m or 0L), $"{name} is not filled in by any field of the form.");
            switch (inner)
            {
                case string:
                    break;
                case IEnumerable rows:
                    Assert.NotEmpty(rows);
                    foreach (var row in rows)
                    {
                        AssertNothingIsDefault(row);
                    }

                    break;
                case LastPeriod or Market or Levels:
                    AssertNothingIsDefault(inner);
                    break;
            }
        }
    }
}
