using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Plumbline.Pipeline;

public class PipelinePastTests
{
    private static readonly DateOnly _first = new(2026, 1, 5);
    private static readonly StageList _stages = new([]);

    private static DateTimeOffset Begin(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    [Property(MaxTest = 300)]
    public bool After_any_sequence_of_changes_the_pipeline_as_of_any_day_is_what_was_recorded_then(PositiveInt seed, PositiveInt length)
    {
        var chance = new Random(seed.Get);
        var opportunities = new List<Opportunity>();
        var history = new List<OpportunityChange>();
        var recorded = new List<Dictionary<long, OpportunityValues>>();
        var days = Math.Min(length.Get, 25);
        for (var i = 0; i < days; i++)
        {
            var day = _first.AddDays(i);
            for (var n = chance.Next(4); n > 0; n--)
            {
                Something(chance, day, Begin(day).AddHours(20 - n), opportunities, history);
            }

            recorded.Add(opportunities.ToDictionary(o => o.Id, o => o.Values));
        }

        // Days before the first and after the last are as good as any.
        return Enumerable.Range(-1, days + 2).All(i =>
        {
            var day = _first.AddDays(i);
            var was = i < 0 ? [] : recorded[Math.Min(i, days - 1)];
            var rebuilt = opportunities.Select(o => (o.Id, Was: PipelinePast.AsOf(o, history.Where(c => c.OpportunityId == o.Id).Reverse(), day, Begin(day.AddDays(1)))))
                .Where(o => o.Was is not null).ToDictionary(o => o.Id, o => o.Was!.Value);
            return was.Count == rebuilt.Count && was.All(w => rebuilt.TryGetValue(w.Key, out var then) && then == w.Value);
        });
    }

    [Fact]
    public void History_that_tells_new_values_only_counts_from_its_day_on_and_what_was_before_the_first_is_what_stands_before_it()
    {
        var now = new Opportunity { System = "crm", ExternalId = "1", Name = "Deal", Id = 1, Stage = "Close", Amount = 500, Opened = _first, SalespersonId = 7 };
        OpportunityChange[] history =
        [
            new() { OpportunityId = 1, At = Begin(_first.AddDays(10)), Stage = "Propose" },
            new() { OpportunityId = 1, At = Begin(_first.AddDays(20)), Stage = "Close", StageBefore = "Propose", Amount = 500, AmountBefore = 300, KnowsBefore = true },
        ];

        Assert.Null(AsOf(-1));
        Assert.Equal(("Close", 300m), (AsOf(5)!.Value.Stage, AsOf(5)!.Value.Amount!.Value));
        Assert.Equal(("Propose", 300m), (AsOf(10)!.Value.Stage, AsOf(10)!.Value.Amount!.Value));
        Assert.Equal(("Close", 500m), (AsOf(20)!.Value.Stage, AsOf(20)!.Value.Amount!.Value));

        OpportunityValues? AsOf(int days) => PipelinePast.AsOf(now, history, _first.AddDays(days), Begin(_first.AddDays(days + 1)));
    }

    [Fact]
    public void Without_any_history_the_days_of_opening_and_closing_tell_what_was_open()
    {
        var won = new Opportunity { System = "crm", ExternalId = "1", Name = "Deal", State = OpportunityState.Won, Opened = _first, Closed = _first.AddDays(10) };

        Assert.Equal([null, OpportunityState.Open, OpportunityState.Open, OpportunityState.Won], new[] { -1, 0, 9, 10 }.Select(d => PipelinePast.AsOf(won, [], _first.AddDays(d), Begin(_first.AddDays(d + 1)))?.State));
    }

    [Fact]
    public void What_changed_is_told_from_both_ends_for_those_who_are_looked_at()
    {
        var before = new OpportunityValues(OpportunityState.Open, "Lead", 100, _first, 7);

        Assert.Equal([PipelineMove.New], Moves(null, before));
        Assert.Equal([PipelineMove.New, PipelineMove.Won], Moves(null, before with { State = OpportunityState.Won }));
        Assert.Equal([PipelineMove.Moved, PipelineMove.Up, PipelineMove.Pushed], Moves(before, before with { Stage = "Close", Amount = 150, ExpectedClose = _first.AddDays(9) }));
        Assert.Equal([PipelineMove.Lost], Moves(before, before with { State = OpportunityState.Lost, Stage = "Lost" }));
        Assert.Equal([PipelineMove.Reopened], Moves(before with { State = OpportunityState.Lost }, before));
        Assert.Equal([PipelineMove.HandedOver], Moves(before, before with { SalespersonId = 8 }));
        Assert.Equal([PipelineMove.New], Moves(before with { SalespersonId = 8 }, before));
        Assert.Empty(Moves(before, before));

        static IEnumerable<PipelineMove> Moves(OpportunityValues? before, OpportunityValues after) => PipelineMoves.Between(before, after, person => person == 7);
    }

    private static void Something(Random chance, DateOnly day, DateTimeOffset at, List<Opportunity> opportunities, List<OpportunityChange> history)
    {
        if (opportunities.Count == 0 || chance.Next(4) == 0)
        {
            var opened = Opportunity.Open($"k-{opportunities.Count}", "Deal", Stage(chance, OpportunityState.Open), chance.Next(3) + 1, day.AddDays(chance.Next(40)), day);
            opened.Id = opportunities.Count + 1;
            opened.Value(chance.Next(2) == 0 ? null : chance.Next(5) * 100);
            opportunities.Add(opened);
            history.Add(OpportunityChange.Opening(opened, at));
            return;
        }

        var one = opportunities[chance.Next(opportunities.Count)];
        var before = one.Values;
        try
        {
            Change(chance, one, day);
        }
        catch (RefusedException)
        {
            // What may not be is tried, too, and must leave no trace.
            Assert.Equal(before, one.Values);
        }

        if (OpportunityChange.Between(one.Id, before, one.Values, at) is { } change)
        {
            change.Id = history.Count + 1;
            history.Add(change);
        }
    }

    private static void Change(Random chance, Opportunity one, DateOnly day)
    {
        Action[] all =
        [
            () => one.MoveTo(Stage(chance, OpportunityState.Open)),
            () => one.Value(chance.Next(3) == 0 ? null : chance.Next(5) * 100),
            () => one.Expect(day.AddDays(chance.Next(-2, 60)), day),
            () => one.GiveTo(chance.Next(3) + 1),
            () => one.Win(Stage(chance, OpportunityState.Won), chance.Next(5) * 100, day.AddDays(chance.Next(-3, 2)), null, null, day),
            () => one.Lose(Stage(chance, OpportunityState.Lost), day, "Price", null, day),
            () => one.Reopen(Stage(chance, OpportunityState.Open), day.AddDays(chance.Next(20)), day),
        ];
        all[chance.Next(all.Length)]();
    }

    private static Stage Stage(Random chance, OpportunityState state)
    {
        var fitting = _stages.Of(RecordedHere.System).Where(s => s.State == state).ToList();
        return fitting[chance.Next(fitting.Count)];
    }
}
