using Plumbline.People;

namespace Plumbline.Inspection;

public class StandingTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);
    private static readonly CountedForm _meeting = new(1, "Meeting", FormKind.Observation, new(ValidationArea.CanSell, ""));
    private static readonly CountedForm _play = new(2, "Role-play", FormKind.RolePlay, new(ValidationArea.CanSell, ""));

    [Theory]
    [InlineData(61, AreaState.Valid)]
    [InlineData(60, AreaState.Due)]
    [InlineData(0, AreaState.Due)]
    [InlineData(-1, AreaState.Lapsed)]
    public void What_was_passed_is_valid_then_due_then_lapsed(int days, AreaState state) => Assert.Equal(state, Of([_meeting], Passed(1, _today.AddDays(days))).State);

    [Fact]
    public void The_latest_of_a_form_counts()
    {
        Assert.Equal(AreaState.NeverSeen, Of([_meeting]).State);
        Assert.Equal(AreaState.Failed, Of([_meeting], Passed(1, _today.AddDays(300)), Failed(1, _today)).State);
        Assert.Equal(AreaState.Valid, Of([_meeting], Failed(1, _today.AddDays(-400)), Passed(1, _today.AddDays(300))).State);
    }

    [Fact]
    public void An_area_stands_as_its_worst_form()
    {
        Assert.Equal(AreaState.NeverSeen, Of([_meeting, _play], Passed(1, _today.AddDays(300))).State);
        Assert.Equal((AreaState.Failed, 2L), Of([_meeting, _play], Passed(1, _today.AddDays(300)), Failed(2, _today)) is var failed ? (failed.State, failed.Decides.Form.Id) : default);
        var both = Of([_meeting, _play], Passed(1, _today.AddDays(300)), Passed(2, _today.AddDays(200)));
        Assert.Equal((true, _today.AddDays(200)), (both.IsValidated, both.Decides.Day)); // Until the first of them lapses.
    }

    [Fact]
    public void What_observers_differ_by_is_told_from_three_pairs_on()
    {
        var (mary, ann, paul) = (Person("Mary"), Person("Ann"), Person("Paul"));
        var form = SomeForm.Of(SomeForm.Meeting);
        var seen = Enumerable.Range(1, 3).SelectMany(day => new[] { SomeForm.Shared(mary, form, ann, _today.AddDays(-day), 5), SomeForm.Shared(mary, form, paul, _today.AddDays(-day), day == 1 ? 2 : 3) }).ToList();
        Assert.Empty(Drift.Of(seen.Take(4)));
        Assert.Empty(Drift.Of(seen.Where(s => s.ObserverId == ann.Id)));

        var told = Drift.Of(seen).ToDictionary(d => d.ObserverId);
        Assert.Equal((3, 2.33m, -2.33m), (told[ann.Id].Pairs, Math.Round(told[ann.Id].Difference, 2), Math.Round(told[paul.Id].Difference, 2)));
    }

    private static Person Person(string name)
    {
        var person = new Person { Name = name };
        typeof(Person).GetProperty(nameof(People.Person.Id))!.SetValue(person, (long)name.Length + name[0]);
        return person;
    }

    private static AreaStanding Of(CountedForm[] forms, params FormResult[] results) => Assert.Single(AreaStanding.Of(forms, results, _today));

    private static FormResult Passed(long form, DateOnly until) => new(until.DayNumber, 9, form, until.AddYears(-1), true, until);

    private static FormResult Failed(long form, DateOnly on) => new(on.DayNumber, 9, form, on, false, null);
}
