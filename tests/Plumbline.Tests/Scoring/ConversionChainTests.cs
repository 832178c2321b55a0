using FsCheck.Xunit;
using Plumbline.Activities;

namespace Plumbline.Scoring;

public class ConversionChainTests
{
    private static readonly SellingRates _team = new()
    {
        Won = 40,
        Lost = 60,
        Opened = 200,
        Proposed = 120,
        ProposedWon = 40,
        ProposedLost = 40,
        Activities = [new(1, "Call", 900, ActivityKind.Conversation), new(2, "Meeting", 300, ActivityKind.Meeting), new(3, "Visit", 100, ActivityKind.Meeting), new(4, "Training", 50)],
    };

    [Fact]
    public void Counts_stand_beside_each_ratio_and_kinds_are_added_up()
    {
        var chain = ConversionChain.Of(_team, SellingRates.None).ToDictionary(l => l.Step);

        Assert.DoesNotContain(ChainStep.Touches, chain.Keys);
        Assert.Equal((400, 200, 2m), (chain[ChainStep.Meetings].Own.Part, chain[ChainStep.Meetings].Own.Whole, chain[ChainStep.Meetings].Own.Value!.Value.Mid));
        Assert.Equal((120, 200), (chain[ChainStep.Proposed].Own.Part, chain[ChainStep.Proposed].Own.Whole));
        Assert.InRange(chain[ChainStep.ProposalsWon].Own.Value!.Value.Mid, 0.49m, 0.51m);
        Assert.Null(chain[ChainStep.Won].Team.Value);
    }

    [Fact]
    public void Too_few_cases_tell_nothing_and_no_difference()
    {
        var own = new SellingRates { Won = 2, Lost = 2, Opened = 4, Activities = [new(1, "Call", 90, ActivityKind.Conversation)] };

        Assert.All(ConversionChain.Of(own, _team), l => Assert.Equal((null, null), (l.Own.Value, l.Difference)));
    }

    [Fact]
    public void Only_ranges_that_do_not_meet_are_called_different()
    {
        var own = new SellingRates { Won = 9, Lost = 1, Opened = 20, Activities = [new(1, "Call", 90, ActivityKind.Conversation), new(2, "Meeting", 4, ActivityKind.Meeting)] };
        var chain = ConversionChain.Of(own, _team).ToDictionary(l => l.Step, l => l.Difference);

        Assert.Equal((1, 0, -1), (chain[ChainStep.Won], chain[ChainStep.Conversations], chain[ChainStep.Meetings]));
    }

    [Property]
    public bool A_share_lies_within_its_range_and_between_nothing_and_all(byte won, byte lost)
    {
        var link = ConversionChain.Of(new() { Won = won, Lost = lost }, new() { Won = 1 }).Single(l => l.Step == ChainStep.Won);
        return link.Own.Value is { } value ? won + lost >= ConversionChain.Fewest && value.Low <= value.Mid && value.Mid <= value.High && value.Low > 0 && value.High < 1 : won + lost < ConversionChain.Fewest;
    }
}
