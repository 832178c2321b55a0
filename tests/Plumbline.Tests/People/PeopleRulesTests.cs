using System.Reflection;

namespace Plumbline.People;

public sealed class PeopleRulesTests
{
    private static readonly DateOnly _day = new(2026, 6, 1);

    [Fact]
    public void A_line_of_managers_does_not_lead_back()
    {
        List<Person> people = [Make(1, "Top", Roles.Manager), Make(2, "Middle", Roles.Manager, 1), Make(3, "Below", Roles.Manager, 2)];

        PeopleRules.MayReportTo(3, 1, people);
        Assert.Equal("Manager", Refused(() => PeopleRules.MayReportTo(1, 3, people)).Field);
        Assert.Equal("Manager", Refused(() => PeopleRules.MayReportTo(2, 2, people)).Field);
        Assert.Equal("Manager", Refused(() => PeopleRules.MayReportTo(2, 99, people)).Field);
    }

    [Fact]
    public void Only_a_manager_is_chosen_and_one_from_an_import_may_stay()
    {
        List<Person> people = [Make(1, "No manager", Roles.Salesperson), Make(2, "Imported", Roles.Salesperson, 1), Make(3, "Other", Roles.Salesperson)];

        PeopleRules.MayReportTo(2, 1, people);
        Assert.Contains("not a manager yet", Refused(() => PeopleRules.MayReportTo(3, 1, people)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_has_reports_stays_a_manager()
    {
        List<Person> people = [Make(1, "Paul", Roles.Manager), Make(2, "Mary", Roles.Salesperson, 1)];

        PeopleRules.MayHaveRoles(Roles.Manager | Roles.Salesperson, 1, people);
        Assert.Contains("Mary reports to this person", Refused(() => PeopleRules.MayHaveRoles(Roles.Salesperson, 1, people)).Message, StringComparison.Ordinal);
        people[1].Left = _day;
        PeopleRules.MayHaveRoles(Roles.Salesperson, 1, people);
    }

    [Fact]
    public void The_last_administrator_stays()
    {
        PeopleRules.SomeoneAdministersBesides(1, [1, 2]);
        PeopleRules.SomeoneAdministersBesides(3, [1]);
        Assert.Equal("Roles", Refused(() => PeopleRules.SomeoneAdministersBesides(1, [1])).Field);
    }

    [Fact]
    public void Nobody_is_away_twice_on_a_day()
    {
        Absence[] before = [new() { PersonId = 1, From = _day, Until = _day.AddDays(4) }];

        PeopleRules.NotAwayTwice(new() { PersonId = 2, From = _day, Until = _day }, before);
        PeopleRules.NotAwayTwice(new() { PersonId = 1, From = _day.AddDays(5), Until = _day.AddDays(6) }, before);
        Assert.Equal("From", Refused(() => PeopleRules.NotAwayTwice(new() { PersonId = 1, From = _day.AddDays(4), Until = _day.AddDays(6) }, before)).Field);
        Assert.Equal("Until", Refused(() => PeopleRules.NotAwayTwice(new() { PersonId = 1, From = _day, Until = _day.AddDays(-1) }, before)).Field);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(400)]
    public void After_a_move_the_days_before_stay_and_all_from_then_on_are_with_the_new_team(int daysIn)
    {
        List<TeamMembership> history =
        [
            new() { PersonId = 1, TeamId = 10, Until = _day.AddDays(29) },
            new() { PersonId = 1, TeamId = 11, From = _day.AddDays(30), Until = _day.AddDays(99) },
            new() { PersonId = 1, TeamId = 12, From = _day.AddDays(200) },
        ];
        var from = _day.AddDays(daysIn);
        var before = new Roster([], history, []);
        var expected = Enumerable.Range(-50, 600).Select(d => _day.AddDays(d)).Select(d => d < from ? before.TeamOn(1, d) : 13).ToList();

        var move = TeamMoves.Move(history, 1, 13, from);
        var after = new Roster([], [.. history.Except(move.Removed), move.Begun!], []);

        Assert.Equal(expected, Enumerable.Range(-50, 600).Select(d => after.TeamOn(1, _day.AddDays(d))));
    }

    [Fact]
    public void A_move_to_where_someone_is_already_is_refused_and_one_out_of_all_teams_is_not()
    {
        List<TeamMembership> history = [new() { PersonId = 1, TeamId = 10 }];

        Refused(() => TeamMoves.Move(history, 1, 10, _day));
        Assert.Null(history[0].Until);
        Assert.Null(TeamMoves.Move(history, 1, null, _day).Begun);
        Assert.Equal(_day.AddDays(-1), history[0].Until);
        Refused(() => TeamMoves.Move(history, 1, null, _day));
    }

    private static RefusedException Refused(Action act) => Assert.Throws<RefusedException>(act);

    private static Person Make(long id, string name, Roles roles, long? manager = null)
    {
        var person = new Person { Name = name, Roles = roles, ManagerId = manager };
        typeof(Person).GetProperty(nameof(Person.Id), BindingFlags.Public | BindingFlags.Instance)!.SetValue(person, id);
        return person;
    }
}
