using static Plumbline.Plans.SomePlan;

namespace Plumbline.Plans;

/// <summary>Every state, every move, either side: what is open is done, what is not is refused in words and changes nothing.</summary>
public class PlanMovesTests
{
    /// <summary>How the plan came to stand as it does, and the moves open to the salesperson and to the manager.</summary>
    private static readonly Dictionary<string, (Action<BusinessPlan> Story, string Mary, string Paul)> _situations = new()
    {
        ["draft"] = (_ => { }, "Edit Propose Comment Discard", "Edit Comment Discard"),
        ["submitted"] = (p => Submit(p, signs: false), "Edit Propose Sign Withdraw Comment", "Edit Propose Accept Sign Comment"),
        ["submitted and replaced"] = (p => { Submit(p, signs: true); Counter(p, Mary); }, "Edit Propose Sign Withdraw Comment", "Edit Propose Accept Sign Comment"),
        ["submitted and signed"] = (p => Submit(p, signs: true), "Edit Propose Sign Withdraw Comment", "Edit Propose Accept Sign Comment"),
        ["submitted, signed by the manager"] = (p => { Submit(p, signs: false); Signs(p, Paul); }, "Edit Propose Sign Comment", "Edit Propose Accept Sign Comment"),
        ["withdrawn"] = (p => { Submit(p, signs: false); p.Withdraw(Mary, At); }, "Edit Propose Comment", "Edit Comment"),
        ["negotiating"] = (p => { Submit(p, signs: true); Counter(p, Paul); }, "Edit Propose Accept Sign Comment", "Edit Propose Sign Comment"),
        ["countered back"] = (p => { Submit(p, signs: true); Counter(p, Paul); Counter(p, Mary); }, "Edit Propose Sign Comment", "Edit Propose Accept Sign Comment"),
        ["countered and replaced"] = (p => { Submit(p, signs: true); Counter(p, Paul); Counter(p, Paul); }, "Edit Propose Accept Sign Comment", "Edit Propose Sign Comment"),
        ["agreed"] = (Agree, "Amend Comment", "Amend Comment"),
        ["amending"] = (p => { Agree(p); p.Amend(Mary, "A customer left", At); }, "Edit Propose Withdraw Comment", "Edit Propose Comment"),
        ["amending, by the manager"] = (p => { Agree(p); p.Amend(Paul, "A customer left", At); }, "Edit Propose Comment", "Edit Propose Withdraw Comment"),
        ["amendment proposed"] = (p => { Agree(p); p.Amend(Mary, "A customer left", At); Counter(p, Mary); }, "Edit Propose Sign Withdraw Comment", "Edit Propose Accept Sign Comment"),
        ["amendment replaced"] = (p => { Agree(p); p.Amend(Mary, "A customer left", At); Counter(p, Mary); Counter(p, Mary); }, "Edit Propose Sign Withdraw Comment", "Edit Propose Accept Sign Comment"),
        ["amendment signed by the other"] = (p => { Agree(p); p.Amend(Mary, "A customer left", At); Counter(p, Mary); Signs(p, Paul); }, "Edit Propose Sign Comment", "Edit Propose Accept Sign Comment"),
        ["amendment countered"] = (p => { Agree(p); p.Amend(Mary, "A customer left", At); Counter(p, Mary); Counter(p, Paul); }, "Edit Propose Accept Sign Withdraw Comment", "Edit Propose Sign Comment"),
        ["amended"] = (p => { Agree(p); p.Amend(Mary, "A customer left", At); Counter(p, Mary); Signs(p, Paul); Signs(p, Mary); }, "Amend Comment", "Amend Comment"),
    };

    public static TheoryData<string, PlanMove, Side> Cases =>
        [.. from situation in _situations.Keys from move in Enum.GetValues<PlanMove>() from side in Enum.GetValues<Side>() select (situation, move, side)];

