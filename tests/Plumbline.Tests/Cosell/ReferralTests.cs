using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Plumbline.Pipeline;

namespace Plumbline.Cosell;

public class ReferralTests
{
    private const long Mary = 1;
    private static readonly DateOnly _today = new(2026, 11, 24);
    private static readonly ReferralOutline _deal = new() { Vendor = "Hearth", Name = "Ovens for Aurora", HasConsent = true, ExpiresOn = new(2026, 12, 10) };

    [Fact]
    public void It_goes_from_new_to_won_and_back_by_a_word()
    {
        var referral = Noted(_deal);
        Assert.Equal(Refusal.Conflict, Refused(() => Move(referral, ReferralState.Won)).Refusal);
        Move(referral, ReferralState.Shared);
        Move(referral, ReferralState.Active);
        Assert.Equal("Value", Refused(() => Move(referral, ReferralState.Won)).Field);
        referral.Move(ReferralState.Won, _today, 12_500, "", Mary, _today);
        Assert.Equal((12_500m, false, _today), (referral.Outline.Value!.Value, referral.IsOpen, referral.Since));

        Assert.Equal(Refusal.Conflict, Refused(() => referral.Write(_deal, Mary, null, null)).Refusal);
        Assert.Equal([ReferralState.Active], referral.Moves);
        Assert.Equal("Words", Refused(() => Move(referral, ReferralState.Active)).Field);
        Move(referral, ReferralState.Active, "They took the order back");
        Assert.Equal((ReferralState.Active, 5), (referral.State, referral.Steps.Count));
    }

    [Fact]
    public void Nobody_is_named_to_a_vendor_without_consent()
    {
        var silent = _deal with { HasConsent = false };
        var referral = Noted(silent);
        Assert.Equal("State", Refused(() => Move(referral, ReferralState.Shared)).Field);
        referral.Write(_deal, Mary, null, null);
        Move(referral, ReferralState.Shared);
        Assert.Equal("HasConsent", Refused(() => referral.Write(silent, Mary, null, null)).Field);
        Assert.Equal("Kind", Refused(() => referral.Write(_deal with { Kind = ReferralKind.Private }, Mary, null, null)).Field);
        Assert.Equal("IsFromVendor", Refused(() => referral.Write(_deal with { IsFromVendor = true }, Mary, null, null)).Field);

        // What is private, or came from the vendor, is not shared.
        foreach (var needless in new[] { silent with { Kind = ReferralKind.Private }, silent with { IsFromVendor = true } })
        {
            var active = Noted(needless);
            Assert.DoesNotContain(ReferralState.Shared, active.Moves);
            Move(active, ReferralState.Active);
            Assert.Equal("HasConsent", Refused(() => active.Write(silent, Mary, null, null)).Field);
        }
    }

    [Fact]
    public void Why_it_is_closed_is_said_and_when()
    {
        var referral = Noted(_deal);
        Move(referral, ReferralState.Shared);
        Assert.Equal("Words", Refused(() => Move(referral, ReferralState.Declined)).Field);
        Assert.Equal("On", Refused(() => referral.Move(ReferralState.Declined, _today.AddDays(1), null, "No", Mary, _today)).Field);
        Assert.Equal("On", Refused(() => referral.Move(ReferralState.Declined, _today.AddDays(-1), null, "No", Mary, _today)).Field);
        Move(referral, ReferralState.Declined, "Too small");
        Assert.Equal("Too small", referral.Reason);
        Assert.Equal([ReferralState.Shared], referral.Moves); // Opened again it is where it was.

        var expired = Noted(_deal);
        Move(expired, ReferralState.Expired);
        Assert.Equal([ReferralState.New], expired.Moves);
    }

    [Fact]
    public void Won_needs_an_opportunity_or_a_value()
    {
        var referral = new Referral("k", _deal, Mary, null, 7, Mary, _today);
        Move(referral, ReferralState.Shared);
        Move(referral, ReferralState.Active);
        Move(referral, ReferralState.Won);
        Assert.Equal(ReferralState.Won, referral.State);
    }

