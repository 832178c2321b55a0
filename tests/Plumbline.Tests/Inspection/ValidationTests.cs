using Plumbline.People;

namespace Plumbline.Inspection;

public class ValidationTests
{
    private static readonly DateOnly _day = new(2026, 11, 24);
    private static readonly DateTimeOffset _now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_forms_to_begin_with_can_be_asked() => Assert.All(GoodForms.For(["Ovens", "Mixers"]), form => Assert.Equal(form, new ValidationForm(form, true).Content));

    [Fact]
    public void What_cannot_be_asked_is_refused_at_its_field()
    {
        Assert.Equal("Kind", Field(SomeForm.Quiz with { Area = ValidationArea.CanSell, Family = "" }));
        Assert.Equal("Kind", Field(SomeForm.Paper with { Area = ValidationArea.CanSell, Family = "" }));
        Assert.Equal("Family", Field(SomeForm.Quiz with { Family = "" }));
        Assert.Equal("Family", Field(SomeForm.Meeting with { Family = "Ovens" }));
        Assert.Equal("Months", Field(SomeForm.Meeting with { Months = 61 }));
        Assert.Equal("PassMark", Field(SomeForm.Meeting with { PassMark = 1.1m }));
        Assert.Equal("Criteria[0].Name", Field(SomeForm.Meeting with { Criteria = [] }));
        Assert.Equal("Criteria[0].Weight", Field(SomeForm.Meeting with { Criteria = [new("a", "A", 0, false, SomeForm.Anchors)] }));
        Assert.Equal("Criteria[0].Anchors", Field(SomeForm.Meeting with { Criteria = [new("a", "A", 1, false, ["one", "two"])] }));
        Assert.Equal("Questions[0].Choices", Field(SomeForm.Quiz with { Questions = [new("a", "A?", QuestionKind.OneRight, 1, [new("1", "x", true), new("2", "y", true)])] }));

        static string? Field(FormContent content) => Assert.Throws<RefusedException>(() => new ValidationForm(content, true)).Field;
    }

    [Fact]
    public void A_form_with_results_stays_what_it_is_for()
    {
        var form = SomeForm.Of(SomeForm.Meeting);
        Assert.Throws<RefusedException>(() => form.Write(SomeForm.Meeting with { Area = ValidationArea.RepresentsUs }, true, false, hasResults: true));
        form.Write(SomeForm.Meeting with { PassMark = 0.9m }, false, true, hasResults: true);
        Assert.Equal((0.9m, false, true), (form.Content.PassMark, form.IsRequired, form.IsRetired));
        Assert.Throws<RefusedException>(() => new Observation(1, form, 2, _day)); // It is not in use any more.
    }

    [Fact]
    public void An_observation_is_written_shared_and_acknowledged_and_then_stands()
    {
        var observation = new Observation(1, SomeForm.Of(SomeForm.Meeting), 2, _day);
        Assert.Equal("Scores[0].Score", Refused(() => observation.Share(_now, _day)));
        observation.Write(SomeForm.Noted with { Scores = [new("listen", 2, ""), new("close", 5, "")] }, _day, null, _day);
        Assert.Equal("Scores[0].Evidence", Refused(() => observation.Share(_now, _day)));
        observation.Write(SomeForm.Noted with { Action = "Role-play prices" }, _day, null, _day);
        Assert.Equal("ActionBy", Refused(() => observation.Share(_now, _day)));
        observation.Write(SomeForm.Noted, _day, null, _day);
        Assert.Throws<RefusedException>(() => observation.Acknowledge(1, "", _now)); // It is not shared yet.

        observation.Share(_now, _day);
        Assert.Equal((true, 0.75m, new DateOnly(2027, 11, 24)), (observation.Passed, observation.Score, observation.ValidUntil));
        Assert.Throws<RefusedException>(() => observation.Write(SomeForm.Noted, _day, null, _day));
        Assert.Throws<RefusedException>(() => observation.Share(_now, _day));
        Assert.Throws<RefusedException>(() => observation.Acknowledge(2, "I agree with myself", _now));
        observation.Acknowledge(1, " True ", _now);
        Assert.Equal((ValidationState.Acknowledged, "True"), (observation.State, observation.Comment));
        Assert.Throws<RefusedException>(() => observation.Acknowledge(1, "Once more", _now));
    }

    [Fact]
    public void Nobody_validates_themselves_and_a_colleague_only_who_leads()
    {
        var paul = new Person { Name = "Paul", Roles = Roles.Manager };
        Assert.Throws<RefusedException>(() => Validation.RefuseObserver(paul, paul.Id, isAbove: true));
        Validation.RefuseObserver(paul, 7, isAbove: false);
        Validation.RefuseObserver(new() { Name = "Lee", Roles = Roles.Salesperson }, 7, isAbove: true);
        Assert.Throws<RefusedException>(() => Validation.RefuseObserver(new() { Name = "Cleo", Roles = Roles.Salesperson | Roles.Administrator }, 7, isAbove: false));
    }

    [Fact]
    public void A_certificate_is_valid_to_its_last_day_or_for_the_months_of_the_form()
    {
        var form = SomeForm.Of(SomeForm.Paper);
        Assert.Equal(new(2028, 1, 31), new Certificate(1, form, 2, "B-12", _day, new(2028, 1, 31), _day).ValidUntil);
        Assert.Equal(new(2027, 11, 24), new Certificate(1, form, 2, "B-12", _day, null, _day).ValidUntil);
        Assert.Equal("ExpiresOn", Refused(() => _ = new Certificate(1, form, 2, "B-12", _day, _day.AddDays(-1), _day)));
        Assert.Equal("Number", Refused(() => _ = new Certificate(1, form, 2, "", _day, null, _day)));
    }

    private static string? Refused(Action act) => Assert.Throws<RefusedException>(act).Field;
}