    public static TheoryData<string, PlanMove> Situations => [.. from situation in _situations.Keys from move in Enum.GetValues<PlanMove>() select (situation, move)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_open_is_done_and_the_rest_refused(string situation, PlanMove move, Side side)
    {
        var (story, mary, paul) = _situations[situation];
        var (by, open) = side == Side.Salesperson ? (Mary, mary) : (Paul, paul);
        var plan = Drafted();
        story(plan);
        var isOpen = open.Split(' ').Contains(move.ToString());
        var before = Fingerprint(plan);

        Assert.Equal(isOpen, plan.CanDo(by, move));
        if (isOpen)
        {
            Make(plan, by, move);
        }
        else
        {
            var refused = Assert.Throws<RefusedException>(() => Make(plan, by, move));
            Assert.NotEqual(Refusal.NotFound, refused.Refusal);
            Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
            Assert.Equal(before, Fingerprint(plan));
        }
    }

    [Theory]
    [MemberData(nameof(Situations))]
    public void A_stranger_does_nothing(string situation, PlanMove move)
    {
        var stranger = new Party(3, IsInLine: false);
        var plan = Drafted();
        _situations[situation].Story(plan);
        var before = Fingerprint(plan);

        Assert.False(plan.CanDo(stranger, move));
        Assert.Equal(Refusal.NotAllowed, Assert.Throws<RefusedException>(() => Make(plan, stranger, move)).Refusal);
        Assert.Equal(before, Fingerprint(plan));
    }

    private static void Make(BusinessPlan plan, Party by, PlanMove move)
    {
        switch (move)
        {
            case PlanMove.Edit: plan.Edit(by, [new("last.worked", "", "Visits")], At); break;
            case PlanMove.Propose: Counter(plan, by); break;
            case PlanMove.Accept: plan.Accept(by, plan.OnTable?.Number ?? 0, ["quotas.2027-01.revenue"], At); break;
            case PlanMove.Sign: plan.Sign(by, plan.OnTable?.Number ?? 0, plan.OnTable?.Hash ?? "", At, Today); break;
            case PlanMove.Withdraw: plan.Withdraw(by, At); break;
            case PlanMove.Amend: plan.Amend(by, "A customer left", At); break;
            case PlanMove.Comment: plan.Comment(by, "quotas.2027-01.revenue", "Is this enough?", At); break;
            case PlanMove.Discard: plan.Discard(by); break;
            default: throw new ArgumentOutOfRangeException(nameof(move), move, null);
        }
    }

    private static BusinessPlan Drafted() => new(salespersonId: 1, Mary, Content(), At);

    private static void Submit(BusinessPlan plan, bool signs) => plan.Propose(Mary, answers: null, signs, Known, At, Today);

    private static void Signs(BusinessPlan plan, Party by) => plan.Sign(by, plan.OnTable!.Number, plan.OnTable.Hash, At, Today);

    private static void Agree(BusinessPlan plan)
    {
        Submit(plan, signs: true);
        Signs(plan, Paul);
    }

    /// <summary>Asks for 100 more in January than stands in the draft and proposes that.</summary>
    private static void Counter(BusinessPlan plan, Party by)
    {
        if (plan.CanDo(by, PlanMove.Edit) && plan.CanDo(by, PlanMove.Propose))
        {
            var stands = PlanLines.Read(plan.DraftOf(plan.SideOf(by))!, "quotas.2027-01.revenue");
            plan.Edit(by, [new("quotas.2027-01.revenue", stands, $"{10_000 + (100 * (plan.Versions.Count + 1))}")], At);
        }

        plan.Propose(by, plan.OnTable?.Number, signs: false, Known, At, Today);
    }

    private static string Fingerprint(BusinessPlan plan) => string.Join('\n',
    [
        $"{plan.State} {plan.AmendmentReason} {plan.AmendedBySide} {plan.Comments.Count}",
        .. plan.Versions.Select(v => $"{v.Number} {v.Hash} {v.Standing} {v.AgreedOn} {string.Join(',', v.Signatures)}"),
        .. plan.Drafts.Select(d => $"{d.Side} {d.Text}"),
    ]);
}