    [Fact]
    public void What_our_opportunity_came_to_is_told_while_it_is_open()
    {
        var referral = Noted(_deal);
        Move(referral, ReferralState.Shared);
        Assert.Equal((ReferralState.Won, ReferralState.Lost, null), (referral.ToldBy(OpportunityState.Won), referral.ToldBy(OpportunityState.Lost), referral.ToldBy(OpportunityState.Open)));
        Assert.True(referral.ExpiresBefore(new(2026, 12, 11)));
        Assert.False(referral.ExpiresBefore(new(2026, 12, 10)));
        Assert.False(referral.ExpiresBefore(null));
        Move(referral, ReferralState.Duplicate, "Theirs is older");
        Assert.Null(referral.ToldBy(OpportunityState.Won));
        Assert.False(referral.ExpiresBefore(new(2026, 12, 11)));
    }

    [Fact]
    public void A_vendor_that_was_never_told_is_told_nothing_and_it_is_closed_here()
    {
        foreach (var unshared in new[] { _deal with { HasConsent = false }, _deal, _deal with { Kind = ReferralKind.Private } })
        {
            var referral = Noted(unshared);
            Assert.Equal((false, null, null), (referral.VendorKnows, referral.ToldBy(OpportunityState.Won), referral.ToldBy(OpportunityState.Lost)));
            Assert.Equal((ReferralState.Declined, ReferralState.Lost, null), (referral.OverBy(OpportunityState.Won), referral.OverBy(OpportunityState.Lost), referral.OverBy(OpportunityState.Open)));
            Assert.Equal("Words", Refused(() => Move(referral, ReferralState.Lost)).Field);
            Move(referral, ReferralState.Lost, "They bought elsewhere");
            Assert.Null(referral.OverBy(OpportunityState.Lost));
            Assert.Equal([ReferralState.New], referral.Moves);
        }

        var worked = Noted(_deal with { Kind = ReferralKind.Private });
        Move(worked, ReferralState.Active);
        Assert.Equal((null, ReferralState.Won), (worked.ToldBy(OpportunityState.Won), worked.OverBy(OpportunityState.Won)));
        var sent = Noted(_deal with { IsFromVendor = true });
        Assert.Equal((ReferralState.Lost, null), (sent.ToldBy(OpportunityState.Lost), sent.OverBy(OpportunityState.Lost)));
        Assert.DoesNotContain(ReferralState.Lost, sent.Moves); // It awaits our answer.
        Assert.Equal(_today, sent.Since);
    }

    [Fact]
    public void What_cannot_be_is_refused_at_its_field()
    {
        foreach (var (field, outline) in new[]
        {
            ("Vendor", _deal with { Vendor = "" }), ("Name", _deal with { Name = "" }), ("Name", _deal with { Name = new('x', 201) }), ("Play", _deal with { Play = new('x', 201) }), ("Help", _deal with { Help = new('x', 2_001) }),
            ("Value", _deal with { Value = -1 }),
        })
        {
            Assert.Equal(field, Refused(() => Noted(outline)).Field);
        }

        Refused(() => _ = new Referral("no key!", _deal, Mary, null, null, Mary, _today));
    }

    [Property]
    public Property Whatever_is_tried_an_open_one_stays_told_by_its_steps_and_nothing_is_shared_without_consent(NonEmptyArray<(ReferralState To, bool Consent, bool IsPrivate)> tried)
    {
        var referral = Noted(_deal with { HasConsent = false });
        foreach (var (to, consent, isPrivate) in tried.Get)
        {
            Try(() => referral.Write(_deal with { HasConsent = consent, Kind = isPrivate ? ReferralKind.Private : ReferralKind.PartnerLed }, Mary, null, 3));
            Try(() => referral.Move(to, _today, null, "said", Mary, _today));
        }

        return (referral.Steps[^1].State == referral.State && referral.Steps[0].State == ReferralState.New
            && (referral.State != ReferralState.Shared || referral.Outline.HasConsent) && (!referral.IsOpen || referral.Outline.HasConsent || referral.Steps.All(s => s.State != ReferralState.Shared))).ToProperty();

        static void Try(Action act)
        {
            try
            {
                act();
            }
            catch (RefusedException)
            {
                // Refused before anything changed, which is what is looked at.
            }
        }
    }

    private static Referral Noted(ReferralOutline outline) => new("k", outline, Mary, null, null, Mary, _today);

    private static void Move(Referral referral, ReferralState state, string words = "") => referral.Move(state, _today, null, words, Mary, _today);

    private static RefusedException Refused(Action act) => Assert.Throws<RefusedException>(act);
}
