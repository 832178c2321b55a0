using Plumbline.Pipeline;

namespace Plumbline.Cosell;

/// <summary>A deal that is shared with a vendor: new, shared, active, then won or lost, or declined, expired or a duplicate. The vendor is told of no customer who has not consented.</summary>
public sealed class Referral
{
    private readonly List<ReferralStep> _steps = [];

    /// <summary>Notes one.</summary>
    /// <param name="key">The form's own, so that one sent twice is one.</param>
    /// <param name="outline">What it says.</param>
    /// <param name="ownerId">Who works it.</param>
    /// <param name="accountId">The customer; null where it is no account here.</param>
    /// <param name="opportunityId">Our opportunity; null where there is none.</param>
    /// <param name="by">Who notes it.</param>
    /// <param name="today">The company's day.</param>
    /// <exception cref="RefusedException">It cannot be.</exception>
    public Referral(string key, ReferralOutline outline, long ownerId, long? accountId, long? opportunityId, long by, DateOnly today)
    {
        Refuse.Unless(RecordedHere.IsKey(key), Refusal.Invalid, "Open the page anew and type it once more.");
        (Key, Outline, Vendor) = (key, outline, "");
        Since = today;
        Write(outline, ownerId, accountId, opportunityId);
        _steps.Add(new(ReferralState.New, today, by, ""));
    }

    private Referral() => (Key, Outline, Vendor) = ("", null!, "");

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>The form's own by which it was noted; unique.</summary>
    public string Key { get; private set; }

    /// <summary>What it says.</summary>
    public ReferralOutline Outline { get; private set; }

    /// <summary>The vendor, to be searched by.</summary>
    public string Vendor { get; private set; }

    /// <summary>The day after which the vendor closes it, to be searched by; null where that is not known.</summary>
    public DateOnly? ExpiresOn { get; private set; }

    /// <summary>Who works it.</summary>
    public long OwnerId { get; private set; }

    /// <summary>The customer; null where it is no account here.</summary>
    public long? AccountId { get; private set; }

    /// <summary>Our opportunity; null where there is none.</summary>
    public long? OpportunityId { get; private set; }

    /// <summary>How far it is.</summary>
    public ReferralState State { get; private set; }

