using FsCheck.Xunit;

namespace Plumbline.Plans;

public class PlanEditTests
{
    private const string January = "quotas.2027-01.revenue";

    [Theory]
    [InlineData(January, "12,500.50", "12500.5")]
    [InlineData(January, "€ 12.500,50", "12500.5")]
    [InlineData("forecast.k1.confidence", "60%", "0.6")]
    [InlineData("forecast.k1.confidence", "60", "0.6")]
    [InlineData("forecast.k1.2027-03.margin", "(200)", "-200")]
    [InlineData("goals.g1.by", "30 Jun", "2027-06-30")]
    [InlineData("goals.g1.statement", " Two\r\nlines ", "Two\nlines")]
    [InlineData("goals.g1.personal", "on", "yes")]
    [InlineData(January, "", "")]
    public void What_is_typed_is_taken_in_canonical_form(string path, string typed, string value)
    {
        var before = SomePlan.Content();

        var result = PlanEdits.Apply(before, [new(path, PlanLines.Read(before, path), typed)]);

        Assert.Equal([(path, value)], result.Taken);
        Assert.Equal(value, PlanLines.Read(result.Content, path));
    }

    [Theory]
    [InlineData(January, "a lot")]
    [InlineData(January, "-5")]
    [InlineData(January, "12%")]
    [InlineData(January, "900000000000")]
    [InlineData("forecast.k1.confidence", "160%")]
    [InlineData("forecast.k1.account", "Corner Bakery")]
    [InlineData("goals.g1.by", "3/4/2027")]
    [InlineData("quotas.2028-01.revenue", "5")]
    [InlineData("goals.g1.colour", "blue")]
    [InlineData("nonsense", "5")]
    public void What_cannot_be_read_is_refused_in_words_and_changes_nothing(string path, string typed)
    {
        var before = SomePlan.Content();

        var result = PlanEdits.Apply(before, [new(path, "", typed)]);

        Assert.Equal(path, Assert.Single(result.Problems).Edit.Path);
        Assert.NotEmpty(result.Problems[0].Words);
        Assert.Equal(before, result.Content);
    }

    [Fact]
    public void Two_who_edit_different_fields_both_succeed()
    {
        var seen = SomePlan.Content();

        var first = PlanEdits.Apply(seen, [new(January, "10000", "11000")]);
        var second = PlanEdits.Apply(first.Content, [new("quotas.2027-01.margin", "2500", "2600")]);

        Assert.Empty(second.Conflicts);
        Assert.Equal((11_000m, 2_600m), (second.Content.Business.Quotas[0].Revenue, second.Content.Business.Quotas[0].Margin));
    }

    [Fact]
    public void Two_who_edit_the_same_field_are_told_with_both_values()
    {
        var first = PlanEdits.Apply(SomePlan.Content(), [new(January, "10000", "11000")]);
        var second = PlanEdits.Apply(first.Content, [new(January, "10000", "12000"), new("last.worked", "", "Visits")]);

        var conflict = Assert.Single(second.Conflicts);
        Assert.Equal(("11000", "12000"), (conflict.Theirs, conflict.Mine));
        Assert.Equal(11_000, second.Content.Business.Quotas[0].Revenue);
        Assert.Equal("Visits", second.Content.Business.LastPeriod.Worked);
    }

    [Fact]
    public void Two_who_type_the_same_do_not_conflict() =>
        Assert.Empty(PlanEdits.Apply(SomePlan.Content(11_000), [new(January, "10000", "11.000,00")]).Conflicts);

    [Fact]
    public void A_row_is_added_by_its_first_field_and_deleted_with_its_last()
    {
        var added = PlanEdits.Apply(SomePlan.Content(), [new("goals.new.statement", "", "Win"), new("goals.new.commit", "", "5")]).Content;
        Assert.Equal("Win", Assert.Single(added.Business.Goals).Statement);

        var deleted = PlanEdits.Apply(added, PlanEdits.Deleting(added, PlanSection.Goals, "new")).Content;
        Assert.Equal(SomePlan.Content(), deleted);
    }

    [Fact]
    public void A_row_that_someone_else_changed_is_not_deleted_unseen()
    {
        var seen = SomePlan.Content() with { Goals = [new("k1") { Statement = "Win", Commit = 5 }] };
        var changed = PlanEdits.Apply(seen, [new("goals.k1.commit", "5", "6")]).Content;

        var result = PlanEdits.Apply(changed, PlanEdits.Deleting(seen, PlanSection.Goals, "k1"));

        Assert.Single(result.Conflicts);
        Assert.Equal(6, result.Content.Business.Goals[0].Commit);
    }

    [Property]
    public void Typing_what_a_field_shows_changes_nothing(int seed)
    {
        var content = SomePlan.Arbitrary(seed);
        var lines = PlanLines.Of(content).Where(l => l.Field.Kind is not PlanFieldKind.Text).ToList();

        var result = PlanEdits.Apply(content, lines.Select(l => new PlanEdit(l.Path, l.Value, PlanWords.Input(l.Field, l.Value))));

        Assert.Equal(lines.Count, result.Taken.Count);
        Assert.Equal(content, result.Content);
    }
}
