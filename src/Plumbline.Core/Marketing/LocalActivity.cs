using Plumbline.Typing;

namespace Plumbline.Marketing;

/// <summary>
/// A local marketing activity and the way of its money: planned, applied, approved, executed, proven, claimed, paid or refused. A claim is never above the terms' share of what was spent, their cap, or what the vendor approved.
/// </summary>
public sealed class LocalActivity
{
    /// <summary>So many proofs there can be, and so many things to do.</summary>
    public const int MostItems = 50;

    /// <summary>The longest campaign code: as long as one that comes with a file may be.</summary>
    public const int LongestCode = 400;

    /// <summary>So many accounts an audience has at most.</summary>
    public const int MostAccounts = 300;

    /// <summary>So many people help at most.</summary>
    public const int MostHelpers = 20;

    private readonly List<FundingStep> _steps = [];
    private readonly List<ProofItem> _proof = [];
    private readonly List<CheckItem> _checks = [];
    private readonly List<long> _accounts = [];
    private readonly List<long> _helpers = [];

    /// <summary>Plans one.</summary>
    /// <param name="outline">What it is to be.</param>
    /// <param name="ownerId">Who looks after it.</param>
    /// <param name="program">The program that pays for a part; null where none does.</param>
    /// <param name="fund">The fund that it uses; null where none, or it is not known yet.</param>
    /// <param name="source">Where it comes from, as in "plan/12/marketing.k1", or a form's own key: at most one activity for each.</param>
    /// <param name="by">Who plans it.</param>
    /// <param name="today">The company's day.</param>
    /// <exception cref="RefusedException">It cannot be.</exception>
    public LocalActivity(ActivityOutline outline, long ownerId, MarketingProgram? program, ProgramFund? fund, string source, long by, DateOnly today)
    {
        (Outline, OwnerId, Source) = (outline, ownerId, source);
        Write(outline, ownerId, program, fund);
        _steps.Add(new(FundingStage.Planned, today, by, null, ""));
    }

    private LocalActivity() => (Outline, Source) = (null!, "");

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>Where it comes from; unique.</summary>
    public string Source { get; private set; }

    /// <summary>What it is to be.</summary>
    public ActivityOutline Outline { get; private set; }

    /// <summary>The first day, to be searched by.</summary>
    public DateOnly First { get; private set; }

    /// <summary>The last day, to be searched by.</summary>
    public DateOnly Last { get; private set; }

    /// <summary>Who looks after it.</summary>
    public long OwnerId { get; private set; }

    /// <summary>The program that pays for a part; null where none does.</summary>
    public long? ProgramId { get; private set; }

    /// <summary>The program's terms as they were when this was planned; null without a program.</summary>
    public ProgramTerms? Terms { get; private set; }

    /// <summary>The fund that it uses; null where none.</summary>
    public long? FundId { get; private set; }

    /// <summary>The last day on which the vendor takes the claim; null without a program, or where it does not say.</summary>
    public DateOnly? ClaimBy { get; private set; }

    /// <summary>What the CRM calls the campaign, as typed; null where nobody has said. An opportunity that names it is tied to the activity.</summary>
    public string? Code { get; private set; }

    /// <summary>The code as it is compared, so that no two activities have the same; null where there is none. It follows the code by itself.</summary>
    public string? FoldedCode { get => Code is null ? null : Folded.Name(Code); private set { } }

    /// <summary>How many leads came, where they were only counted; null where nobody has.</summary>
    public int? LeadsCounted { get; private set; }

    /// <summary>How far it is.</summary>
    public FundingStage Stage { get; private set; }

    /// <summary>What the vendor approved; null until then, or where no approval is needed.</summary>
    public decimal? Approved { get; private set; }

    /// <summary>What was spent; null until it took place.</summary>
    public decimal? Spent { get; private set; }

    /// <summary>What was claimed; null until then.</summary>
    public decimal? Claimed { get; private set; }