    /// <summary>The day on which it came to that.</summary>
    public DateOnly Since { get; private set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>What happened to it, the first first.</summary>
    public IReadOnlyList<ReferralStep> Steps => _steps;

    /// <summary>Whether something can still come of it.</summary>
    public bool IsOpen => State is ReferralState.New or ReferralState.Shared or ReferralState.Active;

    /// <summary>Whether the vendor knows of it: it was sent by the vendor, shared with it, or accepted by it.</summary>
    public bool VendorKnows => Outline.IsFromVendor || _steps.Exists(s => s.State == ReferralState.Shared || (s.State == ReferralState.Active && Outline.Kind != ReferralKind.Private));

    /// <summary>Why it is closed; empty where it is open, or nobody said.</summary>
    public string Reason => IsOpen ? "" : _steps[^1].Words;

    /// <summary>The moves that are possible now. What the vendor was never told of needs no answer of the vendor to be lost. What is closed can be opened again, to where it was.</summary>
    public IReadOnlyList<ReferralState> Moves => State switch
    {
        ReferralState.New => [Outline.NeedsConsent ? ReferralState.Shared : ReferralState.Active, .. VendorKnows ? Array.Empty<ReferralState>() : [ReferralState.Lost], ReferralState.Declined, ReferralState.Expired, ReferralState.Duplicate],
        ReferralState.Shared => [ReferralState.Active, ReferralState.Declined, ReferralState.Expired, ReferralState.Duplicate],
        ReferralState.Active => [ReferralState.Won, ReferralState.Lost, ReferralState.Declined, ReferralState.Expired, ReferralState.Duplicate],
        _ => [_steps.FindLast(s => s.State is ReferralState.New or ReferralState.Shared or ReferralState.Active)?.State ?? ReferralState.New],
    };

    /// <summary>What our opportunity has come to, where the vendor knows of this and it does not say so yet: won or lost; null where the vendor is to be told nothing.</summary>
    public ReferralState? ToldBy(OpportunityState? opportunity) => !IsOpen || !VendorKnows ? null : opportunity switch
    {
        OpportunityState.Won => ReferralState.Won,
        OpportunityState.Lost => ReferralState.Lost,
        _ => null,
    };

    /// <summary>What this comes to now that our opportunity is over, where the vendor was never told of it: won where it was worked, lost, or declined as nothing is to be shared any more; null where it is not over.</summary>
    public ReferralState? OverBy(OpportunityState? opportunity) => !IsOpen || VendorKnows ? null : opportunity switch
    {
        OpportunityState.Won => Moves.Contains(ReferralState.Won) ? ReferralState.Won : ReferralState.Declined,
        OpportunityState.Lost => ReferralState.Lost,
        _ => null,
    };

    /// <summary>Whether the vendor closes it before a day, as that on which our opportunity is expected to close.</summary>
    public bool ExpiresBefore(DateOnly? day) => IsOpen && ExpiresOn < day;

    /// <summary>Writes it anew, while it is open.</summary>
    /// <exception cref="RefusedException">It is closed, or cannot be.</exception>
    public void Write(ReferralOutline outline, long ownerId, long? accountId, long? opportunityId)
    {
        Refuse.Unless(IsOpen, Refusal.Conflict, "It is closed. Open it again before you change it.");
        outline.RefuseUnfit();
        var isShared = _steps.Exists(s => s.State == ReferralState.Shared);
        Refuse.Unless(!isShared || !outline.IsFromVendor, Refusal.Invalid, "It was shared from here, so the vendor did not send it.", nameof(outline.IsFromVendor));
        Refuse.Unless(!isShared || outline.Kind != ReferralKind.Private, Refusal.Invalid, "The vendor knows of it already: it is not private any more.", nameof(outline.Kind));
        Refuse.Unless(State == ReferralState.New || !outline.NeedsConsent || outline.HasConsent, Refusal.Invalid, isShared
            ? "It is shared with the vendor, which needs the customer’s consent. If the customer takes it back, close the referral as declined and say so."
            : "The vendor may be told of it only with the customer’s consent. Ask for it first.", nameof(outline.HasConsent));
        (Outline, Vendor, ExpiresOn, OwnerId, AccountId, OpportunityId) = (outline, outline.Vendor, outline.ExpiresOn, ownerId, accountId, opportunityId);
    }

    /// <summary>Notes what happened.</summary>
    /// <param name="state">What it came to; one of <see cref="Moves"/>.</param>
    /// <param name="on">The day on which it did; not to come, and not before what was noted last.</param>
    /// <param name="value">What it brought, once it is won; null to keep what was expected.</param>
    /// <param name="words">Why, or what the vendor said.</param>
    /// <param name="by">Who notes it.</param>
    /// <param name="today">The company's day.</param>
    /// <exception cref="RefusedException">It cannot come to that now, or something is missing.</exception>
    public void Move(ReferralState state, DateOnly on, decimal? value, string? words, long by, DateOnly today)
    {
        var said = (words ?? "").ReplaceLineEndings("\n").Trim();
        Refuse.Unless(Moves.Contains(state), Refusal.Conflict, "Somebody was faster, or it was noted already. It is shown as it stands.");
        Refuse.Unless(on <= today, Refusal.Invalid, "Note it once it happened: that day is to come.", "On");
        Refuse.Unless(_steps is [] || State == ReferralState.New || on >= _steps[^1].On, Refusal.Invalid, FormattableString.Invariant($"What was noted last happened on {Since:yyyy-MM-dd}. Give that day or a later one."), "On");
        Refuse.Unless(said.Length <= ReferralOutline.LongestText, Refusal.Invalid, $"This is {said.Length:0} characters long; {ReferralOutline.LongestText:0} fit.", "Words");
        Refuse.Unless(state is ReferralState.Shared or ReferralState.Active or ReferralState.Won or ReferralState.Expired && IsOpen || said != "", Refusal.Invalid, IsOpen ? "Say why it is closed." : "Say why it is opened again.", "Words");
        Refuse.Unless(state != ReferralState.Shared || Outline.HasConsent, Refusal.Invalid, "The vendor may be told of it only with the customer’s consent. Ask for it, note it under “Change”, then share it.", "State");
        if (state == ReferralState.Won)
        {
            var won = Outline with { Value = value ?? Outline.Value };
            won.RefuseUnfit();
            Refuse.Unless(OpportunityId is not null || won.Value > 0, Refusal.Invalid, "Note what was won, or link our opportunity under “Change”: the vendor counts a win by its value.", "Value");
            Outline = won;
        }

        (State, Since) = (state, on);
        _steps.Add(new(state, on, by, said));
    }
}
