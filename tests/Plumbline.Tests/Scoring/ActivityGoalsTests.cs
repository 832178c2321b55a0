using FsCheck.Xunit;
using Plumbline.Fiscal;
using Plumbline.People;

namespace Plumbline.Scoring;

public class ActivityGoalsTests
{
    private static readonly Month _march = new(2026, 3);

    [Fact]
    public void The_goals_of_the_version_whose_quota_counts_are_those_of_the_month()
    {
        AgreedQuota[] versions = [new(1, _march, 10, null, new(2026, 2, 1), 1), new(1, _march, 12, null, new(2026, 3, 20), 2), new(1, _march, 15, null, new(2026, 4, 2), 3)];
        AgreedActivity[] goals = [new(1, _march, 7, 5, new(2026, 2, 1), 1), new(1, _march, 8, 1, new(2026, 2, 1), 1), new(1, _march, 7, 6, new(2026, 3, 20), 2), new(1, _march, 7, 9, new(2026, 4, 2), 3)];

        var goal = Assert.Single(ActivityGoals.InForce(versions, goals)[(1, _march)]);

        Assert.Equal((7L, 6m), (goal.TypeId, goal.PerWeek)); // Type 8 was given up with version 2.
        Assert.Empty(ActivityGoals.InForce(versions, goals.Where(g => g.Version != 2)));
    }

    [Fact]
    public void A_goal_is_cut_to_the_days_at_work_and_paced_by_those_gone()
    {
        var days = new ActivityDays(new(2026, 3, 2), new(2026, 3, 8), Days: 4, DaysGone: 2, new Dictionary<long, int> { [7] = 3 });

        Assert.Equal(new ActivityProgress(3, 4, 2), days.Against(7, 5));
        Assert.Equal(1.5m, days.Against(7, 5).Pace);
        Assert.Equal((0, null), (days.Against(8, 0).Done, days.Against(8, 0).Pace));
    }

    [Fact]
    public void More_of_one_does_not_make_up_for_less_of_another()
    {
        var score = ActivityScore.Of(new(100, 20, 10)) + ActivityScore.Of(new(1, 8, 4)) + ActivityScore.Of(new(3, 0, 0));

        Assert.Equal((2, 0.625m), (score.Goals, score.Share));
        Assert.Null(default(ActivityScore).Share);
    }

    [Property]
    public bool A_week_holds_its_day_and_begins_where_it_should(int day, DayOfWeek begins)
    {
        var on = new DateOnly(2026, 1, 1).AddDays(day % 100_000 is var d && d < 0 ? -d : day % 100_000);
        var week = Week.Of(on, begins);
        return week.FirstDay <= on && on <= week.LastDay && week.FirstDay.DayOfWeek == begins && week.Plus(1).Plus(-1) == week && week.Plus(1).FirstDay == week.LastDay.AddDays(1);
    }

    [Property]
    public bool Days_at_work_are_those_counted_one_by_one(int seed)
    {
        var chance = new Random(seed);
        DateOnly Day() => new DateOnly(2026, 1, 1).AddDays(chance.Next(120));
        var person = new Person { Name = "Anna", Joined = chance.Next(2) == 0 ? Day() : null, Left = chance.Next(3) == 0 ? Day() : null };
        Absence[] absences = [.. Enumerable.Range(0, chance.Next(4)).Select(_ => Day()).Select(d => new Absence { PersonId = 0, From = d, Until = d.AddDays(chance.Next(20)) })];
        var (first, last) = (Day(), Day());
        var expected = Enumerable.Range(0, Math.Max(0, last.DayNumber - first.DayNumber + 1)).Select(first.AddDays)
            .Count(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !(person.Joined > d) && !(person.Left < d) && !absences.Any(a => a.From <= d && a.Until >= d));

        return new Roster([person], [], absences).DaysAtWork(0, first, last) == expected;
    }
}