    /// <summary>What the vendor paid; null until then.</summary>
    public decimal? Paid { get; private set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>What happened to it, the first first.</summary>
    public IReadOnlyList<FundingStep> Steps => _steps;

    /// <summary>The files that prove it.</summary>
    public IReadOnlyList<ProofItem> Proof => _proof;

    /// <summary>What is to be done before.</summary>
    public IReadOnlyList<CheckItem> Checks => _checks;

    /// <summary>The accounts that are to be reached, besides the words, as they were chosen: one that was merged since stands there by its old number.</summary>
    public IReadOnlyList<long> AccountIds => _accounts;

    /// <summary>Who helps, besides who looks after it.</summary>
    public IReadOnlyList<long> HelperIds => _helpers;

    /// <summary>Whether it is still to take place, as far as anybody has said, and so can change what it is.</summary>
    public bool IsOpen => Stage is FundingStage.Planned or FundingStage.Applied or FundingStage.Approved;

    /// <summary>Whether it does not take place: it was called off, or the vendor said no before it did.</summary>
    public bool IsOff => Stage == FundingStage.Cancelled || (Stage == FundingStage.Refused && Spent is null);

    /// <summary>Whether it is over by a day and nobody has claimed it yet, also where nobody has said that it took place.</summary>
    public bool AwaitsClaim(DateOnly today) => Stage is FundingStage.Executed or FundingStage.Proven || (IsOpen && Last < today);

    /// <summary>Whether a vendor pays for a part.</summary>
    public bool IsFunded => Terms is not null;

    /// <summary>What the vendor is to pay, in the company's currency: of what was claimed or paid that, of what was spent its share, else the budget's.</summary>
    public decimal Funded => Stage switch
    {
        FundingStage.Refused or FundingStage.Cancelled => 0,
        FundingStage.Paid => Paid ?? 0,
        FundingStage.Claimed => Claimed ?? 0,
        _ => MostToClaim(Spent ?? Outline.Budget),
    };

    /// <summary>What it costs the company: what was spent, else the budget, without the vendor's part. With <see cref="Funded"/> it adds up to the cost.</summary>
    public decimal Own => Cost - Funded;

    /// <summary>What was spent, else the budget; nothing where it does not take place.</summary>
    public decimal Cost => IsOff ? 0 : Spent ?? Outline.Budget;

    /// <summary>The proofs that the vendor asks for and nobody has put there yet.</summary>
    public IReadOnlyList<string> MissingProof => [.. (Terms?.Proof ?? []).Where(kind => !_proof.Exists(p => string.Equals(p.Kind, kind, StringComparison.OrdinalIgnoreCase)))];

    /// <summary>The moves that are open now.</summary>
    public IReadOnlyList<FundingStage> Moves => (Stage, Terms) switch
    {
        (FundingStage.Planned, { NeedsApproval: true }) => [FundingStage.Applied, FundingStage.Cancelled],
        (FundingStage.Planned, _) => [FundingStage.Executed, FundingStage.Cancelled],
        (FundingStage.Applied, _) => [FundingStage.Approved, FundingStage.Refused, FundingStage.Cancelled],
        (FundingStage.Approved, _) => [FundingStage.Executed, FundingStage.Cancelled],
        (FundingStage.Executed, not null) => [FundingStage.Proven, FundingStage.Refused],
        (FundingStage.Proven, _) => [FundingStage.Claimed, FundingStage.Refused],
        (FundingStage.Claimed, _) => [FundingStage.Paid, FundingStage.Refused],
        (FundingStage.Refused, _) when Spent is null => [FundingStage.Planned], // Without the vendor.
        _ => [],
    };

    /// <summary>
    /// What may be claimed of a cost: the share, at most the terms' cap and what was approved. Where the share is agreed each time, it is what was approved; where nobody needs to approve either, up to the whole once it took place, and nothing can
    /// be counted on before.
    /// </summary>
    public decimal MostToClaim(decimal cost) => Terms switch
    {
        null => 0,
        { } terms when (Outline.Share ?? terms.Share) is { } share => Math.Min(terms.Funded(cost, share), Approved ?? decimal.MaxValue),
        { } terms => Approved is { } approved ? Math.Min(terms.Funded(cost, 1), approved) : IsOpen ? 0 : terms.Funded(cost, 1),
    };

    /// <summary>What is due next, and by when; null where nothing waits for a day.</summary>
    public (FundingStage Next, DateOnly By)? Deadline => Stage switch
    {
        FundingStage.Planned when Terms is { NeedsApproval: true } => (FundingStage.Applied, First.AddDays(-1)),
        FundingStage.Applied => (FundingStage.Approved, First.AddDays(-1)),
        FundingStage.Executed or FundingStage.Proven when ClaimBy is { } day => (FundingStage.Claimed, day),
        FundingStage.Planned or FundingStage.Approved => (FundingStage.Executed, Last),
        _ => null,
    };

    /// <summary>Writes it anew, while it is open. Once the vendor is asked it keeps the program, and its terms as they were then.</summary>
    /// <exception cref="RefusedException">It is not open any more, or cannot be.</exception>
    public void Write(ActivityOutline outline, long ownerId, MarketingProgram? program, ProgramFund? fund)
    {
        Refuse.Unless(IsOpen, Refusal.Conflict, "It took place, or was called off: what it was stands as it is.");
        outline.RefuseUnfit();
        Refuse.Unless(Stage == FundingStage.Planned || program?.Id == ProgramId, Refusal.Conflict, "The vendor was asked under this program. Call it off, and plan another under the other program.", "Pays");
        Refuse.Unless(program is null || program.Id == ProgramId || !program.IsRetired, Refusal.Invalid, "Nothing new is planned under this program.", "Pays");
        Refuse.Unless(fund is null || fund.ProgramId == program?.Id, Refusal.Invalid, "This money is another program’s.", "Pays");
        Refuse.Unless(fund is null || fund.CanPay(outline.First, outline.Last), Refusal.Invalid, FormattableString.Invariant($"This money may be used from {fund?.UsableFrom:yyyy-MM-dd} to {fund?.UsableUntil:yyyy-MM-dd} only."), "Pays");
        var terms = Stage == FundingStage.Planned ? program?.Terms : Terms; // As they are when the vendor is asked.
        Refuse.Unless(!(outline.Share > terms?.Share), Refusal.Invalid, FormattableString.Invariant($"The program pays {terms?.Share * 100:0.##}% at most. Leave it empty to take that."), nameof(outline.Share));
        (ProgramId, Terms, Outline, OwnerId, FundId, First, Last) = (program?.Id, terms, outline, ownerId, fund?.Id, outline.First, outline.Last);
        ClaimBy = Until(fund?.ClaimBy);
        _helpers.Remove(ownerId);
    }

    /// <summary>The vendor takes the claim until another day than terms and fund say, or that day is known otherwise.</summary>
    /// <param name="day">The last day; null where terms and fund tell it.</param>
    /// <param name="fund">The fund that it uses; null where none.</param>
    /// <exception cref="RefusedException">It is claimed or over, or no vendor pays.</exception>
    public void TakeClaimsUntil(DateOnly? day, ProgramFund? fund)
    {
        Refuse.Unless(IsFunded, Refusal.Invalid, "No vendor pays a part of it.", nameof(ClaimBy));
        Refuse.Unless(IsOpen || Stage is FundingStage.Executed or FundingStage.Proven, Refusal.Conflict, "What was claimed stands as it was claimed.", nameof(ClaimBy));
        Refuse.Unless(!(day < Last), Refusal.Invalid, "That is before it is over.", nameof(ClaimBy));
        Outline = Outline with { ClaimBy = day };
        ClaimBy = Until(fund?.ClaimBy);
    }

    /// <summary>Says what the CRM calls it, at any time; empty where it does not know it.</summary>
    /// <exception cref="RefusedException">The code is too long.</exception>
    public void CallIt(string? code)
    {
        var called = TypedText.OrNull(code);
        Refuse.Unless(called is null or { Length: <= LongestCode }, Refusal.Invalid, $"This is {called?.Length:0} characters long; {LongestCode:0} fit.", nameof(Code));
        Code = called;
    }

    /// <summary>Says how many leads came, where they are not listed; null where that is not known.</summary>
    /// <exception cref="RefusedException">That many cannot be.</exception>
    public void CountLeads(int? came)
    {
        Refuse.Unless(came is null or (>= 0 and <= 1_000_000), Refusal.Invalid, "Leads are 0 or more.", nameof(LeadsCounted));
        LeadsCounted = came;
    }

    /// <summary>Follows its fund after the day to claim was changed there; what is claimed, or called off, stands.</summary>
    public void Follow(ProgramFund fund)
    {
        if (fund.Id == FundId && (IsOpen || Stage is FundingStage.Executed or FundingStage.Proven))
        {
            ClaimBy = Until(fund.ClaimBy);
        }
    }

    /// <summary>Notes what happened. One that the vendor refused before it took place is planned once more without the vendor: program and money are taken away from it, and what it costs is the company's own.</summary>
    /// <param name="stage">What it came to; one of <see cref="Moves"/>.</param>
    /// <param name="on">The day on which it did; not to come.</param>
    /// <param name="amount">Approved, spent, claimed or paid.</param>
    /// <param name="words">The vendor's reference, the claim's number, or why.</param>
    /// <param name="by">Who notes it.</param>
    /// <param name="today">The company's day.</param>
    /// <exception cref="RefusedException">It cannot come to that now, or something is missing or too much.</exception>
    public void Move(FundingStage stage, DateOnly on, decimal? amount, string? words, long by, DateOnly today)
    {
        var said = (words ?? "").Trim();
        Refuse.Unless(Moves.Contains(stage), Refusal.Conflict, "Somebody was faster, or it was noted already. It is shown as it stands.");
        Refuse.Unless(on <= today, Refusal.Invalid, "Note it once it happened: that day is to come.", "On");
        Refuse.Unless(Stage == FundingStage.Planned || stage == FundingStage.Executed || on >= _steps[^1].On, Refusal.Invalid, "That is before what was noted last.", "On");
        Refuse.Unless(said.Length <= ProgramTerms.LongestText, Refusal.Invalid, $"This is {said.Length:0} characters long; {ProgramTerms.LongestText:0} fit.", "Words");
        Refuse.Unless(amount is null or >= 0, Refusal.Invalid, "An amount is 0 or more.", "Amount");
        switch (stage)
        {
            case FundingStage.Approved:
                Refuse.Unless(said != "", Refusal.Invalid, "Note the vendor’s reference: without it nobody finds the yes again.", "Words");
                Refuse.Unless(amount is > 0, Refusal.Invalid, "Note how much the vendor approved.", "Amount");
                Approved = amount;
                break;
            case FundingStage.Executed:
                Refuse.Unless(on >= First, Refusal.Invalid, "That is before its first day. Change the days first.", "On");
                Refuse.Unless(amount is not null, Refusal.Invalid, "Note what was spent.", "Amount");
                Spent = amount;
                break;
            case FundingStage.Proven:
                Refuse.Unless(MissingProof.Count == 0, Refusal.Invalid, $"The vendor asks for {string.Join(", ", MissingProof)} as well. Put it there first.", "Proof");
                amount = null;
                break;
            case FundingStage.Claimed:
                Refuse.Unless(said != "", Refusal.Invalid, "Note the claim’s number.", "Words");
                Refuse.Unless(amount is > 0, Refusal.Invalid, "Note how much is claimed.", "Amount");
                Refuse.Unless(amount <= MostToClaim(Spent!.Value), Refusal.Invalid, FormattableString.Invariant($"At most {MostToClaim(Spent.Value):0.00} can be claimed: the vendor’s share of what was spent, within its limit and what it approved."), "Amount");
                Refuse.Unless(ClaimBy is not { } last || on <= last, Refusal.Invalid, FormattableString.Invariant($"Claims were taken until {ClaimBy:yyyy-MM-dd}. If the vendor took it nevertheless, note that day under “Claim by” first."), "On");
                Claimed = amount;
                break;
            case FundingStage.Paid:
                Refuse.Unless(amount is not null, Refusal.Invalid, "Note how much was paid.", "Amount");
                Refuse.Unless(amount <= Claimed, Refusal.Invalid, "More than was claimed is not paid for this. Note what was.", "Amount");
                Paid = amount;
                break;
            case FundingStage.Planned:
                amount = null;
                (ProgramId, Terms, FundId, ClaimBy, Outline) = (null, null, null, null, Outline with { Share = null, ClaimBy = null });
                break;
            default: // Applied, refused, called off.
                Refuse.Unless(stage == FundingStage.Applied || said != "", Refusal.Invalid, "Say why.", "Words");
                break;
        }

        Stage = stage;
        _steps.Add(new(stage, on, by, amount, said));
    }

    /// <summary>Puts a proof there.</summary>
    /// <exception cref="RefusedException">It is claimed already, called off, or there are too many.</exception>
    public void Prove(ProofItem item)
    {
        Refuse.Unless(Stage is not (FundingStage.Cancelled or FundingStage.Claimed or FundingStage.Paid or FundingStage.Refused), Refusal.Conflict, "What was claimed stands as it was claimed.");
        Refuse.Unless(_proof.Count < MostItems, Refusal.Invalid, $"{MostItems:0} files fit.", "File");
        _proof.Add(item);
    }

    /// <summary>Takes a proof away again, while it is not claimed.</summary>
    /// <returns>The file that is not needed any more; null where it was gone.</returns>
    /// <exception cref="RefusedException">It is claimed already.</exception>
    public long? Unprove(string key)
    {
        Refuse.Unless(Stage is not (FundingStage.Claimed or FundingStage.Paid or FundingStage.Refused), Refusal.Conflict, "What was claimed stands as it was claimed.");
        if (_proof.Find(p => p.Key == key) is not { } item)
        {
            return null;
        }

        _proof.Remove(item);
        if (Stage == FundingStage.Proven && MissingProof.Count > 0)
        {
            Stage = FundingStage.Executed;
        }

        return item.FileId;
    }

    /// <summary>Puts something on the list of what is to be done before.</summary>
    /// <exception cref="RefusedException">Nothing is said, or there is too much.</exception>
    public void AddCheck(string key, string? what)
    {
        var words = (what ?? "").Trim();
        Refuse.Unless(words.Length is > 0 and <= 200, Refusal.Invalid, "Say what is to be done, in 200 characters at most.", "What");
        Refuse.Unless(_checks.Count < MostItems, Refusal.Invalid, $"{MostItems:0} entries fit.", "What");
        if (!_checks.Exists(c => c.Key == key))
        {
            _checks.Add(new(key, words, IsDone: false));
        }
    }

    /// <summary>Says that an entry of the list is done, or is not.</summary>
    public void Check(string key, bool isDone)
    {
        if (_checks.FindIndex(c => c.Key == key) is var at and >= 0)
        {
            _checks[at] = _checks[at] with { IsDone = isDone };
        }
    }

    /// <summary>Takes accounts into the audience, while it is not called off; who is in it stays.</summary>
    /// <exception cref="RefusedException">It does not take place, or these are too many.</exception>
    public void Invite(IEnumerable<long> accounts)
    {
        Refuse.Unless(!IsOff, Refusal.Conflict, "It does not take place, so nobody is invited to it.");
        var all = _accounts.Union(accounts).ToList();
        Refuse.Unless(all.Count <= MostAccounts, Refusal.Invalid, $"With these it would be {all.Count:0} accounts; {MostAccounts:0} fit. Choose fewer, as of one industry or region.", "Account");
        _accounts.AddRange(all.Skip(_accounts.Count));
    }

    /// <summary>Takes accounts out of the audience. Once more does no harm.</summary>
    public void LeaveOut(IEnumerable<long> accounts) => _accounts.RemoveAll(accounts.ToHashSet().Contains);

    /// <summary>Lets somebody help, while it is not called off. Once more does no harm.</summary>
    /// <exception cref="RefusedException">It does not take place, they look after it themselves, or there are too many.</exception>
    public void TakeHelpOf(long person)
    {
        Refuse.Unless(!IsOff, Refusal.Conflict, "It does not take place, so there is nothing to help with.");
        Refuse.Unless(person != OwnerId, Refusal.Invalid, "They look after it already. Choose somebody else.", "Person");
        if (!_helpers.Contains(person))
        {
            Refuse.Unless(_helpers.Count < MostHelpers, Refusal.Invalid, $"{MostHelpers:0} people fit. Take somebody off first.", "Person");
            _helpers.Add(person);
        }
    }

    /// <summary>Lets somebody help no more. Once more does no harm.</summary>
    public void SpareHelpOf(long person) => _helpers.Remove(person);

    /// <summary>As somebody noted it, else the earlier of what the terms and the fund say.</summary>
    private DateOnly? Until(DateOnly? fund) => IsFunded ? Outline.ClaimBy ?? Earlier(Terms?.ClaimDays is { } days ? Last.AddDays(days) : null, fund) : null;

    private static DateOnly? Earlier(DateOnly? a, DateOnly? b) => a is null ? b : b is null || a < b ? a : b;
}
