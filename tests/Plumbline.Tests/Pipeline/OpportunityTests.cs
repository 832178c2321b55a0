using Plumbline.Companies;

namespace Plumbline.Pipeline;

public class OpportunityTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);
    private static readonly StageList _stages = new([]);

    private static Opportunity Opened() => Opportunity.Open("k-1", "Renewal", Of("Lead"), 7, _today.AddDays(30), _today);

    private static Stage Of(string name) => _stages.The(RecordedHere.System, name);

    private static void Refuses(Refusal refusal, string? field, Action act)
    {
        var refused = Assert.Throws<RefusedException>(act);
        Assert.Equal((refusal, field), (refused.Refusal, refused.Field));
    }

    [Fact]
    public void What_is_opened_by_hand_is_open_from_today_on_at_its_stages_chance()
    {
        var opportunity = Opened();

        Assert.Equal((OpportunityState.Open, "Lead", 0.1m, _today, 7L), (opportunity.State, opportunity.Stage, opportunity.Probability!.Value, opportunity.Opened!.Value, opportunity.SalespersonId!.Value));
        Assert.Equal((RecordedHere.System, "k-1"), (opportunity.System, opportunity.ExternalId));
    }

    [Fact]
    public void It_cannot_be_opened_without_a_name_or_a_day_to_come_nor_in_a_stage_that_ends_it()
    {
        Refuses(Refusal.Invalid, nameof(Opportunity.Name), () => Opportunity.Open("k", "  ", Of("Lead"), 7, _today, _today));
        Refuses(Refusal.Invalid, nameof(Opportunity.ExpectedClose), () => Opportunity.Open("k", "Deal", Of("Lead"), 7, _today.AddDays(-1), _today));
        Refuses(Refusal.Invalid, nameof(Opportunity.Stage), () => Opportunity.Open("k", "Deal", Of("Won"), 7, _today, _today));
        Refuses(Refusal.Invalid, null, () => Opportunity.Open("no key!", "Deal", Of("Lead"), 7, _today, _today));
    }

    [Fact]
    public void It_is_won_for_an_amount_on_a_day_that_is_not_to_come_and_what_was_planned_is_dropped()
    {
        var opportunity = Opened();
        opportunity.PlanNext("Call", _today.AddDays(2), _today);
        Refuses(Refusal.Invalid, nameof(Opportunity.Amount), () => opportunity.Win(Of("Won"), null, _today, null, null, _today));
        Refuses(Refusal.Invalid, nameof(Opportunity.Closed), () => opportunity.Win(Of("Won"), 100, _today.AddDays(1), null, null, _today));
        Refuses(Refusal.Invalid, nameof(Opportunity.Closed), () => opportunity.Win(Of("Won"), 100, _today.AddDays(-1), null, null, _today));
        Refuses(Refusal.Invalid, nameof(Opportunity.Stage), () => opportunity.Win(Of("Lost"), 100, _today, null, null, _today));

        opportunity.Win(Of("Won"), 100, _today, "Price", " Rival ", _today);
        Assert.Equal("Rival", opportunity.Competitor);

        Assert.Equal((OpportunityState.Won, "Won", 100m, _today, "Price", null), (opportunity.State, opportunity.Stage, opportunity.Amount!.Value, opportunity.Closed!.Value, opportunity.Reason, opportunity.NextStep));
    }

    [Fact]
    public void A_loss_needs_its_reason_and_a_competitor_known_before_stays_known()
    {
        var opportunity = Opened();
        opportunity.Meet("Northwind");
        Refuses(Refusal.Invalid, nameof(Opportunity.Reason), () => opportunity.Lose(Of("Lost"), _today, " ", null, _today));

        opportunity.Lose(Of("Lost"), _today, "Price", null, _today);

        Assert.Equal((OpportunityState.Lost, "Price", "Northwind"), (opportunity.State, opportunity.Reason, opportunity.Competitor));
    }

    [Fact]
    public void What_ended_is_not_moved_planned_or_ended_again_until_it_is_reopened()
    {
        var opportunity = Opened();
        opportunity.Lose(Of("Lost"), _today, "Price", null, _today);
        Refuses(Refusal.Conflict, null, () => opportunity.MoveTo(Of("Proposal")));
        Refuses(Refusal.Conflict, null, () => opportunity.PlanNext("Call", _today, _today));
        Refuses(Refusal.Conflict, null, () => opportunity.Win(Of("Won"), 1, _today, null, null, _today));
        Refuses(Refusal.Conflict, null, () => opportunity.Expect(_today.AddDays(9), _today));

        opportunity.Reopen(Of("Proposal"), _today.AddDays(9), _today);

        Assert.Equal((OpportunityState.Open, "Proposal", null, null), (opportunity.State, opportunity.Stage, opportunity.Closed, opportunity.Reason));
        Refuses(Refusal.Conflict, null, () => opportunity.Reopen(Of("Lead"), _today, _today));
    }

    [Fact]
    public void A_next_step_has_a_day_that_is_to_come_but_one_that_is_overdue_may_stay()
    {
        var opportunity = Opened();
        Refuses(Refusal.Invalid, nameof(Opportunity.NextStepDue), () => opportunity.PlanNext("Call", null, _today));
        Refuses(Refusal.Invalid, nameof(Opportunity.NextStep), () => opportunity.PlanNext("", _today, _today));
        Refuses(Refusal.Invalid, nameof(Opportunity.NextStepDue), () => opportunity.PlanNext("Call", _today.AddDays(-1), _today));
        Refuses(Refusal.Invalid, nameof(Opportunity.NextStepDue), () => opportunity.PlanNext("Call", _today.AddYears(1).AddDays(1), _today));
        opportunity.PlanNext("Call", _today, _today);

        opportunity.PlanNext("Call", _today, _today.AddDays(5));

        Assert.Equal(_today, opportunity.NextStepDue);
    }

    [Fact]
    public void A_crm_keeps_all_of_its_fields_but_those_that_the_company_keeps()
    {
        var theirs = new Opportunity { System = "salesforce", ExternalId = "1", Name = "Deal" };

        Assert.Equal(OpportunityFields.None, theirs.Editable(OpportunityFields.None));
        Assert.Equal(OpportunityFields.Stage, theirs.Editable(OpportunityFields.Stage));
        Assert.Equal(OpportunityFields.All, Opened().Editable(OpportunityFields.None));
    }

    [Fact]
    public void Stages_of_several_systems_stand_in_one_column_where_they_are_called_the_same_and_what_no_list_has_comes_last()
    {
        var stages = new StageList(
        [
            new() { System = "crm", ExternalId = "20", Name = "Close", Order = 2 },
            new() { System = "crm", ExternalId = "10", Name = "lead", Order = 1, Probability = 0.2m },
            new() { System = "crm", ExternalId = "30", Name = "Done", Order = 3, State = OpportunityState.Won },
        ]);

        var columns = stages.Columns(new HashSet<string> { "crm", RecordedHere.System }, [("10", 0.2m), ("Odd", 0.6m), ("Odder", null)]);

        Assert.Equal(["Lead", "Qualified", "Proposal", "Negotiation", "Close", "Odder", "Odd"], columns.Select(c => c.Name));
        Assert.Contains("10", columns[0].Texts);
        Assert.Equal("Done", stages.First("crm", OpportunityState.Won).Name);
    }

    [Fact]
    public void What_is_usual_at_a_stage_is_the_median_of_what_closed_and_too_few_tell_nothing()
    {
        var day = new DateOnly(2026, 1, 1);
        var journeys = Enumerable.Range(1, 11).Select(i => new StageJourney([("Lead", day), ("Close", day.AddDays(i))], day.AddDays(i + 30), i <= 3)).ToList();
        var history = new StageHistory([.. journeys, .. Enumerable.Range(0, 4).Select(_ => new StageJourney([("Rare", day)], day.AddDays(9), true))]);

        var (lead, rare) = (Column("Lead", 0.9m), Column("Rare", 0.4m));

        Assert.Equal(new UsualAtStage(6, 11, 3), history.At(lead));
        Assert.Equal(0.2727m, history.ChanceAt(lead));
        Assert.Equal(new UsualAtStage(null, 4, 4), history.At(rare));
        Assert.Equal((0.4m, StageHistory.DaysAssumed), (history.ChanceAt(rare)!.Value, history.PatienceAt(rare)));
        Assert.Null(history.ChanceAt(Column("Unheard of", null)));

        // Stalled is what stands longer than 85 of 100 that were won; those that were lost stood longest, and tell nothing.
        var many = new StageHistory([.. Enumerable.Range(1, 20).Select(i => new StageJourney([("Lead", day)], day.AddDays(i), true)), .. Enumerable.Range(0, 20).Select(_ => new StageJourney([("Lead", day)], day.AddDays(300), false))]);
        Assert.Equal(17, many.PatienceAt(lead));
        Assert.Equal(StageHistory.DaysAssumed, history.PatienceAt(lead));

        static StageColumn Column(string name, decimal? chance) => new(name, OpportunityState.Open, chance, true, [name]);
    }

    [Fact]
    public void Coverage_is_qualified_pipeline_against_what_is_missing_and_a_month_above_its_quota_makes_up_for_no_other()
    {
        var thin = new CoverageLine(new(2026, 11), Open: 900, Qualified: 600, Weighted: 300, Quota: 1_000, Booked: 700);
        var reached = new CoverageLine(new(2026, 12), Open: 100, Qualified: 100, Weighted: 50, Quota: 1_000, Booked: 1_500);

        Assert.Equal((300m, 2m, 300m), (thin.Remaining!.Value, thin.Coverage!.Value, thin.ToCreate(3)!.Value));
        Assert.Equal((0m, null, 0m), (reached.Remaining!.Value, reached.Coverage, reached.ToCreate(3)!.Value));
        Assert.Equal((2_000m, 300m, 700m), (CoverageLine.Sum([thin, reached]).Quota!.Value, CoverageLine.Sum([thin, reached]).Remaining!.Value, CoverageLine.Sum([thin, reached]).Qualified));
        Assert.Null(new CoverageLine(null, 1, 1, 1, null, 5).Remaining);

        // What closes in a month without a quota counts for none.
        var all = CoverageLine.Sum([thin, new CoverageLine(new(2027, 1), 5_000, 5_000, 5_000, null, 0)]);
        Assert.Equal((5_600m, 2m, 300m), (all.Qualified, all.Coverage!.Value, all.ToCreate(3)!.Value));
    }
}
