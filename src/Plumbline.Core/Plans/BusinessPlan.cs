using Plumbline.Fiscal;

namespace Plumbline.Plans;

/// <summary>
/// A salesperson's plan for six months. Targets are agreed, not set: either side proposes, and a version is in force once both have
/// signed it. Every move that is not open is refused in words before anything changes.
/// </summary>
public sealed class BusinessPlan
{
    /// <summary>How many remarks a plan takes.</summary>
    public const int MostComments = 500;

    /// <summary>How many characters a remark has at most.</summary>
    public const int LongestComment = 2_000;

    private readonly List<PlanVersion> _versions = [];
    private readonly List<PlanDraft> _drafts = [];
    private readonly List<PlanComment> _comments = [];

    /// <summary>Begins a plan with a draft: an empty one, the last plan carried over, a template or a suggestion.</summary>
    /// <exception cref="RefusedException">Someone else's plan.</exception>
    public BusinessPlan(long salespersonId, Party by, PlanContent start, DateTimeOffset at)
    {
        (SalespersonId, Period) = (salespersonId, start.Period);
        SideOf(by);
        RefuseTooMany(start);
        _drafts.Add(new(Side.Salesperson, start, by.PersonId, at));
    }

    private BusinessPlan() { }

    /// <summary>The database's number for the plan; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>Whose plan it is.</summary>
    public long SalespersonId { get; private set; }

    /// <summary>The months it covers.</summary>
    public Period Period { get; private set; }

    /// <summary>Where it stands.</summary>
    public PlanState State { get; private set; }

    /// <summary>Why the plan in force is to be changed; null while it is not being amended.</summary>
    public string? AmendmentReason { get; private set; }

