using Microsoft.Extensions.DependencyInjection;
using Plumbline.Commitments;
using Plumbline.People;

namespace Plumbline.Signals;

/// <summary>How everyone is looked at.</summary>
public sealed class SignalRunTests
{
    private static readonly DateOnly _today = new(2026, 11, 24);

    [Fact]
    public async Task A_rule_that_fails_keeps_no_other_from_being_asked_and_what_it_found_stays()
    {
        await using var site = await TheSite.Start(adjust: builder => builder.Services.AddScoped<SignalRule, Broken>());
        var mary = await site.Add("Mary", Roles.Salesperson);
        await site.Change(db =>
        {
            db.Add(Signal.Raise("broken", new(mary.Id, "a", 1, _today, "Found before", "Words", [], new("Do it", "today")), _today));
            db.Add(new Commitment(CommitmentKind.Tactic, "plan/1/tactics.1", mary.Id, "Send the offer", new(2026, 11, 1), _today.AddDays(-9)));
        });
        await SignalNights.Night(site);
        Assert.Single(await SignalNights.Open(site, mary, "promise-overdue"));
        Assert.Single(await SignalNights.Open(site, mary, "broken"));
    }

    private sealed class Broken : SignalRule
    {
        public override string Key => "broken";

        public override string Name => "Broken";

        public override RuleGroup Group => RuleGroup.Pipeline;

        public override string Says(decimal limit) => "It fails.";

        public override Task<IReadOnlyList<Finding>> Look(Watch watch, CancellationToken cancel) => throw new InvalidOperationException("It fails.");
    }
}