    /// <summary>The side that opened the amendment; null while there is none.</summary>
    public Side? AmendedBySide { get; private set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>Every version put forward, oldest first.</summary>
    public IReadOnlyList<PlanVersion> Versions => [.. _versions.OrderBy(v => v.Number)];

    /// <summary>What the sides are working on; at most one draft for each.</summary>
    public IReadOnlyList<PlanDraft> Drafts => _drafts;

    /// <summary>Remarks, in the order in which they were made.</summary>
    public IReadOnlyList<PlanComment> Comments => [.. _comments.OrderBy(c => c.At)];

    /// <summary>The version that waits for signatures; null where there is none.</summary>
    public PlanVersion? OnTable => _versions.Find(v => v.Standing == Standing.OnTable);

    /// <summary>The version last agreed; null until one is.</summary>
    public PlanVersion? InForce => _versions.Find(v => v.Standing == Standing.Agreed);

    /// <summary>
    /// The version that results of <paramref name="month"/> are measured against: the last one agreed on or before the month's last day; for months before the
    /// first agreement the first version agreed, so that a plan signed late still counts from its beginning. Null until one is agreed.
    /// </summary>
    public PlanVersion? InForceFor(Month month)
    {
        var agreed = _versions.Where(v => v.AgreedOn is not null).OrderBy(v => v.Number).ToList();
        return agreed.LastOrDefault(v => v.AgreedOn <= new Period(month, 1).LastDay) ?? agreed.FirstOrDefault();
    }

    /// <summary>The version that the day's month is measured against.</summary>
    public PlanVersion? InForceOn(DateOnly day) => InForceFor(Month.Of(day));

    /// <summary>The side this person acts for.</summary>
    /// <exception cref="RefusedException">Neither the salesperson nor in the salesperson's line.</exception>
    public Side SideOf(Party by) =>
        by.PersonId == SalespersonId ? Side.Salesperson
        : by.IsInLine ? Side.Manager
        : throw new RefusedException(Refusal.NotAllowed, "Only the salesperson and the managers above can change this plan.");

    /// <summary>Whether the move is open to this person now.</summary>
    public bool CanDo(Party by, PlanMove move) => (by.PersonId == SalespersonId || by.IsInLine) && PlanMoves.WhyNot(this, SideOf(by), move) is null;

    /// <summary>
    /// What the side is working on, or would begin with: its draft, else its own last proposal in these talks, else what is on the table, else what is in force.
    /// What the other side proposed comes in line by line, by accepting it: nothing is conceded unseen. Null where nothing is being written.
    /// </summary>
    public PlanContent? DraftOf(Side side) =>
        (_drafts.Find(d => d.Side == Writing(side))?.Content)
        ?? (State is PlanState.Draft or PlanState.Agreed ? null : LastProposalOf(side)?.Content ?? OnTable?.Content ?? InForce?.Content);

    /// <summary>Types into the side's draft; before the plan is submitted, both sides write in the salesperson's.</summary>
    /// <returns>What was taken, and what was not and why.</returns>
    /// <exception cref="RefusedException">Nothing is being written now.</exception>
    public EditResult Edit(Party by, IEnumerable<PlanEdit> edits, DateTimeOffset at)
    {
        var side = Open(by, PlanMove.Edit);
        var result = PlanEdits.Apply(DraftOf(side)!, edits);
        if (result.Taken.Count > 0)
        {
            Write(side, result.Content, by, at);
        }

        return result;
    }

    /// <summary>Replaces the whole of the side's draft, as with a suggestion or the last plan.</summary>
    /// <exception cref="RefusedException">Nothing is being written now, or it is for another period.</exception>
    public void Replace(Party by, PlanContent content, DateTimeOffset at)
    {
        var side = Open(by, PlanMove.Edit);
        Refuse.Unless(content.Period == Period, Refusal.Invalid, $"This plan is for {Period}.");
        Write(side, content, by, at);
    }

    /// <summary>Takes lines of the other side's proposal into the own draft.</summary>
    /// <exception cref="RefusedException">No proposal of the other side, another than the one read, or no such line.</exception>
    public void Accept(Party by, int number, IEnumerable<string> paths, DateTimeOffset at)
    {
        var side = Open(by, PlanMove.Accept);
        var theirs = Read(number).Content;
        Write(side, paths.Aggregate(DraftOf(side)!, (mine, path) => PlanLines.Write(mine, path, PlanLines.Read(theirs, path))), by, at);
    }

    /// <summary>
    /// Puts the side's draft on the table: submits the plan, counters the other side's proposal, or replaces the own one. What was there before stays readable, and loses its claim to be signed.
    /// </summary>
    /// <param name="by">Who proposes.</param>
    /// <param name="answers">The number of the version on the table that was read; null where none was.</param>
    /// <param name="signs">Whether proposing is the person's signature, too.</param>
    /// <param name="known">What the draft is checked against.</param>
    /// <param name="at">When.</param>
    /// <param name="today">The company's day.</param>
    /// <exception cref="RefusedException">The move is not open, something must be mended first, or the table has changed.</exception>
    public PlanVersion Propose(Party by, int? answers, bool signs, PlanKnown known, DateTimeOffset at, DateOnly today)
    {
        var side = Open(by, PlanMove.Propose);
        var content = DraftOf(side)!;
        Refuse.Unless(answers == OnTable?.Number, Refusal.Conflict, OnTable is { } newer
            ? $"Version {newer.Number} was proposed since you opened this page. Read it before you counter."
            : "The version that you answer is no longer on the table.");
        Refuse.Unless(content != OnTable?.Content, Refusal.Invalid, "Your draft says the same as the version on the table. Sign that one.");
        Refuse.Unless(OnTable is not null || content != InForce?.Content, Refusal.Invalid, "Your draft says the same as the plan in force. Change something first.");
        if (PlanChecks.Of(content, known).FirstOrDefault(f => f.Severity == Severity.MustMend) is { } finding)
        {
            throw new RefusedException(Refusal.Invalid, finding.Words, finding.Path);
        }

        var isCounter = OnTable is { } before && before.ProposedBySide != side;
        if (OnTable is { } gone)
        {
            gone.Standing = isCounter ? Standing.Countered : Standing.Replaced;
        }

        State = State switch { PlanState.Draft => PlanState.Submitted, PlanState.Submitted when isCounter => PlanState.Negotiating, var state => state };
        var version = new PlanVersion(_versions.Count + 1, content, side, by.PersonId, at, AmendmentReason);
        _versions.Add(version);
        _drafts.RemoveAll(d => d.Side == side);
        if (signs)
        {
            Sign(by, version.Number, version.Hash, at, today);
        }

        return version;
    }

    /// <summary>Signs the version on the table. It is in force from the second signature on. Signing twice is signing once.</summary>
    /// <param name="by">Who signs.</param>
    /// <param name="number">The version that was read.</param>
    /// <param name="hash">Its hash as it was read.</param>
    /// <param name="at">When.</param>
    /// <param name="today">The company's day.</param>
    /// <exception cref="RefusedException">Nothing is to be signed, or not what was read.</exception>
    public void Sign(Party by, int number, string hash, DateTimeOffset at, DateOnly today)
    {
        var side = Open(by, PlanMove.Sign);
        var version = Read(number);
        Refuse.Unless(version.Hash == hash, Refusal.Conflict, "This is not the text that you read. Read it again before you sign.");
        if (version.SignatureOf(side) is not null)
        {
            return;
        }

        version.Sign(side, by.PersonId, at, today);
        if (version.AgreedOn is not null)
        {
            if (InForce is { } before)
            {
                before.Standing = Standing.Superseded;
            }

            version.Standing = Standing.Agreed;
            Rest(PlanState.Agreed);
        }
    }

    /// <summary>Takes a submitted plan back to draft, or drops an amendment, as long as the other side has not signed.</summary>
    /// <exception cref="RefusedException">Not this side's to take back, or too late.</exception>
    public void Withdraw(Party by, DateTimeOffset at)
    {
        Open(by, PlanMove.Withdraw);
        var version = OnTable;
        if (version is not null)
        {
            version.Standing = Standing.Withdrawn;
        }

        if (State == PlanState.Amending)
        {
            Rest(PlanState.Agreed);
            return;
        }

        State = PlanState.Draft;
        if (DraftOf(Side.Salesperson) is null)
        {
            Write(Side.Salesperson, version!.Content, by, at);
        }
    }

    /// <summary>Opens a change to the plan in force, which stays in force until both have signed another version.</summary>
    /// <exception cref="RefusedException">No plan is in force, or no reason is given.</exception>
    public void Amend(Party by, string reason, DateTimeOffset at)
    {
        var side = Open(by, PlanMove.Amend);
        Refuse.Unless(!string.IsNullOrWhiteSpace(reason), Refusal.Invalid, "Say why the plan is to be changed.", nameof(reason));
        (State, AmendmentReason, AmendedBySide) = (PlanState.Amending, reason.Trim(), side);
        _drafts.Add(new(side, InForce!.Content, by.PersonId, at));
    }

    /// <summary>Says that the draft may be thrown away as a whole, by either side that writes in it.</summary>
    /// <exception cref="RefusedException">Someone was shown a version of it already.</exception>
    public void Discard(Party by)
    {
        Open(by, PlanMove.Discard);
        _drafts.Clear();
    }

    /// <summary>Remarks on a line, or on the plan as a whole (an empty path).</summary>
    /// <exception cref="RefusedException">A stranger, no such line, no words or too many, or too many remarks.</exception>
    public void Comment(Party by, string path, string text, DateTimeOffset at)
    {
        Open(by, PlanMove.Comment);
        Refuse.Unless(!string.IsNullOrWhiteSpace(text), Refusal.Invalid, "Write something first.", nameof(text));
        Refuse.Unless(text.Trim().Length <= LongestComment, Refusal.Invalid, $"This is {Said.Count(text.Trim().Length)} characters long; {Said.Count(LongestComment)} fit into a comment.", nameof(text));
        Refuse.Unless(_comments.Count < MostComments, Refusal.Invalid, $"This plan has {MostComments:0} comments, and no more fit. Talk, and write what you agree on into the plan.");
        if (path != "")
        {
            PlanPlace.Find(Period, path);
        }

        _comments.Add(new(path, by.PersonId, text.Trim(), at));
    }

    private Side Open(Party by, PlanMove move)
    {
        var side = SideOf(by);
        return PlanMoves.WhyNot(this, side, move) is { } refusal ? throw refusal : side;
    }

    private Side Writing(Side side) => State == PlanState.Draft ? Side.Salesperson : side;

    private PlanVersion Read(int number) =>
        OnTable is { } version && version.Number == number ? version : throw new RefusedException(
            Refusal.Conflict, $"Version {OnTable!.Number} was proposed since you opened version {number}. Read it before you go on.", nameof(number));

    /// <summary>The side's last proposal since a version was last agreed or withdrawn.</summary>
    private PlanVersion? LastProposalOf(Side side) =>
        Versions.Reverse().TakeWhile(v => v.Standing is Standing.OnTable or Standing.Countered or Standing.Replaced).FirstOrDefault(v => v.ProposedBySide == side);

    private void Write(Side side, PlanContent content, Party by, DateTimeOffset at)
    {
        RefuseTooMany(content);
        if (_drafts.Find(d => d.Side == Writing(side)) is { } draft)
        {
            draft.Write(content, by.PersonId, at);
        }
        else
        {
            _drafts.Add(new(Writing(side), content, by.PersonId, at));
        }
    }

    private static void RefuseTooMany(PlanContent content)
    {
        if (PlanForm.Sections.FirstOrDefault(s => s.IsList && s.Keys(content).Count() > PlanForm.MostRows) is { } full)
        {
            throw new RefusedException(Refusal.Invalid, PlanEdits.TooMany(full), full.Name);
        }
    }

    private void Rest(PlanState state)
    {
        (State, AmendmentReason, AmendedBySide) = (state, null, null);
        _drafts.Clear();
    }
}
